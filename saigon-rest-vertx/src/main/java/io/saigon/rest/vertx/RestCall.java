package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.rest.vertx.syntax.HeaderSyntax;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.saigon.rest.vertx.syntax.UrlEncodedForm;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A builder of one call, made by {@link RestClient#call}. Not safe for concurrent use.
 *
 * <p>Futures complete on the caller's context. They fail with {@link
 * io.saigon.api.rest.HttpStatusException} for responses other than 2xx, with {@link
 * io.saigon.api.error.TransportException} if there is no response, with {@link
 * io.saigon.api.rest.ResponseMappingException} if a body does not fit its type, and with {@link
 * io.saigon.api.error.ClosedException} if the HttpClient, verticle or Vert.x instance is closed.
 */
public final class RestCall {
  private static final CharSequence AGENT = HttpHeaders.createOptimized("saigon-rest-vertx");

  private final RestClient client;
  private final HttpMethod method;
  private final String path;
  // Checked as they are set and again by the HttpClient, so not with every copy in between.
  private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
  private String query = "";
  private Buffer body = Buffer.buffer();
  private CallSettings settings;
  private boolean idempotent;
  private @Nullable String name;
  private @Nullable Future<?> cancel;

  RestCall(RestClient client, HttpMethod method, String path, CallSettings settings) {
    this.client = client;
    this.method = Objects.requireNonNull(method, "method");
    this.path = Objects.requireNonNull(path, "path");
    this.settings = settings;
  }

  /**
   * Adds a query parameter. A name can be given more than once.
   *
   * @param name name, not encoded
   * @param value value, whose text is not encoded
   * @return this call
   */
  public RestCall query(String name, Object value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    query = ResourceUris.join(query, ResourceUris.parameter(name, value.toString()));
    return this;
  }

  /**
   * Sets a header, in place of all headers of its name.
   *
   * @param name name of the header
   * @param value value of the header
   * @return this call
   * @throws IllegalArgumentException if name or value hold a character that none may hold; the
   *     message does not quote the value
   */
  public RestCall header(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    HeaderSyntax.check(name, value);
    headers.set(name, value);
    return this;
  }

  /**
   * Sets a JSON body, encoded by Vert.x's own mapper.
   *
   * @param value any value that Jackson can write
   * @return this call
   * @throws IllegalArgumentException if Jackson cannot write the value
   */
  public RestCall json(Object value) {
    Objects.requireNonNull(value, "value");
    return withBody(RestBodies.encode(value), "application/json");
  }

  /**
   * Sets a body of plain text in UTF-8.
   *
   * @param text the body
   * @return this call
   */
  public RestCall text(String text) {
    Objects.requireNonNull(text, "text");
    return withBody(Buffer.buffer(text), "text/plain; charset=utf-8");
  }

  /**
   * Sets a form as body, {@code application/x-www-form-urlencoded} in UTF-8.
   *
   * @param fields names and values, not encoded
   * @return this call
   */
  public RestCall form(MultiMap fields) {
    Objects.requireNonNull(fields, "fields");
    return withBody(UrlEncodedForm.encode(fields), UrlEncodedForm.CONTENT_TYPE);
  }

  /**
   * Sets a body of bytes.
   *
   * @param bytes the body, which is copied
   * @param contentType {@code Content-Type}, unless that header is set already
   * @return this call
   * @throws IllegalArgumentException if the content type holds a character that none may hold
   */
  public RestCall body(Buffer bytes, String contentType) {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(contentType, "contentType");
    return withBody(bytes.copy(), contentType);
  }

