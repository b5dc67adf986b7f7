package io.saigon.testkit.internal.s3;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A checked request as the store gets it: without its signature. */
final class S3Request {
  private static final Set<String> DROPPED =
      Set.of(
          "authorization",
          "connection",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade",
          "x-amz-security-token");

  private S3Request() {}

  static RequestOptions toStore(HttpServerRequest request, int port) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (!DROPPED.contains(name.toLowerCase(Locale.ROOT))) {
                headers.add(name, StoredType.toStore(name, value));
              }
            });
    return new RequestOptions()
        .setMethod(request.method())
        .setHost("127.0.0.1")
        .setPort(port)
        .setURI(request.path() + query(request.query()))
        .setHeaders(headers);
  }

  private static String query(@org.jspecify.annotations.Nullable String query) {
    if (query == null) {
      return "";
    }
    String kept =
        Arrays.stream(query.split("&", -1))
            .filter(pair -> !pair.regionMatches(true, 0, "X-Amz-", 0, 6))
            .collect(Collectors.joining("&"));
    return kept.isEmpty() ? "" : "?" + kept;
  }
}
