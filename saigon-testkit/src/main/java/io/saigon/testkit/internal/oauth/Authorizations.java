package io.saigon.testkit.internal.oauth;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The results of log-ins by pages: sessions of browsers, and codes or tokens for app clients. */
final class Authorizations {
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);
  private static final Duration SESSION_LIFE = Duration.ofHours(1);

  private final Accounts accounts;
  private final Clock clock;
  private final Expiring<AuthorizationCode> codes;
  private final Expiring<BrowserSession> sessions;

  Authorizations(Accounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    codes = new Expiring<>(clock, CODE_LIFE);
    sessions = new Expiring<>(clock, SESSION_LIFE);
  }

  /** Takes an authorization code of an app client, which is valid once. */
  @Nullable AuthorizationCode take(String code, OAuthClient client) {
    AuthorizationCode known = codes.get(code);
    return known != null && known.clientId().equals(client.id()) ? codes.remove(code) : null;
  }

  /** Returns the session of a browser, if its user may still log in. */
  @Nullable BrowserSession session(BrowserRequest browser) {
    BrowserSession session = sessions.get(browser.session());
    return session != null
            && session.poolId().equals(browser.site().poolId())
            && accounts.mayLogIn(session.poolId(), session.sub())
        ? session
        : null;
  }

  /** Begins the session of a browser, and sends it back to the app client. */
  Reply loggedIn(BrowserRequest browser, AuthorizationRequest request, String sub) {
    BrowserSession session = new BrowserSession(browser.site().poolId(), sub, clock.instant());
    String id = UUID.randomUUID().toString();
    sessions.remove(browser.session());
    sessions.put(id, session);
    return browser.withCookie(
        granted(request, session),
        BrowserRequest.SESSION,
        id,
        Math.toIntExact(SESSION_LIFE.toSeconds()));
  }

  /** Ends the session of a browser. */
  Reply loggedOut(BrowserRequest browser, Reply reply) {
    sessions.remove(browser.session());
    return browser.withCookie(reply, BrowserRequest.SESSION, "", 0);
  }

  /** Sends a browser back to the app client with a code, or with tokens in the implicit flow. */
  Reply granted(AuthorizationRequest request, BrowserSession session) {
    Grant grant = Grant.of(request.scopes(), request.query().get("nonce"));
    if (!request.isForCode()) {
      return request.granted(
          implicit(accounts.tokens(request.client(), session.sub(), session.at(), grant)));
    }
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new AuthorizationCode(
            request.client().id(),
            request.redirectUri(),
            request.codeChallenge(),
            grant,
            session.sub(),
            session.at()));
    return request.granted(Map.of("code", code));
  }

  /** There is no refresh token in the implicit flow. */
  private static Map<String, String> implicit(JsonObject tokens) {
    Map<String, String> result = new LinkedHashMap<>();
    if (tokens.containsKey("id_token")) {
      result.put("id_token", tokens.getString("id_token"));
    }
    result.put("access_token", tokens.getString("access_token"));
    result.put("token_type", "Bearer");
    result.put("expires_in", String.valueOf(tokens.getValue("expires_in")));
    return result;
  }
}
