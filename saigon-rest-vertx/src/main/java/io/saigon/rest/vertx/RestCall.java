package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/**
 * One call that is being put together; made by {@link RestClient#call}. Not for use by several
 * threads at once.
 *
 * <p>Answers other than 2xx fail with {@link io.saigon.api.rest.HttpStatusException}, no answer at
 * all with {@link io.saigon.api.TransportException}, bodies that do not fit with {@link
 * io.saigon.api.rest.ResponseMappingException}.
 */
public final class RestCall {
  private final RestClient client;
  private final HttpMethod method;
  private final String path;
  private final MultiMap headers = HttpHeaders.headers();
  private String query = "";
  private Buffer body = Buffer.buffer();
  private long timeoutMillis;

  RestCall(RestClient client, HttpMethod method, String path, Duration timeout) {
    this.client = client;
    this.method = Objects.requireNonNull(method, "method");
    this.path = Objects.requireNonNull(path, "path");
    this.timeoutMillis = timeout.toMillis();
  }

  /** Adds a query parameter, not yet encoded. A name can be given more than once. */
  public RestCall query(String name, Object value) {
    query = RestUris.join(query, RestUris.parameter(name, value.toString()));
    return this;
  }

  /** Sets a header, in place of all of that name. */
  public RestCall header(String name, String value) {
    headers.set(name, value);
    return this;
  }

  /** Sends a value as JSON, by Vert.x's own mapper. */
  public RestCall json(Object value) {
    return body(RestBodies.encode(value), "application/json");
  }

  /** Sends text in UTF-8. */
  public RestCall text(String text) {
    return body(Buffer.buffer(text), "text/plain; charset=utf-8");
  }

  /** Sends a form, {@code application/x-www-form-urlencoded} in UTF-8. */
  public RestCall form(MultiMap fields) {
    return body(UrlEncodedForm.encode(fields), "application/x-www-form-urlencoded");
  }

  /** Sends bytes as they are. */
  public RestCall body(Buffer bytes, String contentType) {
    body = Objects.requireNonNull(bytes, "bytes");
    if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    }
    return this;
  }

  /** Waits this long for an answer, in place of the client's own timeout. */
  public RestCall timeout(Duration timeout) {
    timeoutMillis = RestClient.checked(timeout).toMillis();
    return this;
  }

  /**
   * Sends the call.
   *
   * @return the answer, whose status is 2xx
   */
  public Future<HttpResponse<Buffer>> send() {
    RestRequest request = request();
    return client.exchange(timeoutMillis).run(request);
  }

  /**
   * Sends the call and reads the answer's body.
   *
   * @param type what to read JSON as; {@code String} and {@code Buffer} take any body as it is,
   *     {@code Void} disregards it
   */
  public <T> Future<T> send(Class<T> type) {
    return send(RestBodies.type(type));
  }

  /** Sends the call and reads the answer's body as JSON of a generic type. */
  public <T> Future<T> send(TypeReference<T> type) {
    return send(RestBodies.type(type));
  }

  // The caller's type is the one that the Java type was made of.
  @SuppressWarnings({"unchecked", "NullAway"})
  <T> Future<T> send(JavaType type) {
    if (!headers.contains(HttpHeaders.ACCEPT)) {
      headers.set(HttpHeaders.ACCEPT, "application/json");
    }
    RestRequest request = request();
    return client
        .exchange(timeoutMillis)
        .run(request)
        .map(
            response ->
                (T)
                    RestBodies.decode(
                        RestAnswers.what(request),
                        response.body() == null ? Buffer.buffer() : response.body(),
                        type));
  }

  private RestRequest request() {
    return new RestRequest(method, client.resource(path, query), headers, body);
  }
}
