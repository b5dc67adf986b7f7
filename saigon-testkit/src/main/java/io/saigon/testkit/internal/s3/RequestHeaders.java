package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.request.HeaderEncoding;
import io.saigon.testkit.internal.s3.request.Parameters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Set;

/** The headers of a request, with those that a presigned URL has among its parameters. */
final class RequestHeaders {
  private static final Set<String> OF_SIGNATURE =
      Set.of(
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-signedheaders",
          "x-amz-signature",
          "x-amz-security-token",
          "x-amz-content-sha256");

  private RequestHeaders() {}

  static MultiMap of(HttpServerRequest request, Parameters query) {
    MultiMap sent = HeaderEncoding.decoded(request.headers());
    if (!query.has("X-Amz-Signature")) {
      return sent;
    }
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(sent);
    for (String name : query.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-amz-") && !OF_SIGNATURE.contains(lower) && !headers.contains(name)) {
        headers.add(lower, query.get(name, ""));
      }
    }
    return headers;
  }
}
