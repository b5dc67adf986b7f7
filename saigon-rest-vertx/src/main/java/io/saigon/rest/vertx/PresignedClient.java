package io.saigon.rest.vertx;

import io.saigon.api.SaigonOptions;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.storage.PresignedRequest;
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
import io.vertx.core.internal.http.HttpClientInternal;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.core.tracing.TracingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Sends presigned requests: uploads to and downloads from wherever somebody with credentials allows
 * it. Bodies are streamed with back-pressure and never held whole.
 *
 * <p>Presigned URIs are as good as passwords: they are in no message, and traces leave these
 * requests out because theirs would hold them. Redirects are not followed. Nothing is repeated: ask
 * for another URI instead, as the old one may have expired by then.
 *
 * <p>Answers other than 2xx fail with {@link io.saigon.api.rest.HttpStatusException}, no answer
 * with {@link io.saigon.api.TransportException}, and with {@link io.saigon.api.ClosedException}
 * what is under way or begun when the verticle or Vert.x instance is closed. Safe for use from any
 * thread; futures complete on the caller's context.
 */
public final class PresignedClient {
  private final HttpClientInternal client;
  private final Duration idle;

  private PresignedClient(HttpClientInternal client, Duration idle) {
    this.client = client;
    this.idle = idle;
  }

  /**
   * Creates a client that gives up when nothing moves for 30 seconds. It trusts the certificate
   * authorities in the PEM file that the environment variable {@code AWS_CA_BUNDLE} names, or else
   * the JVM's.
   *
   * @param vertx what the client runs on
   * @return the client
   */
  public static PresignedClient create(Vertx vertx) {
    return create(vertx, new HttpClientOptions());
  }

  /**
   * Creates a client with TLS, proxy and other settings of the application, that gives up when
   * nothing moves for 30 seconds.
   *
   * @param vertx what the client runs on
   * @param options copied; their tracing policy is disregarded. Where they have no trust options,
   *     the certificate authorities in the PEM file that the environment variable {@code
   *     AWS_CA_BUNDLE} names are trusted, or else the JVM's
   * @return the client
   */
  public static PresignedClient create(Vertx vertx, HttpClientOptions options) {
    HttpClientOptions own = new HttpClientOptions(options).setTracingPolicy(TracingPolicy.IGNORE);
    if (own.getMetricsName().isEmpty()) {
      own.setMetricsName("saigon-presigned");
    }
    if (own.getTrustOptions() == null) {
      own.setTrustOptions(SaigonOptions.defaults().effectiveTrust());
    }
    return new PresignedClient(
        RestClient.internal(vertx.createHttpClient(own)), Duration.ofSeconds(30));
  }

  /** The same client that gives up when nothing moves for another time. */
  public PresignedClient withIdleTimeout(Duration idle) {
    if (idle.isNegative() || idle.toMillis() == 0) {
      throw new IllegalArgumentException("A timeout must be a millisecond or more");
    }
    return new PresignedClient(client, idle);
  }

  /** Uploads bytes. */
  public Future<Void> upload(PresignedRequest to, Buffer body) {
    return transfer(to, body.length()).upload(body);
  }

  /**
   * Uploads a stream.
   *
   * @param length how many bytes the stream has; S3 wants to know before
   */
  public Future<Void> upload(PresignedRequest to, ReadStream<Buffer> body, long length) {
    if (length < 0) {
      throw new IllegalArgumentException("length must not be negative");
    }
    Pipe<Buffer> pipe = body.pipe().endOnFailure(false);
    return transfer(to, length).upload(pipe::to).onFailure(e -> pipe.close());
  }

  /** Uploads a file. */
  public Future<Void> upload(PresignedRequest to, Path file) {
    FileSystem files = client.vertx().fileSystem();
    String name = file.toString();
    OpenOptions reading = new OpenOptions().setWrite(false).setCreate(false);
    return whole(
        to,
        () ->
            files
                .props(name)
                .compose(
                    props ->
                        files
                            .open(name, reading)
                            .compose(
                                open ->
                                    upload(to, open, props.size()).eventually(() -> close(open)))));
  }

  /** Downloads into a stream, which is ended when all of it came, and left open if not. */
  public Future<Void> download(PresignedRequest from, WriteStream<Buffer> to) {
    return new Transfer(client, request(from), idle.toMillis()).download(to);
  }

  /** Downloads to a file, whole or not at all, in place of one that is there. */
  public Future<Void> download(PresignedRequest from, Path file) {
    FileSystem files = client.vertx().fileSystem();
    String part = file + "." + UUID.randomUUID() + ".part";
    CopyOptions replacing = new CopyOptions().setReplaceExisting(true);
    return whole(
        from,
        () ->
            files
                .open(part, new OpenOptions().setCreateNew(true).setRead(false))
                .compose(open -> download(from, open).eventually(() -> close(open)))
                .compose(done -> files.move(part, file.toString(), replacing))
                .recover(e -> files.delete(part).transform(deleted -> Future.failedFuture(e))));
  }

  private Transfer transfer(PresignedRequest to, long length) {
    RestRequest request =
        request(to).withHeader(HttpHeaders.CONTENT_LENGTH.toString(), Long.toString(length));
    return new Transfer(client, request, idle.toMillis());
  }

  private Future<Void> whole(PresignedRequest request, Supplier<Future<Void>> steps) {
    CallResult<Void> result =
        new CallResult<>(client.vertx().getOrCreateContext(), request(request));
    return result.begin(() -> steps.get().onComplete(result));
  }

  private static RestRequest request(PresignedRequest presigned) {
    MultiMap headers = HttpHeaders.headers().addAll(presigned.headers());
    return new RestRequest(presigned.method(), presigned.uri(), headers, Buffer.buffer());
  }

  private static Future<Void> close(AsyncFile file) {
    // A pipe that came to its end has closed it already.
    return file.close().otherwiseEmpty();
  }
}
