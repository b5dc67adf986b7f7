package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.rest.RestRequest;
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
 * One call that is being put together; made by {@link RestClient#call}. Not for use by several
 * threads at once.
 *
 * <p>Answers other than 2xx fail with {@link io.saigon.api.rest.HttpStatusException}, no answer at
 * all with {@link io.saigon.api.TransportException}, bodies that do not fit with {@link
 * io.saigon.api.rest.ResponseMappingException}.
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

  /** Adds a query parameter, not yet encoded. A name can be given more than once. */
  public RestCall query(String name, Object value) {
    query = RestUris.join(query, RestUris.parameter(name, value.toString()));
    return this;
  }

  /**
   * Sets a header, in place of all of that name.
   *
   * @throws IllegalArgumentException if name or value hold what none may; the value is not quoted
   */
  public RestCall header(String name, String value) {
    HeaderName.check(name, value);
    headers.set(name, value);
    return this;
  }

  /** Sends a value as JSON, by Vert.x's own mapper. */
  public RestCall json(Object value) {
    return own(RestBodies.encode(value), "application/json");
  }

  /** Sends text in UTF-8. */
  public RestCall text(String text) {
    return own(Buffer.buffer(text), "text/plain; charset=utf-8");
  }

  /** Sends a form, {@code application/x-www-form-urlencoded} in UTF-8. */
  public RestCall form(MultiMap fields) {
    return own(UrlEncodedForm.encode(fields), "application/x-www-form-urlencoded");
  }

  /** Sends bytes as they are now; changing the buffer later changes no repeat of the call. */
  public RestCall body(Buffer bytes, String contentType) {
    return own(bytes.copy(), contentType);
  }

  private RestCall own(Buffer bytes, String contentType) {
    HeaderName.check("Content-Type", contentType);
    body = bytes;
    if (!headers.contains(HttpHeaders.CONTENT_TYPE)) {
      headers.set(HttpHeaders.CONTENT_TYPE, contentType);
    }
    return this;
  }

  /**
   * Sets the timeout, in place of the client's own.
   *
   * @param timeout longest time until the call completes, with its authorization, repeats and
   *     redirects; a millisecond or more. Each page and each look of a wait is a call of its own
   */
  public RestCall timeout(Duration timeout) {
    settings = settings.withTimeout(timeout);
    return this;
  }

  /** Is repeated by this policy, in place of the client's own. */
  public RestCall retry(RetryPolicy policy) {
    settings = settings.withRetry(policy);
    return this;
  }

  /** May arrive twice, and so be repeated, whatever the method: it has an idempotency key. */
  public RestCall idempotent() {
    idempotent = true;
    return this;
  }

  /** What traces call it, in place of the method alone; a name for all calls of its kind. */
  public RestCall name(String name) {
    this.name = Objects.requireNonNull(name, "name");
    return this;
  }

  /**
   * Breaks the call off as soon as a future completes, however: its connection is given up, nothing
   * more is sent, and it fails with {@link java.util.concurrent.CancellationException}.
   */
  public RestCall cancelOn(Future<?> signal) {
    cancel = Objects.requireNonNull(signal, "signal");
    return this;
  }

  /** Sends the call. */
  public Future<RestResponse> send() {
    return exchange(client, request(), cancel);
  }

  /**
   * Sends the call and reads the answer's body.
   *
   * @param type what to read JSON as; {@code String} and {@code Buffer} take any body as it is,
   *     {@code Void} disregards it
   */
  public <T> Future<T> send(Class<T> type) {
    return send(ResponseType.of(type));
  }

  /** Sends the call and reads the answer's body as JSON of a generic type. */
  public <T> Future<T> send(TypeReference<T> type) {
    return send(ResponseType.of(type));
  }

  /**
   * Sends the call again and again until its answer is as wanted.
   *
   * @return the answer that is; fails as {@link #send(Class)} does, and with {@link
   *     io.saigon.api.rest.ConditionTimeoutException} if none is in time
   */
  public <T> Future<T> sendUntil(Class<T> type, Predicate<? super T> condition, WaitPolicy wait) {
    RestRequest request = accepting();
    RestClient own = client.forCall();
    return new ConditionWait<T>(
            client.context(),
            request,
            ResponseType.of(type),
            condition,
            wait,
            over -> exchange(own, request, over))
        .run(cancel);
  }

  /**
   * Reads a collection page by page.
   *
   * @param type what one page is read as
   */
  public <P> RestPages<P> pages(Class<P> type) {
    return new RestPages<>(
        accepting(),
        ResponseType.of(type),
        () -> {
          RestClient own = client.forCall();
          return page -> exchange(own, page, cancel);
        },
        client::context);
  }

  <T> Future<T> send(ResponseType<T> type) {
    RestRequest request = accepting();
    return exchange(client, request, cancel).map(response -> type.read(request, response));
  }

  private Future<RestResponse> exchange(
      RestClient by, RestRequest request, @Nullable Future<?> until) {
    return by.exchange(settings, idempotent, name, request, until);
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
