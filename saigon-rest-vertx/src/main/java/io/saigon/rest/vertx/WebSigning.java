package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.saigon.api.ClosedException;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.TransportException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.streams.Pipe;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Clock;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Signatures of WebClient requests, for the interceptor and the signing WebClient alike. */
final class WebSigning {
  private final VertxInternal vertx;
  private final Signing signing;
  private final SigV4Scope scope;
  private final SigningOptions options;

  WebSigning(
      Vertx vertx, CredentialsProvider credentials, SigV4Scope scope, SigningOptions options) {
    this.vertx = (VertxInternal) vertx;
    this.scope = scope;
    this.options = options;
    this.signing =
        new Signing(
            SigV4Signer.create(scope),
            Objects.requireNonNull(credentials, "credentials"),
            new SkewedClock(Clock.systemUTC()));
  }

  /** Credentials on the caller's context, or a failure if they do not come in time. */
  Future<AwsCredentials> credentials() {
    return inTime(signing::credentials);
  }

  /** Whether the reason of a refusal was found and put right. */
  Future<Boolean> recover(Attempt refused, int statusCode, MultiMap answerHeaders) {
    return inTime(
        () -> signing.recover(refused.credentials, refused.signedAt, statusCode, answerHeaders));
  }

  /** Takes note of the answer to a request that was repeated after {@link #recover}. */
  void repeated(Attempt repeat, int statusCode, MultiMap answerHeaders) {
    signing.repeatFailed(repeat.signedAt, statusCode, answerHeaders);
  }

  // An exception that a provider throws is a failure too.
  private <T> Future<T> inTime(Supplier<Future<T>> provider) {
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
    Promise<T> onCaller = vertx.getOrCreateContext().promise();
    future.onComplete(onCaller);
    long millis = options.credentialsTimeout().toMillis();
    return onCaller
        .future()
        .timeout(millis, TimeUnit.MILLISECONDS)
        .recover(
            cause -> Future.failedFuture(onCaller.future().isComplete() ? cause : late(millis)));
  }

  /** Returns the failure of a call for which Vert.x gives no request. */
  static Throwable failure(Throwable cause) {
    return RestAnswers.isClosed(cause)
        ? new ClosedException(
            "The WebClient's HttpClient is closed, by itself or with its verticle; send requests"
                + " before that, or by another one")
        : cause;
  }

  /** Has Vert.x log nothing about a request that is not sent: its call fails with the reason. */
  static void silence(HttpClientRequest request) {
    request.exceptionHandler(reset -> {});
  }

  private static TransportException late(long millis) {
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

  /** Signs as of now what a request will send. */
  Attempt sign(AwsCredentials credentials, HttpClientRequest request, Buffer body) {
    String uri = request.getURI();
    String whole = request.absoluteURI();
    String origin = whole.substring(0, whole.length() - uri.length());
    // A plain HTTP proxy is asked for the whole URI.
    String prefix = uri.startsWith(origin) ? origin : "";
    String host = origin.substring(origin.indexOf("://") + 3);
    String target = sendable(uri.substring(prefix.length()));
    if (!uri.endsWith(target) || uri.length() != prefix.length() + target.length()) {
      request.setURI(prefix + target);
    }
    // Vert.x checks a header, character by character, each time that it is put into a request, but
    // takes over what is read-only as it is. All of these were checked before.
    MultiMap headers = withoutPadding(request.headers());
    Attempt attempt = sign(credentials, request.getMethod(), host, target, headers, body);
    if (body.length() > 0
        && !request.isChunked()
        && !headers.contains(HttpHeaders.CONTENT_LENGTH)) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
    }
    request.headers().setAll(headers.copy(false));
    return attempt;
  }

  /** HTTP/2 refuses the spaces around a value that HTTP/1.1 disregards (RFC 9113, 8.2.1). */
  private static MultiMap withoutPadding(MultiMap headers) {
    MultiMap copy = MultiMap.caseInsensitiveMultiMap();
    headers.forEach((name, value) -> copy.add(name, value.strip()));
    return copy;
  }

  String sendable(String uri) {
    return RequestTarget.sendable(uri, scope);
  }

  private Attempt sign(
      AwsCredentials credentials,
      HttpMethod method,
      String host,
      String target,
      MultiMap headers,
      Buffer body) {
    int mark = target.indexOf('?');
    String ownHost = headers.get(HttpHeaders.HOST);
    long now = signing.clock.epochSecond();
    byte[] payload =
        signing.signer.sign(
            method.name(),
            ownHost == null ? host : ownHost,
            mark < 0 ? target : target.substring(0, mark),
            mark < 0 ? "" : target.substring(mark + 1),
            headers,
            body,
            credentials,
            now);
    return new Attempt(credentials, now, payload.clone());
  }

  Future<Buffer> buffered(Pipe<Buffer> stream, @Nullable String contentLength) {
    return BoundedBody.read(stream, contentLength, options.maxBufferedBody());
  }

  Future<FormBody> multipart(MultipartForm form) {
    return FormBody.multipart(vertx, form, options.maxBufferedBody());
  }

  /** A signature that was sent. Not a record, whose toString would tell its parts. */
  static final class Attempt {
    private final AwsCredentials credentials;
    private final long signedAt;
    private final byte[] payload;

    Attempt(AwsCredentials credentials, long signedAt, byte[] payload) {
      this.credentials = credentials;
      this.signedAt = signedAt;
      this.payload = payload;
    }

    /** Throws if this one is over another body than the one that it repeats. */
    Attempt repeating(@Nullable Attempt first) {
      if (first != null && !Arrays.equals(payload, first.payload)) {
        throw new IllegalStateException(
            "The body was changed after it was signed and sent, so the request is not repeated;"
                + " leave a Buffer alone until the answer is there");
      }
      return this;
    }
  }
}
