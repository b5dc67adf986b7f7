package io.saigon.testkit.internal.auth;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A request as it came over the wire.
 *
 * @param path still encoded
 * @param parameters of the query, decoded
 * @param payloadHash what the signature says of the body: its SHA-256 in hexadecimal digits, or one
 *     of the words that S3 takes in its place
 */
public record SignedRequest(
    String method,
    String path,
    Map<String, List<String>> parameters,
    MultiMap headers,
    String payloadHash) {

  /** A request with its body. */
  public static SignedRequest of(HttpServerRequest request, Buffer body) {
    return of(request, Hashes.sha256(body.getBytes()));
  }

  /** A request whose body is known by its hash. */
  public static SignedRequest of(HttpServerRequest request, String payloadHash) {
    return new SignedRequest(
        request.method().name(),
        request.path(),
        decoded(request.query()),
        request.headers(),
        payloadHash);
  }

  private static Map<String, List<String>> decoded(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters
          .computeIfAbsent(SdkHttpUtils.urlDecode(name), n -> new ArrayList<>())
          .add(SdkHttpUtils.urlDecode(value));
    }
    return parameters;
  }
}
