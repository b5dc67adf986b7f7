package io.saigon.rest.vertx;

import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.util.Objects;

/**
 * Authorizes requests by an access token of an app client's own in the header {@code Authorization}
 * (RFC 6750). A token that a service refuses with 401 is replaced, and the request repeated once,
 * unless the token is so young that another would be refused, too.
 *
 * <p>Safe for use from any thread. Futures complete on the caller's context.
 */
public final class BearerRequestAuthorizer implements RequestAuthorizer {
  private static final String SCHEME = "Bearer ";

  private final AccessTokenProvider tokens;

  private BearerRequestAuthorizer(AccessTokenProvider tokens) {
    this.tokens = tokens;
  }

  /**
   * Creates an authorizer.
   *
   * @param tokens source of the tokens
   * @return the authorizer
   */
  public static BearerRequestAuthorizer of(AccessTokenProvider tokens) {
    return new BearerRequestAuthorizer(Objects.requireNonNull(tokens, "tokens"));
  }

  @Override
  public Future<RestRequest> authorize(RestRequest request) {
    Objects.requireNonNull(request, "request");
    return tokens
        .accessToken()
        .map(token -> request.withHeader("Authorization", SCHEME + token.value()));
  }

  @Override
  public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(headers, "headers");
    String sent = request.headers().get("Authorization");
    if (statusCode != 401 || sent == null || !sent.startsWith(SCHEME)) {
      return Future.succeededFuture(false);
    }
    String refused = sent.substring(SCHEME.length());
    return tokens
        .accessToken()
        .compose(known -> known.value().equals(refused) ? renewed(known) : success());
  }

  private Future<Boolean> renewed(AccessToken refused) {
    return tokens.renewed(refused).map(now -> !now.value().equals(refused.value()));
  }

  private static Future<Boolean> success() {
    return Future.succeededFuture(true);
  }
}
