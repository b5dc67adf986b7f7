package io.saigon.cognito.web;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.VerifiedJwt;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Authenticates requests by the token of an issuer that is no user pool, or by the claims that an
 * Application Load Balancer signs.
 *
 * <pre>{@code
 * JwtVerifier verifier = saigon.jwtVerifier(AlbVerifierConfig.of(issuer, clientId, loadBalancer));
 * router.route("/orders/*").handler(JwtAuthHandler.behindLoadBalancer(verifier));
 * }</pre>
 *
 * <p>Other requests fail as those of {@link CognitoAuthHandler} do: with 401, with 403 if the token
 * lacks scopes, with 400 if there are several headers, with 503 if the keys cannot be had. Scopes
 * become permissions of the context's user.
 */
public final class JwtAuthHandler {
  private static final String TOKEN = "io.saigon.cognito.jwt";
  private static final String SCHEME = "Bearer ";
  private static final String ALB_HEADER = "x-amzn-oidc-data";

  private JwtAuthHandler() {}

  /**
   * Creates a handler for bearer tokens in the header {@code Authorization}.
   *
   * @param verifier the verifier of the tokens, shared by all requests
   * @return the handler
   * @throws NullPointerException if the verifier is null
   */
  public static AuthenticationHandler create(JwtVerifier verifier) {
    return handler(HttpHeaders.AUTHORIZATION, SCHEME, verifier);
  }

  /**
   * Creates a handler for the header {@code x-amzn-oidc-data} of Application Load Balancers.
   *
   * @param verifier the verifier of load balancers' tokens, shared by all requests
   * @return the handler
   * @throws NullPointerException if the verifier is null
   */
  public static AuthenticationHandler behindLoadBalancer(JwtVerifier verifier) {
    return handler(ALB_HEADER, "", verifier);
  }

  /**
   * Returns the verified token of a request.
   *
   * @param context the request's context, in a handler after this one
   * @return the token, never null
   * @throws IllegalStateException if none of these handlers authenticated the request
   */
  public static VerifiedJwt token(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    VerifiedJwt token = context.get(TOKEN);
    if (token == null) {
      throw new IllegalStateException(
          "No token of the request was verified; put JwtAuthHandler.create before this handler");
    }
    return token;
  }

  private static AuthenticationHandler handler(
      CharSequence header, String scheme, JwtVerifier verifier) {
    Objects.requireNonNull(verifier, "verifier");
    return SimpleAuthenticationHandler.create()
        .authenticate(context -> authenticate(context, header, scheme, verifier));
  }

  private static Future<User> authenticate(
      RoutingContext context, CharSequence header, String scheme, JwtVerifier verifier) {
    List<String> values = context.request().headers().getAll(header);
    if (values.size() > 1) {
      return Refusal.of(
          context,
          400,
          "invalid_request",
          refusal("The request has several headers %s; send one".formatted(header)));
    }
    String value = values.isEmpty() ? "" : values.get(0);
    if (value.isEmpty() || !value.regionMatches(true, 0, scheme, 0, scheme.length())) {
      return Refusal.of(
          context, 401, null, refusal("The request has no token in the header " + header));
    }
    return verifier
        .verify(value.substring(scheme.length()).strip())
        .map(token -> user(context, token))
        .recover(failure -> CognitoAuthHandler.refuse(context, failure));
  }

  private static User user(RoutingContext context, VerifiedJwt token) {
    context.put(TOKEN, token);
    User user = User.create(token.claims());
    Set<Authorization> all = new HashSet<>();
    token.scopes().forEach(scope -> all.add(PermissionBasedAuthorization.create(scope)));
    user.authorizations().put("jwt", all);
    return user;
  }

  private static AuthenticationException refusal(String message) {
    return AuthenticationException.refusal(Reason.INVALID_TOKEN, message);
  }
}
