package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Authenticates requests by the session of a log-in, or by a bearer token if they bring one. */
final class SessionAuthHandler implements AuthenticationHandler {
  private static final String MARK = "io.saigon.cognito.session";

  private final CognitoLogin login;
  private final @Nullable CognitoVerifier verifier;
  private final AuthenticationHandler first =
      SimpleAuthenticationHandler.create().authenticate(this::authenticate);

  SessionAuthHandler(CognitoLogin login, @Nullable CognitoVerifier verifier) {
    this.login = login;
    this.verifier = verifier;
  }

  @Override
  public void handle(RoutingContext context) {
    User restored = context.user();
    // Vert.x Web's session handler keeps the users of its sessions, after a log-out too and without
    // a look at their tokens.
    if (restored != null
        && restored.attributes().containsKey(MARK)
        && !CognitoAuthHandler.isAuthenticated(context)) {
      authenticateAgain(context, restored);
    } else {
      first.handle(context);
    }
  }

  private void authenticateAgain(RoutingContext context, User restored) {
    HttpServerRequest request = context.request();
    boolean isEnded = request.isEnded();
    if (!isEnded) {
      request.pause();
    }
    authenticate(context)
        .compose(
            user ->
                user.principal().getString("sub", "").equals(restored.principal().getString("sub"))
                    ? Future.succeededFuture(user)
                    : Future.<User>failedFuture(new HttpException(401, CognitoLogin.noSession())))
        .onComplete(
            (user, failure) -> {
              if (!isEnded) {
                request.resume();
              }
              if (failure == null) {
                restored.principal().clear().mergeIn(user.principal());
                restored.authorizations().clear();
                CognitoAuthHandler.authorize(restored, CognitoAuthHandler.token(context));
                context.next();
              } else if (failure instanceof HttpException to && to.getStatusCode() == 302) {
                context.redirect(to.getPayload());
              } else {
                context.fail(failure);
              }
            });
  }

  private Future<User> authenticate(RoutingContext context) {
    CognitoVerifier bearer = verifier;
    if (bearer != null && context.request().headers().contains(HttpHeaders.AUTHORIZATION)) {
      return CognitoAuthHandler.authenticate(bearer, context);
    }
    if (!RequestOrigin.isSafe(context)
        && !RequestOrigin.isOwn(context, login.options().baseUrl())) {
      return Refusal.withoutChallenge(
          403,
          AuthenticationException.refusal(
              Reason.NOT_ALLOWED, "The request was made by another site, with this one's session"));
    }
    return login
        .authenticate(context)
        .map(token -> CognitoAuthHandler.user(context, token))
        .onSuccess(user -> user.attributes().put(MARK, true))
        .recover(failure -> refused(context, failure));
  }

  private Future<User> refused(RoutingContext context, Throwable failure) {
    if (!(failure instanceof AuthenticationException)) {
      return failure instanceof IllegalStateException
          ? Future.failedFuture(failure)
          : Refusal.withoutChallenge(503, failure);
    }
    if (isPage(context)) {
      String back = context.request().uri();
      String query =
          ReturnPath.isLocal(back)
              ? "?return_to=" + URLEncoder.encode(back, StandardCharsets.UTF_8)
              : "";
      return Future.failedFuture(new HttpException(302, login.options().loginPath() + query));
    }
    return Refusal.withoutChallenge(401, failure);
  }

  // A script would follow the redirect to the user pool's domain and get nothing that it can read.
  private static boolean isPage(RoutingContext context) {
    String mode = context.request().getHeader("Sec-Fetch-Mode");
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    return context.request().method().equals(HttpMethod.GET)
        && (mode == null || mode.equals("navigate"))
        && accept != null
        && accept.contains("text/html");
  }
}
