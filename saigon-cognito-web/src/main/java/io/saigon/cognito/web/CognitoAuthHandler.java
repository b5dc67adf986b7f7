package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.Authorization;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Authenticates requests by the bearer token in their {@code Authorization} header, which a {@link
 * CognitoVerifier} verifies.
 *
 * <pre>{@code
 * CognitoVerifier verifier = saigon.cognitoVerifier(CognitoVerifierConfig.of(userPoolId, clientId));
 * router.route("/orders/*").handler(CognitoAuthHandler.create(verifier));
 * }</pre>
 *
 * <p>Other requests fail with 401 and the challenge {@code Bearer} (RFC 6750); with 403 if the
 * token lacks groups or scopes that the verifier requires; with 400 if there are several headers;
 * with 503 if the pool's keys cannot be fetched. The cause of {@link RoutingContext#failure()} is
 * an {@link AuthenticationException}, which has no stack trace, or for 503 another {@link
 * io.saigon.api.error.SaigonException}. Vert.x Web logs failures as errors that no failure handler
 * of a route and no {@code errorHandler} of the router handles; {@code router.errorHandler(401,
 * context -> {})} answers refusals without a log line.
 *
 * <p>Groups become roles and scopes become permissions of the context's user, so that {@code
 * AuthorizationHandler.create(RoleBasedAuthorization.create("admins"))} protects a route further.
 * As with all authentication handlers of Vert.x Web, a request that an earlier handler
 * authenticated is not authenticated again: require groups there, or with an {@code
 * AuthorizationHandler}.
 */
public final class CognitoAuthHandler {
  private static final String TOKEN = "io.saigon.cognito.token";
  private static final String SCHEME = "Bearer ";

  private CognitoAuthHandler() {}

  /**
   * Creates a handler for routes, or for a {@code ChainAuthHandler}.
   *
   * @param verifier the verifier of the tokens, shared by all requests
   * @return the handler
   * @throws NullPointerException if the verifier is null
   */
  public static AuthenticationHandler create(CognitoVerifier verifier) {
    Objects.requireNonNull(verifier, "verifier");
    return SimpleAuthenticationHandler.create()
        .authenticate(context -> authenticate(verifier, context));
  }

  /**
   * Creates a handler for routes that take a bearer token or the session of a browser's log-in. A
   * request with an {@code Authorization} header is authenticated by that alone, others by the
   * session, as {@link CognitoLogin#handler()} does.
   *
   * @param verifier the verifier of bearer tokens, shared by all requests
   * @param login the log-ins
   * @return the handler; it is no part of a {@code ChainAuthHandler}
   * @throws NullPointerException if an argument is null
   */
  public static AuthenticationHandler create(CognitoVerifier verifier, CognitoLogin login) {
    return new SessionAuthHandler(
        Objects.requireNonNull(login, "login"), Objects.requireNonNull(verifier, "verifier"));
  }

  /**
   * Returns the verified token of a request.
   *
   * @param context the request's context, in a handler after this one
   * @return the token, never null
   * @throws IllegalStateException if none of these handlers authenticated the request
   */
  public static VerifiedToken token(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    VerifiedToken token = context.get(TOKEN);
    if (token == null) {
      throw new IllegalStateException(
          "No token of the request was verified; put CognitoAuthHandler.create before this handler");
    }
    return token;
  }

  static Future<User> authenticate(CognitoVerifier verifier, RoutingContext context) {
    List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.size() > 1) {
      return Refusal.of(
          context,
          400,
          "invalid_request",
          refusal("The request has several Authorization headers; send one"));
    }
    String header = headers.isEmpty() ? "" : headers.get(0);
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Refusal.of(
          context,
          401,
          null,
          refusal("The request has no bearer token; send one in the Authorization header"));
    }
    return verifier
        .verify(header.substring(SCHEME.length()).strip())
        .map(token -> user(context, token))
        .recover(failure -> refuse(context, failure));
  }

  private static AuthenticationException refusal(String message) {
    return AuthenticationException.refusal(Reason.INVALID_TOKEN, message);
  }

  static boolean isAuthenticated(RoutingContext context) {
    return context.get(TOKEN) != null;
  }

  static User user(RoutingContext context, VerifiedToken token) {
    context.put(TOKEN, token);
    User user = User.create(token.claims());
    authorize(user, token);
    return user;
  }

  static void authorize(User user, VerifiedToken token) {
    Set<Authorization> all = new HashSet<>();
    token.groups().forEach(group -> all.add(RoleBasedAuthorization.create(group)));
    token.scopes().forEach(scope -> all.add(PermissionBasedAuthorization.create(scope)));
    user.authorizations().put("cognito", all);
  }

  static Future<User> refuse(RoutingContext context, Throwable failure) {
    if (!(failure instanceof AuthenticationException refused)) {
      return Refusal.of(context, 503, null, failure);
    }
    return refused.reason() == Reason.MISSING_PERMISSION
        ? Refusal.of(context, 403, "insufficient_scope", failure)
        : Refusal.of(context, 401, "invalid_token", failure);
  }
}
