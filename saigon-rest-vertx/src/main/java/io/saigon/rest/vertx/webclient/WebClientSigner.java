package io.saigon.rest.vertx.webclient;

import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.rest.vertx.http.BoundedBody;
import io.saigon.rest.vertx.http.RestFailures;
import io.saigon.rest.vertx.identity.CallMetrics;
import io.saigon.rest.vertx.identity.IdentitySigner;
import io.saigon.rest.vertx.identity.SkewCorrectedClock;
import io.saigon.rest.vertx.sigv4.PayloadSigning;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signs requests of WebClients, for the interceptor and the signing WebClient. */
final class WebClientSigner {
  private final Vertx vertx;
  private final IdentitySigner identity;
  private final SigV4Scope scope;
  private final SigningOptions options;
  private final @Nullable MetricsListener listener;

  WebClientSigner(
      Vertx vertx, CredentialsProvider credentials, SigV4Scope scope, SigningOptions options) {
    this.vertx = vertx;
    this.listener = Observability.of(vertx).listener();
    this.scope = scope;
    this.options = options;
    this.identity =
        new IdentitySigner(
            SigV4Signer.create(scope),
            Objects.requireNonNull(credentials, "credentials"),
            new SkewCorrectedClock(Clock.systemUTC()));
  }

  /** Measures a call, if anyone listens. */
  void measure(Future<HttpClientResponse> response, IntSupplier attempts) {
    MetricsListener measuring = listener;
    if (measuring == null) {
      return;
    }
    long since = System.nanoTime();
    response.onComplete(
        (answer, failure) -> {
          if (failure == null) {
            CallMetrics.answered(
                measuring, identity, attempts.getAsInt(), since, answer.statusCode());
          } else {
            CallMetrics.record(measuring, identity, attempts.getAsInt(), since, failure);
          }
        });
  }

  /** Returns credentials on the caller's context; fails if they do not come in time. */
  Future<AwsCredentials> credentials() {
    return withTimeout(identity::credentials);
  }

  /** Returns whether the reason of a refusal was found and put right. */
  Future<Boolean> recover(SignedAttempt refused, int statusCode, MultiMap responseHeaders) {
    return withTimeout(
        () -> identity.recover(refused.credentials, refused.signedAt, statusCode, responseHeaders));
  }

  /** Notes the response to a request that was repeated after {@link #recover}. */
  void repeated(SignedAttempt repeat, int statusCode, MultiMap responseHeaders) {
    identity.repeatFailed(repeat.signedAt, statusCode, responseHeaders);
  }

  // An exception that a provider throws is a failure too.
  private <T> Future<T> withTimeout(Supplier<Future<T>> provider) {
    Future<T> future;
    try {
      future = Objects.requireNonNull(provider.get(), "The credentials provider gave no future");
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
    if (future.isComplete()) {
      // Without the context that it may belong to, which is not the caller's.
      return future.succeeded()
          ? Future.succeededFuture(future.result())
          : Future.failedFuture(future.cause());
    }
    Future<T> onCaller = CallerContext.current(vertx).complete(future);
    long millis = options.credentialsTimeout().toMillis();
    return onCaller
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(cause -> Future.failedFuture(onCaller.isComplete() ? cause : timedOut(millis)));
  }

  /** Returns the failure of a call for which Vert.x gives no request. */
  static Throwable failure(Throwable cause) {
    return RestFailures.isClosed(cause)
        ? new ClosedException(
            "The WebClient's HttpClient is closed, by itself or with its verticle; send requests"
                + " before that, or by another one")
        : cause;
  }

  /** Keeps Vert.x from logging a request that is not sent: its call fails with the reason. */
  static void ignoreReset(HttpClientRequest request) {
    try {
      request.exceptionHandler(reset -> {});
    } catch (IllegalStateException e) {
      // It was sent, and its response gets the reset.
    }
  }

  private static TransportException timedOut(long millis) {
    return new TransportException(
        "No credentials came within "
            + millis
            + " ms, so nothing was sent; see why they cannot be had, or allow more by"
            + " SigningOptions.credentialsTimeout",
        null);
  }

  boolean signsBodies() {
    return scope.payload() != PayloadSigning.UNSIGNED;
  }

  /** Signs a request as of now. */
  SignedAttempt sign(AwsCredentials credentials, HttpClientRequest request, Buffer body) {
    String uri = request.getURI();
    String whole = request.absoluteURI();
    String full = whole.substring(0, whole.length() - uri.length());
    String origin = RequestTarget.origin(full);
    // A request to a plain HTTP proxy has the whole URI.
    String prefix = uri.startsWith(full) ? full : uri.startsWith(origin) ? origin : "";
    String host = origin.substring(origin.indexOf("://") + 3);
    if (!origin.equals(full)) {
      // Or HTTP/2 would send the standard port, which is not part of the host that is signed.
      request.authority(HostAndPort.create(host, -1));
    }
    String target = requestTarget(uri.substring(prefix.length()));
    if (!uri.endsWith(target) || uri.length() != prefix.length() + target.length()) {
      request.setURI(prefix + target);
    }
    // Vert.x checks each character of a header that is set on a request, but not those of read-only
    // headers. All of these were checked before.
    MultiMap headers = withoutPadding(request.headers());
    Instant now = identity.time();
    String hashedPayload =
        identity.signer().sign(request.getMethod(), host, target, headers, body, credentials, now);
    if (body.length() > 0
        && !request.isChunked()
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    request.headers().setAll(headers.copy(false));
    return new SignedAttempt(credentials, now, hashedPayload);
  }

  /** HTTP/2 refuses the spaces around a value that HTTP/1.1 ignores (RFC 9113, 8.2.1). */
  private static MultiMap withoutPadding(MultiMap headers) {
    MultiMap copy = MultiMap.caseInsensitiveMultiMap();
    headers.forEach((name, value) -> copy.add(name, value.strip()));
    return copy;
  }

  /** Strips header values, as from Vert.x 5.1 on a padded one fails as HTTP/2 makes the request. */
  static void removePadding(RequestOptions options) {
    MultiMap headers = options.getHeaders();
    if (headers == null) {
      return;
    }
    for (Map.Entry<String, String> header : headers) {
      if (header.getValue().strip().length() < header.getValue().length()) {
        options.setHeaders(withoutPadding(headers));
        return;
      }
    }
  }

  String requestTarget(String uri) {
    return RequestTarget.of(uri, scope);
  }

  Future<Buffer> buffered(Pipe<Buffer> stream, @Nullable String contentLength) {
    return BoundedBody.read(stream, contentLength, options.maxBufferedBody());
  }

  Future<FormBody> multipart(MultipartForm form) {
    return FormBody.multipart(vertx, form, options.maxBufferedBody());
  }
}
