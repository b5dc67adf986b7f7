package io.saigon.rest.vertx.sigv4;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The canonical request that a service expected, from its response.
 *
 * @param lines lines of the canonical request
 * @param stringToSign lines of the string to sign, empty if the response holds none
 */
record ExpectedCanonicalRequest(List<String> lines, List<String> stringToSign) {
  private static final String QUOTE = "should have been\n'";

  /** Parses a response's body; null if it holds no canonical request. */
  static @Nullable ExpectedCanonicalRequest of(String body) {
    String canonical = between(body, "<CanonicalRequest>", "</CanonicalRequest>");
    if (canonical != null) {
      String toSign = between(body, "<StringToSign>", "</StringToSign>");
      return new ExpectedCanonicalRequest(split(unescaped(canonical)), split(unescaped(toSign)));
    }
    String message = message(body);
    canonical = between(message, "The Canonical String for this request " + QUOTE, "'\n");
    return canonical == null
        ? null
        : new ExpectedCanonicalRequest(
            split(canonical), split(between(message, "The String-to-Sign " + QUOTE, "'\n")));
  }

  private static String message(String body) {
    try {
      JsonObject json = new JsonObject(body);
      return String.valueOf(json.getValue("message", json.getValue("Message")));
    } catch (DecodeException e) {
      return body;
    }
  }

  private static @Nullable String between(String text, String start, String end) {
    int from = text.indexOf(start);
    int to = from < 0 ? -1 : text.indexOf(end, from + start.length());
    return to < 0 ? null : text.substring(from + start.length(), to);
  }

  private static @Nullable String unescaped(@Nullable String xml) {
    return xml == null
        ? null
        : xml.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
  }

  private static List<String> split(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("\n", -1));
  }
}
