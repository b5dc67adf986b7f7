package io.saigon.testkit.internal.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or of a form; an empty one counts as missing. */
record Form(Map<String, String> values) {
  /**
   * Reads parameters.
   *
   * @throws OAuthError if one is repeated, or an escape is broken
   */
  static Form of(@Nullable String text) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : (text == null ? "" : text).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        String name = decoded(pair.substring(0, equals));
        if (values.put(name, decoded(pair.substring(equals + 1))) != null) {
          throw new OAuthError("invalid_request", "Parameter " + name + " is repeated");
        }
      }
    }
    return new Form(values);
  }

  /** Returns the names alone, as values may be passwords. */
  @Override
  public String toString() {
    return "Form" + values.keySet();
  }

  @Nullable String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  /** Returns a parameter without which the request is invalid. */
  String required(String name) {
    String value = get(name);
    if (value == null) {
      throw new OAuthError("invalid_request");
    }
    return value;
  }

  /** Writes parameters as a query or a form. */
  static String encoded(Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> {
          text.append(text.isEmpty() ? "" : "&").append(encoded(name)).append('=');
          text.append(encoded(value));
        });
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new OAuthError("invalid_request");
    }
  }
}
