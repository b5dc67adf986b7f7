package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The endpoints of browsers that log a user in: {@code /oauth2/authorize} and {@code /login}. */
final class LoginEndpoint {
  /** Errors after which the same page is shown again. */
  private static final Set<String> REPEATABLE =
      Set.of(
          "CodeMismatchException",
          "EnableSoftwareTokenMFAException",
          "InvalidPasswordException",
          "InvalidParameterException");

  private final Accounts accounts;
  private final Authorizations authorizations;
  private final ChallengePages challenges;

  LoginEndpoint(Accounts accounts, Clock clock, Authorizations authorizations) {
    this.accounts = accounts;
    this.authorizations = authorizations;
    challenges = new ChallengePages(accounts, clock);
  }

  /** Answers {@code /oauth2/authorize}. */
  Reply authorize(BrowserRequest browser) {
    return checked(
        browser,
        request -> {
          BrowserSession session = authorizations.session(browser);
          if (session != null && !request.prompts("login")) {
            return authorizations.granted(request, session);
          }
          if (request.prompts("none")) {
            throw new OAuthError("login_required");
          }
          return Reply.redirect(browser.site().url("/login") + "?" + browser.rawQuery());
        });
  }

  /** Answers {@code /login}. */
  Reply login(BrowserRequest browser) {
    return checked(
        browser,
        request -> {
          if (browser.isPost()) {
            return entered(browser, request);
          }
          BrowserSession session = authorizations.session(browser);
          return session != null && !request.prompts("login")
              ? authorizations.granted(request, session)
              : form(browser, "", request.query().get("login_hint", ""));
        });
  }

  private Reply checked(BrowserRequest browser, Function<AuthorizationRequest, Reply> step) {
    AuthorizationRequest request =
        AuthorizationRequest.of(accounts, browser.site().poolId(), browser.query());
    try {
      request.check();
      if (!request.client().settings().hasLoginPage()) {
        throw new PageError("Login pages unavailable", request.client().id());
      }
      return step.apply(request);
    } catch (OAuthError e) {
      return request.refused(e);
    }
  }

  private Reply entered(BrowserRequest browser, AuthorizationRequest request) {
    if (!browser.isFromOwnPage()) {
      return Reply.html(403, Pages.error("The form has expired, or another site has sent it."));
    }
    Form form = browser.form();
    String id = form.get("challenge");
    String username = form.get("username", "");
    try {
      return id == null
          ? next(
              browser,
              request,
              username,
              accounts.logIn(request.client(), username, form.get("password", "")))
          : answered(browser, request, id);
    } catch (AwsError e) {
      return form(browser, e.text(), username);
    }
  }

  private Reply answered(BrowserRequest browser, AuthorizationRequest request, String id) {
    ChallengePages.Asked asked = challenges.find(request.client(), id);
    JsonObject answer;
    try {
      answer = challenges.answer(request.client(), asked, browser.form());
    } catch (AwsError e) {
      if (!REPEATABLE.contains(e.code())) {
        throw e;
      }
      return withCsrf(
          browser,
          csrf -> Reply.html(400, Pages.challenge(browser.rawQuery(), csrf, id, asked, e.text())));
    }
    return next(browser, request, asked.username(), answer);
  }

  private Reply next(
      BrowserRequest browser, AuthorizationRequest request, String username, JsonObject answer) {
    JsonObject result = answer.getJsonObject("AuthenticationResult");
    if (result != null) {
      return authorizations.loggedIn(browser, request, result.getString("Sub"));
    }
    String id = challenges.ask(request.client(), username, answer);
    ChallengePages.Asked asked = challenges.find(request.client(), id);
    return withCsrf(
        browser, csrf -> Reply.html(200, Pages.challenge(browser.rawQuery(), csrf, id, asked, "")));
  }

  private static Reply form(BrowserRequest browser, String error, String username) {
    return withCsrf(
        browser,
        csrf ->
            Reply.html(
                error.isEmpty() ? 200 : 400,
                Pages.login(browser.rawQuery(), csrf, username, error)));
  }

  /** The page and the browser's cookie hold the same value, which no other site can read. */
  private static Reply withCsrf(BrowserRequest browser, Function<String, Reply> page) {
    String known = browser.csrf();
    String csrf = known == null ? UUID.randomUUID().toString() : known;
    Reply reply = page.apply(csrf);
    return known == null ? browser.withCookie(reply, BrowserRequest.CSRF, csrf, -1) : reply;
  }
}
