package io.saigon.api.rest;

import io.vertx.core.Future;

/** Adds to a request what its service accepts it by: a signature, a token. */
@FunctionalInterface
public interface RequestAuthorizer {
  /**
   * Authorizes a request.
   *
   * @param request as it will be sent; not changed
   * @return the request with what was added, on the caller's context
   */
  Future<RestRequest> authorize(RestRequest request);
}
