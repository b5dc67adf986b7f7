package io.saigon.testkit.internal.oauth;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request of a browser.
 *
 * @param rawQuery query as it was sent
 * @param form form of a POST, or empty
 * @param session id of the session cookie, or null
 * @param csrf value of the cookie against cross-site requests, or null
 * @param sourceOrigin header {@code Origin}, or null
 */
record BrowserRequest(
    Site site,
    String rawQuery,
    Form query,
    Form form,
    boolean isPost,
    @Nullable String session,
    @Nullable String csrf,
    @Nullable String sourceOrigin) {
  static final String SESSION = "cognito";
  static final String CSRF = "XSRF-TOKEN";

  static BrowserRequest of(Site site, HttpServerRequest request, String body) {
    String query = request.query() == null ? "" : request.query();
    return new BrowserRequest(
        site,
        query,
        Form.of(query),
        Form.of(body),
        request.method().name().equals("POST"),
        cookie(request, SESSION),
        cookie(request, CSRF),
        request.getHeader("Origin"));
  }

  @Override
  public String toString() {
    return "BrowserRequest[path=" + site.path() + "]";
  }

  /** Returns whether a form was sent from a page of this domain. */
  boolean isFromOwnPage() {
    boolean known = sourceOrigin == null || sourceOrigin.equals(site.origin());
    return known && csrf != null && csrf.equals(form.get("_csrf"));
  }

  Reply withCookie(Reply reply, String name, String value, int seconds) {
    String path = site.base().isEmpty() ? "/" : site.base();
    String secure = site.origin().startsWith("https:") ? "; Secure" : "";
    String life = seconds < 0 ? "" : "; Max-Age=" + seconds;
    return reply.header(
        "Set-Cookie",
        name + "=" + value + "; Path=" + path + life + secure + "; HttpOnly; SameSite=Lax");
  }

  private static @Nullable String cookie(HttpServerRequest request, String name) {
    Cookie cookie = request.getCookie(name);
    return cookie == null ? null : cookie.getValue();
  }
}