  private RestCall withBody(Buffer bytes, String contentType) {
    HeaderSyntax.check("Content-Type", contentType);
    body = bytes;
    if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    }
    return this;
  }

  /**
   * Sets the timeout, in place of the client's own.
   *
   * @param timeout longest time until the call completes, with its authorization, retries and
   *     redirects; a millisecond or more. Each page and each request of a wait is a call of its own
   * @return this call
   * @throws IllegalArgumentException if the timeout is shorter than a millisecond
   */
  public RestCall timeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    settings = settings.withTimeout(timeout);
    return this;
  }

  /**
   * Sets the retry policy, in place of the client's own.
   *
   * @param policy when the call is sent again
   * @return this call
   */
  public RestCall retry(RetryPolicy policy) {
    settings = settings.withRetry(Objects.requireNonNull(policy, "policy"));
    return this;
  }

  /**
   * Declares the call idempotent whatever its method, so that it may be sent again: it carries an
   * idempotency key.
   *
   * @return this call
   */
  public RestCall idempotent() {
    idempotent = true;
    return this;
  }

  /**
   * Sets the operation's name in traces, in place of the method.
   *
   * @param name name of all calls of this kind
   * @return this call
   */
  public RestCall name(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Cancels the call as soon as a future succeeds or fails: its request is reset, nothing more is
   * sent, and the call fails with {@link java.util.concurrent.CancellationException}.
   *
   * @param signal future that cancels the call
   * @return this call
   */
  public RestCall cancelOn(Future<?> signal) {
    cancel = Objects.requireNonNull(signal, "signal");
    return this;
  }

  /**
   * Sends the call.
   *
   * @return the whole response
   */
  public Future<RestResponse> send() {
    return exchange(client, request(), cancel);
  }

  /**
   * Sends the call and reads the response's body.
   *
   * @param <T> type of the body
   * @param type type of the JSON body; {@code String} and {@code Buffer} take any body as it is,
   *     {@code Void} discards it
   * @return the body; null only for {@code Void}
   */
  public <T> Future<T> send(Class<T> type) {
    return send(ResponseType.of(type));
  }

  /**
   * Sends the call and reads the response's body as JSON of a generic type.
   *
   * @param <T> type of the body
   * @param type type of the body
   * @return the body
   */
  public <T> Future<T> send(TypeReference<T> type) {
    Objects.requireNonNull(type, "type");
    return send(ResponseType.of(type));
  }

  /**
   * Sends the call repeatedly until its response's body meets a condition.
   *
   * @param <T> type of the body
   * @param type type of the body, as in {@link #send(Class)}
   * @param condition condition on the body
   * @param wait timeout, interval and pending statuses
   * @return the body that meets the condition; fails as {@link #send(Class)} does, and with {@link
   *     io.saigon.api.rest.ConditionTimeoutException} if none does in time
   */
  public <T> Future<T> sendUntil(Class<T> type, Predicate<? super T> condition, WaitPolicy wait) {
    Objects.requireNonNull(condition, "condition");
    Objects.requireNonNull(wait, "wait");
    RestRequest request = accepting();
    RestClient caller = client.forCall();
    return new ConditionWait<T>(
            client.context(),
            request,
            ResponseType.of(type),
            condition,
            wait,
            signal -> exchange(caller, request, signal))
        .run(cancel);
  }

  /**
   * Reads a collection page by page.
   *
   * @param <P> type of one page
   * @param type type of one page
   * @return the pages, none of which is requested yet
   */
  public <P> RestPages<P> pages(Class<P> type) {
    return new RestPages<>(
        accepting(),
        ResponseType.of(type),
        () -> {
          RestClient caller = client.forCall();
          return page -> exchange(caller, page, cancel);
        },
        client::context);
  }

  <T> Future<T> send(ResponseType<T> type) {
    RestRequest request = accepting();
    return exchange(client, request, cancel).map(response -> type.read(request, response));
  }

  private Future<RestResponse> exchange(
      RestClient caller, RestRequest request, @Nullable Future<?> cancelSignal) {
    return caller.exchange(settings, idempotent, name, request, cancelSignal);
  }

  private RestRequest accepting() {
    if (!headers.contains(HttpHeaders.ACCEPT)) {
      headers.set(HttpHeaders.ACCEPT, "application/json");
    }
    return request();
  }

  private RestRequest request() {
    if (!headers.contains(HttpHeaders.USER_AGENT)) {
      headers.set(HttpHeaders.USER_AGENT, AGENT);
    }
    return new RestRequest(method, client.resource(path, query), headers, body);
  }
}
