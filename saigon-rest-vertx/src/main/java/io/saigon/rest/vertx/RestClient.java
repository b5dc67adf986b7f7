package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.rest.RestResponse;
import io.saigon.api.tls.TlsEngine;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client for the typed resources of a REST service.
 *
 * <p>Paths are relative to the base URL and may hold a query. Characters that a URI may not hold
 * are encoded, percent-encoded ones stay. Untrusted ids must be encoded by {@link #segment}. Bodies
 * are JSON by Vert.x's own mapper ({@code DatabindCodec.mapper()}); {@link #call} sends and reads
 * any other. As in vaults, a component of a record must be present and not null unless its type is
 * {@code @Nullable} (by an annotation that is kept at run time) or an {@link java.util.Optional}.
 * Models of an {@link io.saigon.api.codec.ModelCodec} on the path are read and written by it
 * instead.
 *
 * <p>Calls fail with {@link io.saigon.api.rest.HttpStatusException} for responses other than 2xx,
 * with {@link io.saigon.api.error.TransportException} if there is no response, and with {@link
 * io.saigon.api.rest.ResponseMappingException} if a body does not fit its type. Before that, they
 * are sent again by their {@link RetryPolicy}, and one that the service refuses for expired
 * credentials or a wrong clock is authorized again and sent once more. Redirects are followed for
 * GET and HEAD, and authorized again unless they lead to another origin, which gets neither body
 * nor headers except {@code Accept} and {@code User-Agent}. One from https to http fails with
 * {@code TransportException}.
 *
 * <p>Every call completes within its timeout. It fails with {@link
 * io.saigon.api.error.ClosedException} if the HttpClient is closed, and when the verticle or Vert.x
 * instance that makes it is closed.
 *
 * <p>Safe for use from any thread. Futures complete on the caller's context.
 */
public sealed class RestClient permits AwsSigV4RestClient {
  private final VertxHttpClient client;
  private final String base;
  private final @Nullable RequestAuthorizer authorizer;
  private final CallSettings settings;

  RestClient(
      VertxHttpClient client,
      String base,
      @Nullable RequestAuthorizer authorizer,
      CallSettings settings) {
    this.client = client;
    this.base = base;
    this.authorizer = authorizer;
    this.settings = settings;
  }

  /**
   * Creates a client for a service without authorization. It trusts the certificate authorities in
   * the PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else the JVM's.
   *
   * @param vertx Vert.x instance of the client
   * @param baseUrl URL that paths are relative to
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   */
  public static RestClient create(Vertx vertx, String baseUrl) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(baseUrl, "baseUrl");
    return create(newClient(vertx).client(), baseUrl);
  }

  /**
   * Creates a client whose requests are authorized. It trusts the certificate authorities in the
   * PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else the JVM's.
   *
   * @param vertx Vert.x instance of the client
   * @param baseUrl URL that paths are relative to
   * @param authorizer authorizes each request
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   */
  public static RestClient create(Vertx vertx, String baseUrl, RequestAuthorizer authorizer) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(baseUrl, "baseUrl");
    return create(newClient(vertx).client(), baseUrl, authorizer);
  }

  /**
   * Creates a client on an HttpClient that the application has, for its TLS, proxy and pool
   * settings, for a service without authorization.
   *
   * @param client HttpClient, which the application closes
   * @param baseUrl URL that paths are relative to
   * @return the client
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own, or the URL is
   *     malformed, or holds a query or fragment
   */
  public static RestClient create(HttpClient client, String baseUrl) {
    return new RestClient(
        VertxHttpClient.of(client), ResourceUris.base(baseUrl), null, CallSettings.DEFAULTS);
  }

  /**
   * Creates a client on an HttpClient that the application has, for its TLS, proxy and pool
   * settings, whose requests are authorized.
   *
   * @param client HttpClient, which the application closes
   * @param baseUrl URL that paths are relative to
   * @param authorizer authorizes each request
   * @return the client
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own, or the URL is
   *     malformed, or holds a query or fragment
   */
  public static RestClient create(HttpClient client, String baseUrl, RequestAuthorizer authorizer) {
    return new RestClient(
        VertxHttpClient.of(client),
        ResourceUris.base(baseUrl),
        Objects.requireNonNull(authorizer, "authorizer"),
        CallSettings.DEFAULTS);
  }

  private static VertxHttpClient newClient(Vertx vertx) {
    return newClient(vertx, SaigonOptions.defaults().effectiveTrust());
  }

  /** Its metrics have the name {@code saigon-rest}. */
  static VertxHttpClient newClient(Vertx vertx, @Nullable TrustOptions trust) {
    return VertxHttpClient.of(
        vertx.createHttpClient(
            TlsEngine.select(
                new HttpClientOptions().setMetricsName("saigon-rest").setTrustOptions(trust))));
  }

  /**
   * Encodes text as one segment of a path, with its slashes.
   *
   * @param text text of the segment, not encoded
   * @return the segment, percent-encoded
   * @throws IllegalArgumentException if the text is {@code .} or {@code ..}, or holds a control
   *     character
   */
  public static String segment(String text) {
    Objects.requireNonNull(text, "text");
    if (text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("'" + text + "' cannot be a segment of a path");
    }
    return ResourceUris.encode(text, "-._~");
  }

  /**
   * Returns this client with another timeout than 30 seconds.
   *
   * @param timeout longest time until a call completes, with its authorization, retries and
   *     redirects; a millisecond or more
   * @return a client on the same HttpClient
   * @throws IllegalArgumentException if the timeout is shorter than a millisecond
   */
  public RestClient withTimeout(Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    return with(settings.withTimeout(timeout));
  }

  /**
   * Returns this client with another retry policy.
   *
   * @param policy when calls are sent again
   * @return a client on the same HttpClient
   */
  public RestClient withRetry(RetryPolicy policy) {
    return with(settings.withRetry(Objects.requireNonNull(policy, "policy")));
  }

  /**
   * Returns this client with another bound of response bodies than 16 MiB.
   *
   * @param bytes largest body; a larger one fails with {@link
   *     io.saigon.api.rest.ResponseMappingException}
   * @return a client on the same HttpClient
   * @throws IllegalArgumentException if the bound is negative
   */
  public RestClient withMaxResponseBody(int bytes) {
    return with(settings.withMaxResponseBody(bytes));
  }

  /**
   * Returns the URL that paths are relative to.
   *
   * @return the base URL, without a slash at its end
   */
  public final URI baseUrl() {
    return URI.create(base);
  }

  /**
   * Reads a resource.
   *
   * @param <T> type of the resource
   * @param type type of the resource
   * @param path path under the base URL, with its query
   * @return the resource
   */
  public final <T> Future<T> getResource(Class<T> type, String path) {
    return call(HttpMethod.GET, path).send(type);
  }

  /**
   * Reads a resource of a generic type.
   *
   * @param <T> type of the resource
   * @param type type of the resource
   * @param path path under the base URL, with its query
   * @return the resource
   */
  public final <T> Future<T> getResource(TypeReference<T> type, String path) {
    Objects.requireNonNull(type, "type");
    return call(HttpMethod.GET, path).send(type);
  }

  /**
   * Reads a list of resources.
   *
   * @param <T> type of the resource
   * @param elements type of the resources
   * @param path path under the base URL, with its query
   * @return the resources
   */
  public final <T> Future<List<T>> getResources(Class<T> elements, String path) {
    return call(HttpMethod.GET, path).send(ResponseType.listOf(elements));
  }

  /**
   * Posts a value as JSON, by which most services create a resource.
   *
   * @param <T> type of the response's body
   * @param type type of the response's body, {@code Void} to discard it
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return the response's body
   */
  public final <T> Future<T> postResource(Class<T> type, String path, Object value) {
    Objects.requireNonNull(value, "value");
    return call(HttpMethod.POST, path).json(value).send(type);
  }

  /**
   * Posts a value as JSON, and reads the response as {@link #postResource(Class, String, Object)}
   * does.
   *
   * @param <T> type of the response's body
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @param type type of the response's body
   * @return the response's body
   */
  public final <T> Future<T> postResource(String path, Object value, Class<T> type) {
    Objects.requireNonNull(value, "value");
    return postResource(type, path, value);
  }

  /**
   * Posts a value as JSON and discards the response's body.
   *
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return completes with the response
   */
  public final Future<Void> postResource(String path, Object value) {
    Objects.requireNonNull(value, "value");
    return postResource(Void.class, path, value);
  }

  /**
   * Replaces a resource by a value as JSON.
   *
   * @param <T> type of the response's body
   * @param type type of the response's body, {@code Void} to discard it
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return the response's body
   */
  public final <T> Future<T> putResource(Class<T> type, String path, Object value) {
    Objects.requireNonNull(value, "value");
    return call(HttpMethod.PUT, path).json(value).send(type);
  }

  /**
   * Replaces a resource by a value as JSON, and reads the response as {@link #putResource(Class,
   * String, Object)} does.
   *
   * @param <T> type of the response's body
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @param type type of the response's body
   * @return the response's body
   */
  public final <T> Future<T> putResource(String path, Object value, Class<T> type) {
    Objects.requireNonNull(value, "value");
    return putResource(type, path, value);
  }

  /**
   * Replaces a resource by a value as JSON and discards the response's body.
   *
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return completes with the response
   */
  public final Future<Void> putResource(String path, Object value) {
    Objects.requireNonNull(value, "value");
    return putResource(Void.class, path, value);
  }

  /**
   * Patches a resource by a value as JSON.
   *
   * @param <T> type of the response's body
   * @param type type of the response's body, {@code Void} to discard it
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return the response's body
   */
  public final <T> Future<T> patchResource(Class<T> type, String path, Object value) {
    Objects.requireNonNull(value, "value");
    return call(HttpMethod.PATCH, path).json(value).send(type);
  }

  /**
   * Patches a resource by a value as JSON, and reads the response as {@link #patchResource(Class,
   * String, Object)} does.
   *
   * @param <T> type of the response's body
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @param type type of the response's body
   * @return the response's body
   */
  public final <T> Future<T> patchResource(String path, Object value, Class<T> type) {
    Objects.requireNonNull(value, "value");
    return patchResource(type, path, value);
  }

  /**
   * Patches a resource by a value as JSON and discards the response's body.
   *
   * @param path path under the base URL, with its query
   * @param value value of the body
   * @return completes with the response
   */
  public final Future<Void> patchResource(String path, Object value) {
    Objects.requireNonNull(value, "value");
    return patchResource(Void.class, path, value);
  }

  /**
   * Deletes a resource and discards the response's body.
   *
   * @param path path under the base URL, with its query
   * @return completes when the resource is deleted
   */
  public final Future<Void> deleteResource(String path) {
    return call(HttpMethod.DELETE, path).send(Void.class);
  }

  /**
   * Creates a call with query parameters, headers, a body and a response of any kind.
   *
   * @param method HTTP method
   * @param path path under the base URL, with its query
   * @return the call, which is not sent yet
   */
  public final RestCall call(HttpMethod method, String path) {
    return new RestCall(this, method, path, settings);
  }

  /**
   * Creates a call of a method by its name.
   *
   * @param method name of the HTTP method, such as {@code GET}, in upper or lower case
   * @param path path under the base URL, with its query
   * @return the call, which is not sent yet
   * @throws IllegalArgumentException if there can be no such method
   */
  public final RestCall call(String method, String path) {
    Objects.requireNonNull(method, "method");
    return call(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT)), path);
  }

  final Future<RestResponse> exchange(
      CallSettings own,
      boolean idempotent,
      @Nullable String name,
      RestRequest request,
      @Nullable Future<?> cancel) {
    return new RestExchange(client, own, idempotent, name, request).run(authorizer, cancel);
  }

  final CallerContext context() {
    return CallerContext.current(client.vertx());
  }

  final URI resource(String path, String query) {
    return ResourceUris.resource(base, path, query);
  }

  /** Returns this client for the user who is the current one now. */
  final RestClient forCall() {
    return authorizer == null ? this : authorizedBy(authorizer.forCall());
  }

  final RestClient authorizedBy(RequestAuthorizer other) {
    return new RestClient(client, base, other, settings);
  }

  final VertxHttpClient client() {
    return client;
  }

  final String base() {
    return base;
  }

  final CallSettings settings() {
    return settings;
  }

  private RestClient with(CallSettings other) {
    return new RestClient(client, base, authorizer, other);
  }
}
