package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.saigon.rest.vertx.syntax.PercentEncoding;
import java.net.URLDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that grows by the parameters of a signature. */
final class PresignedQuery {
  private static final List<String> PARAMETERS =
      List.of(
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-SignedHeaders",
          "X-Amz-Security-Token",
          "X-Amz-Signature");

  private final StringBuilder text = new StringBuilder();
  private final ByteWriter encoded = new ByteWriter(2048);

  /**
   * Begins with the query of a URI.
   *
   * @throws IllegalArgumentException if it holds a parameter of a signature
   */
  PresignedQuery(@Nullable String given) {
    if (given != null) {
      for (String pair : given.split("&", -1)) {
        check(pair);
      }
      text.append(given);
    }
  }

  private static void check(String pair) {
    int end = pair.indexOf('=');
    String name = URLDecoder.decode(end < 0 ? pair : pair.substring(0, end), UTF_8);
    for (String parameter : PARAMETERS) {
      if (parameter.equalsIgnoreCase(name)) {
        throw new IllegalArgumentException(
            "The query holds "
                + parameter
                + " already; presign the URI as it was before it was signed");
      }
    }
  }

  void add(String name, String value) {
    encoded.clear();
    PercentEncoding.encode(encoded, value);
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name).append('=').append(encoded.text(0, encoded.length));
  }

  String text() {
    return text.toString();
  }
}
