package io.saigon.rest.vertx;

import io.saigon.api.rest.RestRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The first thing in which a request that a service saw differs from the one that was signed. The
 * two texts can hold what is secret and are left out of {@link #toString()}.
 *
 * @param part what differs: {@code method}, {@code path}, {@code query}, {@code header NAME},
 *     {@code signed headers}, {@code body}, {@code date}, {@code scope}, or {@code key} if nothing
 *     does
 * @param signed that part as it was signed, empty if it was not there
 * @param seen that part as the service saw it, empty if it was not there
 * @param cause what most likely happened, and what to do
 */
public record SignatureMismatch(String part, String signed, String seen, String cause) {
  /** Checks that nothing is missing. */
  public SignatureMismatch {
    Objects.requireNonNull(part, "part");
    Objects.requireNonNull(signed, "signed");
    Objects.requireNonNull(seen, "seen");
    Objects.requireNonNull(cause, "cause");
  }

  /**
   * Finds why a service refused a signature.
   *
   * @param scope what the request was signed for
   * @param request the request as it was signed, with the signature's headers
   * @param answer body of the service's answer, which holds the canonical request that it expected
   *     (API Gateway and others in JSON, S3 in XML)
   * @return null if the answer holds none
   */
  public static @Nullable SignatureMismatch find(
      SigV4Scope scope, RestRequest request, String answer) {
    return find(
        scope,
        request.method().name(),
        request.uri(),
        request.headers(),
        request.body().getBytes(),
        answer);
  }

  /** The same for a request of any HTTP client; headers with those of the signature. */
  public static @Nullable SignatureMismatch find(
      SigV4Scope scope,
      String method,
      URI uri,
      Iterable<? extends Map.Entry<String, String>> headers,
      byte[] body,
      String answer) {
    ServiceView view = ServiceView.of(answer);
    if (view == null) {
      return null;
    }
    List<String> ours = CanonicalRequest.lines(scope, method, uri, headers, body);
    return new MismatchSearch(scope, ours, view).first();
  }

  @Override
  public String toString() {
    return "SignatureMismatch[part=" + part + ", cause=" + cause + "]";
  }
}
