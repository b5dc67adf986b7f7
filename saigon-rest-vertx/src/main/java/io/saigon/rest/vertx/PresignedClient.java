package io.saigon.rest.vertx;

import io.saigon.api.call.CallScope;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.context.CallerContext;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.tls.TlsEngine;
import io.saigon.rest.vertx.http.CallResult;
import io.saigon.rest.vertx.http.Transfer;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.core.tracing.TracingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A client that uploads and downloads by presigned requests. Bodies are streamed with back-pressure
 * and never held whole.
 *
 * <p>Presigned URIs are secrets like passwords: no message holds them, and these requests are not
 * traced, because traces would. Redirects are not followed. Nothing is sent again: get another URI
 * instead, as the old one may have expired.
 *
 * <p>Transfers fail with {@link io.saigon.api.rest.HttpStatusException} for responses other than
 * 2xx, with {@link io.saigon.api.error.TransportException} if there is no response, and with {@link
 * io.saigon.api.error.ClosedException} if the verticle or Vert.x instance is closed before or
 * meanwhile. Safe for use from any thread; futures complete on the caller's context.
 */
public final class PresignedClient {
  private final VertxHttpClient client;
  private final Duration idle;

  private PresignedClient(VertxHttpClient client, Duration idle) {
    this.client = client;
    this.idle = idle;
  }

  /**
   * Creates a client with an idle timeout of 30 seconds. It trusts the certificate authorities in
   * the PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else the JVM's.
   *
   * @param vertx Vert.x instance of the client
   * @return the client
   */
  public static PresignedClient create(Vertx vertx) {
    Objects.requireNonNull(vertx, "vertx");
    return create(vertx, new HttpClientOptions());
  }

  /**
   * Creates a client with TLS, proxy and other settings of the application, and an idle timeout of
   * 30 seconds.
   *
   * @param vertx Vert.x instance of the client
   * @param options copied; their tracing policy is ignored. Where they have no trust options, the
   *     certificate authorities in the PEM file that the environment variable {@code AWS_CA_BUNDLE}
   *     names are trusted, or else the JVM's
   * @return the client
   */
  public static PresignedClient create(Vertx vertx, HttpClientOptions options) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(options, "options");
    HttpClientOptions untraced =
        new HttpClientOptions(options).setTracingPolicy(TracingPolicy.IGNORE);
    if (untraced.getMetricsName().isEmpty()) {
      untraced.setMetricsName("saigon-presigned");
    }
    if (untraced.getTrustOptions() == null) {
      untraced.setTrustOptions(SaigonOptions.defaults().effectiveTrust());
    }
    return new PresignedClient(
        VertxHttpClient.of(vertx.createHttpClient(TlsEngine.select(untraced))),
        Duration.ofSeconds(30));
  }

  /**
   * Returns this client with another idle timeout.
   *
   * @param idle longest time without progress, after which a transfer fails; a millisecond or more
   * @return a client on the same connections
   * @throws IllegalArgumentException if the timeout is shorter than a millisecond
   */
  public PresignedClient withIdleTimeout(Duration idle) {
    Objects.requireNonNull(idle, "idle");
    if (idle.isNegative() || idle.toMillis() == 0) {
      throw new IllegalArgumentException("A timeout must be a millisecond or more");
    }
    return new PresignedClient(client, idle);
  }

  /**
   * Uploads bytes.
   *
   * @param to presigned request
   * @param body the bytes, which must not change until the upload completes
   * @return completes when the service has accepted the upload
   */
  public Future<Void> upload(PresignedRequest to, Buffer body) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(body, "body");
    return transfer(to, body.length()).upload(body);
  }

  /**
   * Uploads a stream.
   *
   * @param to presigned request
   * @param body the stream
   * @param length bytes of the stream, which S3 requires
   * @return completes when the service has accepted the upload
   * @throws IllegalArgumentException if the length is negative
   */
  public Future<Void> upload(PresignedRequest to, ReadStream<Buffer> body, long length) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(body, "body");
    if (length < 0) {
      throw new IllegalArgumentException("length must not be negative");
    }
    Pipe<Buffer> pipe = body.pipe().endOnFailure(false);
    return transfer(to, length).upload(pipe::to).onFailure(e -> pipe.close());
  }

  /**
   * Uploads a file.
   *
   * @param to presigned request
   * @param file the file
   * @return completes when the service has accepted the upload; fails with Vert.x's {@link
   *     io.vertx.core.file.FileSystemException} if the file cannot be read
   */
  public Future<Void> upload(PresignedRequest to, Path file) {
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(file, "file");
    FileSystem files = client.vertx().fileSystem();
    String name = file.toString();
    OpenOptions reading = new OpenOptions().setWrite(false).setCreate(false);
    return run(
        to,
        transfer ->
            files
                .props(name)
                .compose(
                    props ->
                        files
                            .open(name, reading)
                            .compose(
                                open ->
                                    transfer
                                        .apply(() -> upload(to, open, props.size()))
                                        .eventually(() -> close(open)))));
  }

  /**
   * Downloads to a stream, which is ended after a complete download and left open otherwise.
   *
   * @param from presigned request
   * @param to the stream
   * @return completes when the stream has ended
   */
  public Future<Void> download(PresignedRequest from, WriteStream<Buffer> to) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    return new Transfer(client, request(from), idle.toMillis()).download(to);
  }

  /**
   * Downloads to a file, which a complete download replaces and a failed one leaves as it is.
   *
   * @param from presigned request
   * @param file the file
   * @return completes when the file is there; fails with Vert.x's {@link
   *     io.vertx.core.file.FileSystemException} if it cannot be written
   */
  public Future<Void> download(PresignedRequest from, Path file) {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(file, "file");
    FileSystem files = client.vertx().fileSystem();
    String part = file + "." + UUID.randomUUID() + ".part";
    CopyOptions replacing = new CopyOptions().setReplaceExisting(true);
    return run(
        from,
        transfer ->
            files
                .open(part, new OpenOptions().setCreateNew(true).setRead(false))
                .compose(
                    open ->
                        transfer.apply(() -> download(from, open)).eventually(() -> close(open)))
                .compose(done -> files.move(part, file.toString(), replacing))
                .recover(e -> files.delete(part).transform(deleted -> Future.failedFuture(e))));
  }

  private Transfer transfer(PresignedRequest to, long length) {
    RestRequest request =
        request(to).withHeader(HttpHeaders.CONTENT_LENGTH.toString(), Long.toString(length));
    return new Transfer(client, request, idle.toMillis());
  }

  /**
   * Runs the steps of a transfer from or to a file, which cleans up before it ends.
   *
   * @param steps gets a function that begins the transfer itself, which the caller may cancel
   */
  private Future<Void> run(
      PresignedRequest request,
      Function<Function<Supplier<Future<Void>>, Future<Void>>, Future<Void>> steps) {
    CallResult<Void> result =
        new CallResult<>(CallerContext.current(client.vertx()), request(request));
    CallScope scope = CallScope.current();
    if (scope != null) {
      scope.add(result.future(), result::future);
    }
    return CallScope.outside(
        () ->
            result.begin(
                () ->
                    steps.apply(transfer -> CallScope.within(scope, transfer)).onComplete(result)));
  }

  private static RestRequest request(PresignedRequest presigned) {
    MultiMap headers = HttpHeaders.headers().addAll(presigned.headers());
    return new RestRequest(presigned.method(), presigned.uri(), headers, Buffer.buffer());
  }

  private static Future<Void> close(AsyncFile file) {
    // A pipe has closed it already after the last byte.
    return file.close().otherwiseEmpty();
  }
}
