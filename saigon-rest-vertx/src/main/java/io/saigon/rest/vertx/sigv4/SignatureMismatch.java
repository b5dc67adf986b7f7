package io.saigon.rest.vertx.sigv4;

import io.saigon.api.rest.RestRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first difference between a request as a service saw it and as it was signed. The two texts
 * can hold secrets and are left out of {@link #toString()}.
 *
 * @param part differing part: {@code method}, {@code path}, {@code query}, {@code header NAME},
 *     {@code signed headers}, {@code body}, {@code date}, {@code scope}, or {@code key} if there is
 *     no difference
 * @param signed the part as it was signed, empty if it was absent
 * @param seen the part as the service saw it, empty if it was absent
 * @param cause most likely cause, with advice
 */
public record SignatureMismatch(String part, String signed, String seen, String cause) {
  /**
   * Checks that nothing is null.
   *
   * @param part differing part: {@code method}, {@code path}, {@code query}, {@code header NAME},
   *     {@code signed headers}, {@code body}, {@code date}, {@code scope}, or {@code key} if there
   *     is no difference
   * @param signed the part as it was signed, empty if it was absent
   * @param seen the part as the service saw it, empty if it was absent
   * @param cause most likely cause, with advice
   */
  public SignatureMismatch {
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(signed, "signed");
    Objects.requireNonNull(seen, "seen");
    Objects.requireNonNull(cause, "cause");
  }

  /**
   * Finds the reason of a refused signature.
   *
   * @param scope scope that the request was signed for
   * @param request the request as it was signed, with the signature's headers
   * @param responseBody body of the service's response, which holds the canonical request that it
   *     expected (API Gateway and others in JSON, S3 in XML)
   * @return the mismatch, or null if the response holds neither a canonical request nor what is
   *     wrong with the scope
   */
  public static @Nullable SignatureMismatch find(
      SigV4Scope scope, RestRequest request, String responseBody) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(request, "request");
    Objects.requireNonNull(responseBody, "responseBody");
    return find(
        scope,
        request.method().name(),
        request.uri(),
        request.headers(),
        request.body().getBytes(),
        responseBody);
  }

  /**
   * Finds the reason of a refused signature of any HTTP client's request.
   *
   * @param scope scope that the request was signed for
   * @param method HTTP method
   * @param uri absolute http or https URI
   * @param headers headers as they were signed, with the signature's headers
   * @param body whole body, empty for none
   * @param responseBody body of the service's response, which holds the canonical request that it
   *     expected (API Gateway and others in JSON, S3 in XML)
   * @return the mismatch, or null if the response holds neither a canonical request nor what is
   *     wrong with the scope
   */
  public static @Nullable SignatureMismatch find(
      SigV4Scope scope,
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body,
      String responseBody) {
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    Objects.requireNonNull(responseBody, "responseBody");
    ExpectedCanonicalRequest expected = ExpectedCanonicalRequest.of(responseBody);
    if (expected == null) {
      return ScopeRefusal.find(scope, responseBody);
    }
    List<String> signed = CanonicalRequest.lines(scope, method, uri, headers, body);
    return new MismatchSearch(scope, signed, expected).first();
  }

  @Override
  public String toString() {
    return "SignatureMismatch[part=" + part + ", cause=" + cause + "]";
  }
}
