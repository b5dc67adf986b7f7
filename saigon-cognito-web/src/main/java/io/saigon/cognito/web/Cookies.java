package io.saigon.cognito.web;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Texts in cookies that no script can read and that are sent over TLS to this host alone ({@code
 * __Host-}), not with requests that other sites make ({@code SameSite=Lax}). A longer text is
 * split.
 */
final class Cookies {
  // Browsers take 4,096 bytes with name and attributes, and HTTP servers 8 KiB of headers.
  private static final int MAX_PART = 3_800;
  private static final int MAX_TEXT = 7_000;
  private static final int MAX_PARTS = 2;

  private final String name;

  Cookies(String name) {
    this.name = "__Host-saigon-" + name;
  }

  @Nullable String read(RoutingContext context) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MAX_PARTS; i++) {
      Set<Cookie> parts = context.request().cookies(name + i);
      // Several of one name are not from this application, which sets one for the whole host.
      if (parts.size() > 1) {
        return null;
      }
      parts.forEach(part -> text.append(part.getValue()));
    }
    return text.length() == 0 || text.length() > MAX_TEXT ? null : text.toString();
  }

  /** Sets the cookies; throws {@link ConfigurationException} if the text does not fit. */
  void write(RoutingContext context, String text, long maxAgeSeconds) {
    if (text.length() > MAX_TEXT) {
      throw new ConfigurationException(
          "A session of %d characters is too long for cookies (%d); use LoginOptions.withSessionStore, or fewer claims in tokens"
              .formatted(text.length(), MAX_TEXT));
    }
    for (int i = 0; i < MAX_PARTS; i++) {
      int from = i * MAX_PART;
      if (from < text.length()) {
        String part = text.substring(from, Math.min(text.length(), from + MAX_PART));
        context.response().addCookie(cookie(i, part).setMaxAge(maxAgeSeconds));
      } else {
        clear(context, i);
      }
    }
  }

  void clear(RoutingContext context) {
    for (int i = 0; i < MAX_PARTS; i++) {
      clear(context, i);
    }
  }

  // Not one that is not there: answers stay free of cookies that nobody needs.
  private void clear(RoutingContext context, int index) {
    if (!context.request().cookies(name + index).isEmpty()) {
      context.response().addCookie(cookie(index, "").setMaxAge(0));
    }
  }

  private Cookie cookie(int index, String value) {
    return Cookie.cookie(name + index, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(true)
        .setSameSite(CookieSameSite.LAX);
  }
}
