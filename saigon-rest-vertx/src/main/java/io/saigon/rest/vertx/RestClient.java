package io.saigon.rest.vertx;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.SaigonOptions;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpClientInternal;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Typed resources of a REST service.
 *
 * <p>Paths are relative to the base URL and may hold a query; what a URI may not hold is encoded,
 * what is encoded already stays. Ids that others chose go through {@link #segment}. Bodies are JSON
 * by Vert.x's own mapper ({@code DatabindCodec.mapper()}); {@link #call} serves everything else. As
 * in vaults, a component of a record must be there and not null unless its type is
 * {@code @Nullable} (by an annotation that is kept at run time) or an {@link java.util.Optional}.
 *
 * <p>Answers other than 2xx fail with {@link io.saigon.api.rest.HttpStatusException}, no answer at
 * all with {@link io.saigon.api.TransportException}, bodies that do not fit with {@link
 * io.saigon.api.rest.ResponseMappingException}. Before that, calls are repeated as their {@link
 * RetryPolicy} says, and one that the service refuses for expired credentials or a clock that is
 * off is authorized anew and repeated once. Redirects are followed for GET and HEAD, and authorized
 * anew unless they lead to another origin, which gets neither body nor headers except {@code
 * Accept} and {@code User-Agent}. One from https to http fails with {@code TransportException}.
 *
 * <p>Every call completes within its timeout. It fails with {@link io.saigon.api.ClosedException}
 * if the HttpClient is closed, and when the verticle or Vert.x instance that makes it is closed.
 *
 * <p>Safe for use from any thread. Futures complete on the caller's context.
 */
public sealed class RestClient permits AwsSigV4RestClient {
  private final HttpClientInternal client;
  private final String base;
  private final @Nullable RequestAuthorizer authorizer;
  private final CallSettings settings;

  RestClient(
      HttpClientInternal client,
      String base,
      @Nullable RequestAuthorizer authorizer,
      CallSettings settings) {
    this.client = client;
    this.base = base;
    this.authorizer = authorizer;
    this.settings = settings;
  }

  /**
   * Creates a client for a service that asks for no authorization. It trusts the certificate
   * authorities in the PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else
   * the JVM's.
   *
   * @param vertx what the client runs on
   * @param baseUrl URL that paths are relative to
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   */
  public static RestClient create(Vertx vertx, String baseUrl) {
    return create(newClient(vertx), baseUrl);
  }

  /**
   * Creates a client whose requests are authorized. It trusts the certificate authorities in the
   * PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else the JVM's.
   *
   * @param vertx what the client runs on
   * @param baseUrl URL that paths are relative to
   * @param authorizer authorizes each request
   * @return the client
   * @throws IllegalArgumentException if the URL is malformed, or holds a query or fragment
   */
  public static RestClient create(Vertx vertx, String baseUrl, RequestAuthorizer authorizer) {
    return create(newClient(vertx), baseUrl, authorizer);
  }

  /**
   * Creates a client on an HttpClient that the application has, for its TLS, proxy and pool
   * settings, and for a service that asks for no authorization.
   *
   * @param client stays the application's to close
   * @param baseUrl URL that paths are relative to
   * @return the client
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own, or the URL is
   *     malformed, or holds a query or fragment
   */
  public static RestClient create(HttpClient client, String baseUrl) {
    return new RestClient(internal(client), RestUris.base(baseUrl), null, CallSettings.DEFAULTS);
  }

  /**
   * A client on an HttpClient that the application has, for its TLS, proxy and pool settings.
   *
   * @throws IllegalArgumentException if the HttpClient is not Vert.x's own
   */
  public static RestClient create(HttpClient client, String baseUrl, RequestAuthorizer authorizer) {
    return new RestClient(
        internal(client),
        RestUris.base(baseUrl),
        Objects.requireNonNull(authorizer, "authorizer"),
        CallSettings.DEFAULTS);
  }

  private static HttpClientInternal newClient(Vertx vertx) {
    return newClient(vertx, SaigonOptions.defaults().effectiveTrust());
  }

  /** Its metrics are told apart by the name {@code saigon-rest}. */
  static HttpClientInternal newClient(Vertx vertx, @Nullable TrustOptions trust) {
    return internal(
        vertx.createHttpClient(
            new HttpClientOptions().setMetricsName("saigon-rest").setTrustOptions(trust)));
  }

  static HttpClientInternal internal(HttpClient client) {
    Objects.requireNonNull(client, "client");
    if (client instanceof HttpClientInternal internal) {
      return internal;
    }
    throw new IllegalArgumentException(
        "Only Vert.x's own HttpClient will do; give the one that the Vertx made");
  }

  /** Encodes text to stand as one segment of a path, a slash in it included. */
  public static String segment(String text) {
    if (text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException("'" + text + "' cannot be a segment of a path");
    }
    return RestUris.encode(text, "-._~");
  }

  /**
   * Returns the same client with another timeout; 30 seconds otherwise.
   *
   * @param timeout longest time until a call completes, with its authorization, repeats and
   *     redirects; a millisecond or more
   */
  public RestClient withTimeout(Duration timeout) {
    return with(settings.withTimeout(timeout));
  }

  /** The same client with another policy for repeats. */
  public RestClient withRetry(RetryPolicy policy) {
    return with(settings.withRetry(policy));
  }

  /** The same client with another bound for answers' bodies, in bytes; 16 MiB otherwise. */
  public RestClient withMaxResponseBody(int bytes) {
    return with(settings.withMaxResponseBody(bytes));
  }

  /** URL that paths are relative to. */
  public final URI baseUrl() {
    return URI.create(base);
  }

  /** Reads a resource. */
  public final <T> Future<T> getResource(Class<T> type, String path) {
    return call(HttpMethod.GET, path).send(type);
  }

  /** Reads a resource of a generic type. */
  public final <T> Future<T> getResource(TypeReference<T> type, String path) {
    return call(HttpMethod.GET, path).send(type);
  }

  /** Reads a list of resources. */
  public final <T> Future<List<T>> getResources(Class<T> elements, String path) {
    return call(HttpMethod.GET, path).send(ResponseType.listOf(elements));
  }

  /** Posts a value as JSON, which creates a resource for most services. */
  public final <T> Future<T> postResource(Class<T> type, String path, Object value) {
    return call(HttpMethod.POST, path).json(value).send(type);
  }

  /** Puts a value as JSON in place of a resource. */
  public final <T> Future<T> putResource(Class<T> type, String path, Object value) {
    return call(HttpMethod.PUT, path).json(value).send(type);
  }

  /** Changes a resource by a value as JSON. */
  public final <T> Future<T> patchResource(Class<T> type, String path, Object value) {
    return call(HttpMethod.PATCH, path).json(value).send(type);
  }

  /** Deletes a resource; what the service answers is disregarded. */
  public final Future<Void> deleteResource(String path) {
    return call(HttpMethod.DELETE, path).send(Void.class);
  }

  /** A call with query parameters, headers, a raw body or a form, or an answer of any kind. */
  public final RestCall call(HttpMethod method, String path) {
    return new RestCall(this, method, path, settings);
  }

  final Future<RestResponse> exchange(
      CallSettings own,
      boolean idempotent,
      @Nullable String name,
      RestRequest request,
      @Nullable Future<?> cancel) {
    return new RestExchange(client, own, idempotent, name, request).run(authorizer, cancel);
  }

  final ContextInternal context() {
    return client.vertx().getOrCreateContext();
  }

  final URI resource(String path, String query) {
    return RestUris.resource(base, path, query);
  }

  /** Returns the same client for the user of now, whoever is the current one later on. */
  final RestClient forCall() {
    return authorizer == null ? this : authorizedBy(authorizer.forCall());
  }

  final RestClient authorizedBy(RequestAuthorizer other) {
    return new RestClient(client, base, other, settings);
  }

  final HttpClientInternal client() {
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
