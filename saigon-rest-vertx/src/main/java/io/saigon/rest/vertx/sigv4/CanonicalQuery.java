package io.saigon.rest.vertx.sigv4;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.PercentEncoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The query line of a canonical request: decoded, encoded the one way, sorted. */
final class CanonicalQuery {
  private CanonicalQuery() {}

  // By name and then by value, not by the whole text: '=' is greater than '-' or a digit.
  private record Parameter(String name, String value) {
    static final Comparator<Parameter> ORDER =
        Comparator.comparing(Parameter::name).thenComparing(Parameter::value);
  }

  static void write(ByteWriter out, String query) {
    if (isPlain(query)) {
      out.ascii(query);
    } else {
      writeSorted(out, query);
    }
  }

  // Most queries are none, or one parameter that is signed as it is.
  private static boolean isPlain(String query) {
    boolean named = query.isEmpty();
    for (int i = 0; i < query.length(); i++) {
      char c = query.charAt(i);
      if (!PercentEncoding.unreserved(c)) {
        if (c != '=' || named || i == 0) {
          return false;
        }
        named = true;
      }
    }
    return named;
  }

  private static void writeSorted(ByteWriter out, String query) {
    List<Parameter> parameters = new ArrayList<>();
    for (String pair : query.split("&", -1)) {
      int mark = pair.indexOf('=');
      if (mark != 0 && !pair.isEmpty()) {
        String name = mark < 0 ? pair : pair.substring(0, mark);
        String value = mark < 0 ? "" : pair.substring(mark + 1);
        parameters.add(new Parameter(encoded(name), encoded(value)));
      }
    }
    parameters.sort(Parameter.ORDER);
    String separator = "";
    for (Parameter parameter : parameters) {
      out.ascii(separator);
      out.ascii(parameter.name());
      out.put('=');
      out.ascii(parameter.value());
      separator = "&";
    }
  }

  private static String encoded(String part) {
    ByteWriter out = new ByteWriter(part.length());
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '+') {
        out.percent(' ');
      } else {
        i = PercentEncoding.canonicalAt(out, part, i);
      }
    }
    return out.text(0, out.length);
  }
}
