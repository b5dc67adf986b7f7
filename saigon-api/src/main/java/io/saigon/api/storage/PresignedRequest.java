package io.saigon.api.storage;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A signed request that any holder may send until it expires. Its URI is as good as a password and
 * is left out of {@link #toString()}.
 *
 * @param method HTTP method
 * @param uri signed URI
 * @param headers headers that must be sent as they are here
 * @param expiration time at which it expires; sooner if the credentials that signed it expire
 */
public record PresignedRequest(
    HttpMethod method, URI uri, Map<String, String> headers, Instant expiration) {
  /**
   * Creates a request, and copies the headers.
   *
   * @param method HTTP method
   * @param uri signed URI
   * @param headers headers that must be sent as they are here
   * @param expiration time at which it expires
   */
  public PresignedRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(expiration, "expiration");
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return "PresignedRequest[method=" + method + ", expiration=" + expiration + "]";
  }
}
