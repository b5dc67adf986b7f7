package io.saigon.api.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Objects;

/**
 * A request as it will be sent; immutable.
 *
 * @param method HTTP method
 * @param uri absolute http or https URI, encoded as it will be sent
 * @param headers headers in order, names case-insensitive; an immutable copy
 * @param body whole body, empty for none. Not to be modified
 */
public record RestRequest(HttpMethod method, URI uri, MultiMap headers, Buffer body) {
  private static final int MAX_PORT = 65_535;

  /**
   * Creates a request, and checks its URI.
   *
   * @param method HTTP method
   * @param uri absolute http or https URI, encoded as it will be sent
   * @param headers headers in order, names case-insensitive
   * @param body whole body, empty for none
   * @throws IllegalArgumentException if the URI is not absolute http or https with a host and a
   *     valid port, or holds user information
   */
  public RestRequest {
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
    if (!"https".equals(uri.getScheme()) && !"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException("A request needs an absolute http or https URI");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("A request needs a URI with a host");
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      throw new IllegalArgumentException("A request needs a URI with a port of 1 to " + MAX_PORT);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "A request's URI must not hold user information; use a header or an authorizer");
    }
    headers = headers.copy(false);
  }

  /**
   * Creates a request without headers and body.
   *
   * @param method HTTP method
   * @param uri absolute http or https URI
   * @return the request
   */
  public static RestRequest of(HttpMethod method, URI uri) {
    return new RestRequest(method, uri, HttpHeaders.headers(), Buffer.buffer());
  }

  /**
   * Returns this request with other headers.
   *
   * @param headers all headers, which are copied
   * @return the new request
   */
  public RestRequest withHeaders(MultiMap headers) {
    Objects.requireNonNull(headers, "headers");
    return new RestRequest(method, uri, headers, body);
  }

  /**
   * Returns this request with one header set, in place of all of that name.
   *
   * @param name name of the header
   * @param value value of the header
   * @return the new request
   */
  public RestRequest withHeader(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    return withHeaders(headers.copy(true).set(name, value));
  }

  /**
   * Returns this request with another URI.
   *
   * @param uri absolute http or https URI
   * @return the new request
   */
  public RestRequest withUri(URI uri) {
    return new RestRequest(method, uri, headers, body);
  }

  /**
   * Returns this request with another method.
   *
   * @param method HTTP method
   * @return the new request
   */
  public RestRequest withMethod(HttpMethod method) {
    return new RestRequest(method, uri, headers, body);
  }

  /**
   * Returns this request with another body.
   *
   * @param body whole body, empty for none. Not to be modified
   * @return the new request
   */
  public RestRequest withBody(Buffer body) {
    return new RestRequest(method, uri, headers, body);
  }

  /** Returns method, host and path; a query, headers and body can hold secrets. */
  @Override
  public String toString() {
    return "RestRequest["
        + method
        + " "
        + uri.getScheme()
        + "://"
        + uri.getRawAuthority()
        + uri.getRawPath()
        + "]";
  }
}
