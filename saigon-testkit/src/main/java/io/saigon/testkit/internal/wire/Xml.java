package io.saigon.testkit.internal.wire;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Elements of XML as AWS writes them. */
final class Xml {
  private Xml() {}

  /** Appends an element with a text. */
  public static void element(StringBuilder xml, String name, String text) {
    xml.append('<').append(name).append('>');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '<' -> xml.append("&lt;");
        case '>' -> xml.append("&gt;");
        case '&' -> xml.append("&amp;");
        case '"' -> xml.append("&quot;");
        case '\'' -> xml.append("&apos;");
        default -> xml.append(c < ' ' && c != '\n' && c != '\t' ? '?' : c);
      }
    }
    xml.append("</").append(name).append('>');
  }

  /** Appends an element for each member of an object; a list has elements {@code member}. */
  static void elements(StringBuilder xml, JsonObject object) {
    object.forEach(member -> value(xml, member.getKey(), member.getValue()));
  }

  private static void value(StringBuilder xml, String name, Object value) {
    if (value instanceof JsonObject || value instanceof JsonArray) {
      xml.append('<').append(name).append('>');
      if (value instanceof JsonObject object) {
        elements(xml, object);
      } else {
        ((JsonArray) value).forEach(item -> value(xml, "member", item));
      }
      xml.append("</").append(name).append('>');
    } else {
      element(xml, name, String.valueOf(value));
    }
  }
}
