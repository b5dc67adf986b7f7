package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.ManagedLogin;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/**
 * Log-ins by a browser: routes for log-in, callback and log-out at a user pool's domain, and a
 * session that holds the tokens.
 *
 * <pre>{@code
 * CognitoLogin login =
 *     CognitoLogin.create(saigon.managedLogin(config), LoginOptions.of(baseUrl, keys));
 * login.mount(router);
 * router.route("/orders/*").handler(login.handler());
 * }</pre>
 *
 * <p>The session is encrypted and authenticated in cookies that no script reads and that requests
 * of other sites do not carry, or in the store of Vert.x Web's session handler. Its tokens are
 * renewed when they are about to expire, and never sent to the browser in the clear. A request that
 * changes something (any method but GET, HEAD and OPTIONS) and that another origin made fails with
 * 403.
 *
 * <p>What fails, fails the routing context: 400 for a callback that belongs to no log-in of this
 * browser, 401 for a log-in that the provider refuses, 502 for an answer of it that is no tokens,
 * 503 if it does not answer. The cause of {@link RoutingContext#failure()} is one of saigon's
 * exceptions, and holds no token.
 *
 * <p>A session in cookies ends for the browser at a log-out; a copy of its cookies that somebody
 * made before is good until its tokens expire, and is not renewed.
 */
public final class CognitoLogin {
  private static final String SESSION = "io.saigon.cognito.login-session";
  private static final Duration AHEAD = Duration.ofMinutes(1);

  private final ManagedLogin login;
  private final LoginOptions options;
  private final LoginSessions sessions;
  private final LoginRoutes routes;

  private CognitoLogin(ManagedLogin login, LoginOptions options, Clock clock) {
    this.login = login;
    this.options = options;
    this.sessions = new LoginSessions(sealing(login, options, "session"), clock, options);
    this.routes =
        new LoginRoutes(
            login,
            options,
            sessions,
            new PendingLogin.Store(sealing(login, options, "login"), clock));
  }

  private static Sealing sealing(ManagedLogin login, LoginOptions options, String purpose) {
    return new Sealing(
        options.keys(), purpose, login.config().userPoolId(), login.config().clientId());
  }

  /**
   * Creates log-ins.
   *
   * @param login log-ins of the app client
   * @param options paths, keys and the place of the session
   * @return the log-ins
   * @throws NullPointerException if an argument is null
   */
  public static CognitoLogin create(ManagedLogin login, LoginOptions options) {
    return create(login, options, Clock.systemUTC());
  }

  static CognitoLogin create(ManagedLogin login, LoginOptions options, Clock clock) {
    return new CognitoLogin(
        Objects.requireNonNull(login, "login"), Objects.requireNonNull(options, "options"), clock);
  }

  /**
   * Adds the routes: {@code GET} of the log-in path, which takes a path of this application as
   * parameter {@code return_to}, {@code GET} of the callback path, and {@code POST} of the log-out
   * path.
   *
   * @param router router of the application, before routes that protect these paths
   */
  public void mount(Router router) {
    Objects.requireNonNull(router, "router");
    routes.mount(router);
  }

  /**
   * Creates an authentication handler for the session alone. A browser that requests a page without
   * one is sent to log in and comes back to the page; other requests fail with 401.
   *
   * @return the handler; it is no part of a {@code ChainAuthHandler}
   * @see CognitoAuthHandler#create(io.saigon.api.cognito.CognitoVerifier, CognitoLogin)
   */
  public AuthenticationHandler handler() {
    return new SessionAuthHandler(this, null);
  }

  /**
   * Returns the tokens of a request's session, for calls that the server makes for the user.
   *
   * @param context the request's context, in a handler after the authentication
   * @return the tokens, never null
   * @throws IllegalStateException if the request was not authenticated by a session
   */
  public static CognitoTokens tokens(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    LoginSession session = context.get(SESSION);
    if (session == null) {
      throw new IllegalStateException(
          "The request was not authenticated by a session; put CognitoLogin.handler before this handler");
    }
    return session.tokens();
  }

  LoginOptions options() {
    return options;
  }

  /** Verifies the session of a request, whose tokens are renewed if they are about to expire. */
  Future<VerifiedToken> authenticate(RoutingContext context) {
    LoginSession session = sessions.read(context);
    if (session == null) {
      return Future.failedFuture(noSession());
    }
    return current(context, session)
        .compose(
            valid ->
                login
                    .verify(valid.tokens().accessToken())
                    .onSuccess(token -> context.put(SESSION, valid)))
        .onFailure(
            failure -> {
              if (failure instanceof AuthenticationException) {
                sessions.end(context);
              }
            });
  }

  private Future<LoginSession> current(RoutingContext context, LoginSession session) {
    CognitoTokens tokens = session.tokens();
    if (sessions.now().isBefore(tokens.expiration().minus(AHEAD))) {
      return Future.succeededFuture(session);
    }
    return login
        .refresh(tokens)
        .map(
            renewed -> {
              LoginSession next = session.with(renewed);
              sessions.write(context, next);
              return next;
            })
        .recover(
            failure ->
                // While the domain is down, what is valid serves.
                !(failure instanceof AuthenticationException)
                        && sessions.now().isBefore(tokens.expiration())
                    ? Future.succeededFuture(session)
                    : Future.failedFuture(failure));
  }

  static AuthenticationException noSession() {
    return AuthenticationException.refusal(
        Reason.SESSION_EXPIRED, "The request has no session, or one that is over; log in");
  }
}
