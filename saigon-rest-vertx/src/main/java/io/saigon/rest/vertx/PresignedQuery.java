package io.saigon.rest.vertx;

import org.jspecify.annotations.Nullable;

/** A query that grows by the parameters of a signature. */
final class PresignedQuery {
  private final StringBuilder text = new StringBuilder();
  private final ByteWriter encoded = new ByteWriter();

  PresignedQuery(@Nullable String given) {
    if (given != null) {
      text.append(given);
    }
  }

  void add(String name, String value) {
    encoded.clear();
    Percent.encode(encoded, value);
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name).append('=').append(encoded.text(0, encoded.length));
  }

  String text() {
    return text.toString();
  }
}
