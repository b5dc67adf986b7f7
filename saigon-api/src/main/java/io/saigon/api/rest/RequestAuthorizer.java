package io.saigon.api.rest;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Adds to a request the authorization that its service requires: a signature, a token. */
@FunctionalInterface
public interface RequestAuthorizer {
  /**
   * Authorizes a request.
   *
   * @param request as it will be sent; not changed. What an earlier authorization added to it is
   *     replaced
   * @return the request with what was added, on the caller's context
   */
  Future<RestRequest> authorize(RestRequest request);

  /**
   * Repairs the cause for which a service may have refused an authorized request: expired
   * credentials, a clock that is off.
   *
   * @param request the request that was refused
   * @param statusCode status of the answer
   * @param headers headers of the answer
   * @return true if something changed, so that the request should be authorized and sent once more;
   *     on the caller's context
   */
  default Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    return Future.succeededFuture(false);
  }

  /**
   * Reverts {@link #recover} if it did not help: called when the repeated request is not accepted
   * either.
   *
   * @param request the request that was sent once more
   * @param statusCode status of the answer to it, other than 2xx
   * @param headers headers of that answer
   */
  default void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {}

  /**
   * Explains why a service refused an authorized request, as far as its answer shows it.
   *
   * @param request the request that was refused
   * @param body the answer's body, or its beginning
   * @return one sentence without a secret, or null if the answer does not show it
   */
  default @Nullable String explain(RestRequest request, Buffer body) {
    return null;
  }

  /**
   * Returns the authorizer for one call with its redirects and retries. One that follows a current
   * user stays with the user of this moment.
   *
   * @return the authorizer, this one unless overridden
   */
  default RequestAuthorizer forCall() {
    return this;
  }
}
