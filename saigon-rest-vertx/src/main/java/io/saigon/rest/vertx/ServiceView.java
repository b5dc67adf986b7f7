package io.saigon.rest.vertx;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service says that it should have got.
 *
 * @param canonicalRequest lines of the canonical request
 * @param stringToSign lines of the string to sign, empty if the service does not tell them
 */
record ServiceView(List<String> canonicalRequest, List<String> stringToSign) {
  private static final String QUOTE = "should have been\n'";

  /** Reads an answer's body; null if it tells no canonical request. */
  static @Nullable ServiceView of(String answer) {
    String canonical = between(answer, "<CanonicalRequest>", "</CanonicalRequest>");
    if (canonical != null) {
      String toSign = between(answer, "<StringToSign>", "</StringToSign>");
      return new ServiceView(lines(unescaped(canonical)), lines(unescaped(toSign)));
    }
    String message = message(answer);
    canonical = between(message, "The Canonical String for this request " + QUOTE, "'\n");
    return canonical == null
        ? null
        : new ServiceView(
            lines(canonical), lines(between(message, "The String-to-Sign " + QUOTE, "'\n")));
  }

  private static String message(String answer) {
    try {
      JsonObject json = new JsonObject(answer);
      return String.valueOf(json.getValue("message", json.getValue("Message")));
    } catch (DecodeException e) {
      return answer;
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

  private static List<String> lines(@Nullable String text) {
    return text == null ? List.of() : List.of(text.split("\n", -1));
  }
}
