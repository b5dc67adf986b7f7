package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.oauth.AuthorizationRequest;
import io.saigon.api.oauth.ManagedLogin;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of a browser's log-in and log-out. */
final class LoginRoutes {
  private static final int MAX_CODE = 2048;
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

  private final ManagedLogin login;
  private final LoginOptions options;
  private final LoginSessions sessions;
  private final PendingLogin.Store pending;

  LoginRoutes(
      ManagedLogin login,
      LoginOptions options,
      LoginSessions sessions,
      PendingLogin.Store pending) {
    this.login = login;
    this.options = options;
    this.sessions = sessions;
    this.pending = pending;
  }

  void mount(Router router) {
    router.get(options.loginPath()).handler(this::login);
    router.get(options.callbackPath()).handler(this::callback);
    router.post(options.logoutPath()).handler(this::logout);
  }

  private void login(RoutingContext context) {
    List<String> given = context.queryParam("return_to");
    String returnPath = given.isEmpty() ? "/" : given.get(0);
    if (given.size() > 1 || !ReturnPath.isLocal(returnPath)) {
      fail(context, 400, "return_to must be a path of this application; begin with one slash");
      return;
    }
    AuthorizationRequest request = login.begin(options.url(options.callbackPath()));
    pending.write(context, new PendingLogin(request, returnPath));
    redirect(context, 302, request.url().toString());
  }

  private void callback(RoutingContext context) {
    PendingLogin begun = pending.take(context);
    String state = single(context, "state");
    // RFC 6749, section 10.12: an answer that this browser did not ask for logs nobody in.
    if (begun == null || state == null || !begun.isAnsweredBy(state)) {
      fail(
          context,
          400,
          "The answer belongs to no log-in that this browser began in the last minutes; log in again");
      return;
    }
    String error = single(context, "error");
    if (error != null) {
      String code = ERROR.matcher(error).matches() ? error : "another one";
      fail(context, 401, "The user pool's domain refused the log-in with the error " + code);
      return;
    }
    String code = single(context, "code");
    if (code == null || code.isBlank() || code.length() > MAX_CODE) {
      fail(context, 400, "The answer of the user pool's domain has no code; log in again");
      return;
    }
    login
        .exchange(begun.request(), code)
        .onSuccess(tokens -> loggedIn(context, begun, tokens))
        .onFailure(failure -> context.fail(refused(failure)));
  }

  private void loggedIn(RoutingContext context, PendingLogin begun, CognitoTokens tokens) {
    try {
      sessions.begin(context, new LoginSession(tokens, sessions.now()));
    } catch (ConfigurationException e) {
      context.fail(new HttpException(500, e));
      return;
    }
    redirect(context, 302, begun.returnPath());
  }

  private void logout(RoutingContext context) {
    if (!RequestOrigin.isOwn(context, options.baseUrl())) {
      fail(context, 403, "The request was made by another site; log out by a form of this one");
      return;
    }
    LoginSession session = sessions.read(context);
    String refreshToken = session == null ? null : session.tokens().refreshToken();
    // A log-out does not fail because the domain is down: the browser forgets the session anyway.
    Future<Void> revoked =
        refreshToken == null
            ? Future.succeededFuture()
            : login.revoke(refreshToken).otherwiseEmpty();
    revoked.onComplete(
        done -> {
          sessions.end(context);
          URI loggedOut = options.url(options.loggedOutPath());
          redirect(
              context,
              303,
              options.endsProviderSession()
                  ? login.logoutUrl(loggedOut).toString()
                  : options.loggedOutPath());
        });
  }

  private static @Nullable String single(RoutingContext context, String name) {
    List<String> values = context.queryParam(name);
    return values.size() == 1 ? values.get(0) : null;
  }

  private static void redirect(RoutingContext context, int status, String location) {
    context
        .response()
        .setStatusCode(status)
        .putHeader("Location", location)
        .putHeader("Cache-Control", "no-store")
        .putHeader("Referrer-Policy", "no-referrer")
        .end();
  }

  private static void fail(RoutingContext context, int status, String message) {
    context.fail(
        new HttpException(
            status, AuthenticationException.refusal(Reason.SESSION_EXPIRED, message)));
  }

  private static HttpException refused(Throwable failure) {
    int status =
        failure instanceof AuthenticationException
            ? 401
            : failure instanceof ServiceException ? 502 : 503;
    return new HttpException(status, failure);
  }
}
