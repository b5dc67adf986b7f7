package io.saigon.rest.vertx;

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
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.http.HttpClientInternal;
import io.vertx.core.streams.Pipe;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import io.vertx.core.tracing.TracingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * Sends presigned requests: uploads to and downloads from wherever somebody with credentials allows
 * it. Bodies are streamed with back-pressure and never held whole.
 *
 * <p>Presigned URIs are as good as passwords: they are in no message, and traces leave these
 * requests out because theirs would hold them. Redirects are not followed. Nothing is repeated: ask
 * for another URI instead, as the old one may have expired by then.
 *
 * <p>Answers other than 2xx fail with {@link io.saigon.api.rest.HttpStatusException}, no answer
 * with {@link io.saigon.api.TransportException}. Safe for use from any thread; futures complete on
 * the caller's context.
 */
public final class PresignedClient {
  private final HttpClientInternal client;
  private final Duration idle;

  private PresignedClient(HttpClientInternal client, Duration idle) {
    this.client = client;
    this.idle = idle;
  }

  /** A client that gives up when nothing moves for 30 seconds. */
  public static PresignedClient create(Vertx vertx) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setTracingPolicy(TracingPolicy.IGNORE)
            .setMetricsName("saigon-presigned");
    return new PresignedClient(
        RestClient.internal(vertx.createHttpClient(options)), Duration.ofSeconds(30));
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
    return upload(to, body.length(), request -> request.end(body));
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
    return upload(to, length, pipe::to).onFailure(e -> pipe.close());
  }

  /** Uploads a file. */
  public Future<Void> upload(PresignedRequest to, Path file) {
    FileSystem files = client.vertx().fileSystem();
    String name = file.toString();
    OpenOptions reading = new OpenOptions().setWrite(false).setCreate(false);
    return files
        .props(name)
        .compose(
            props ->
                files
                    .open(name, reading)
                    .compose(open -> upload(to, open, props.size()).eventually(() -> close(open))));
  }

  /** Downloads into a stream, which is ended when all of it came, and left open if not. */
  public Future<Void> download(PresignedRequest from, WriteStream<Buffer> to) {
    RestRequest request = request(from);
    return send(request, HttpClientRequest::end)
        .compose(answer -> answer.pipe().endOnFailure(false).to(to))
        .recover(e -> Future.failedFuture(failure(request, e)));
  }

  /** Downloads to a file, whole or not at all, in place of one that is there. */
  public Future<Void> download(PresignedRequest from, Path file) {
    FileSystem files = client.vertx().fileSystem();
    String part = file + "." + UUID.randomUUID() + ".part";
    CopyOptions replacing = new CopyOptions().setReplaceExisting(true);
    return files
        .open(part, new OpenOptions().setCreateNew(true).setRead(false))
        .compose(open -> download(from, open).eventually(() -> close(open)))
        .compose(done -> files.move(part, file.toString(), replacing))
        .recover(e -> files.delete(part).transform(deleted -> Future.failedFuture(e)));
  }

  private Future<Void> upload(
      PresignedRequest to, long length, Function<HttpClientRequest, Future<Void>> body) {
    RestRequest request =
        request(to).withHeader(HttpHeaders.CONTENT_LENGTH.toString(), Long.toString(length));
    return send(request, body)
        .compose(answer -> answer.resume().end())
        .recover(e -> Future.failedFuture(failure(request, e)));
  }

  /** Completes with an answer of status 2xx, whose body is still to come. */
  private Future<HttpClientResponse> send(
      RestRequest request, Function<HttpClientRequest, Future<Void>> body) {
    RequestOptions options =
        Transmission.options(request, idle.toMillis(), null).setIdleTimeout(idle.toMillis());
    return client
        .request(options)
        .compose(
            made -> {
              Future<HttpClientResponse> head = made.response().map(HttpClientResponse::pause);
              body.apply(made).onFailure(e -> made.reset(0, e));
              return head;
            })
        .compose(answer -> checked(request, answer));
  }

  private static Future<HttpClientResponse> checked(
      RestRequest request, HttpClientResponse answer) {
    int status = answer.statusCode();
    if (status >= 200 && status < 300) {
      return Future.succeededFuture(answer);
    }
    String message = answer.statusMessage() == null ? "" : answer.statusMessage();
    return BoundedBody.read(answer.pipe(), null, Transmission.KEPT_OF_ERRORS)
        .otherwise(Buffer.buffer())
        .map(
            body -> {
              throw RestAnswers.status(
                  request, new RestResponse(status, message, answer.headers(), body), null);
            });
  }

  private static RestRequest request(PresignedRequest presigned) {
    MultiMap headers = HttpHeaders.headers().addAll(presigned.headers());
    return new RestRequest(presigned.method(), presigned.uri(), headers, Buffer.buffer());
  }

  private Throwable failure(RestRequest request, Throwable cause) {
    return RestAnswers.isTransport(cause)
        ? RestAnswers.failure(request, cause, idle.toMillis())
        : cause;
  }

  private static Future<Void> close(AsyncFile file) {
    // A pipe that came to its end has closed it already.
    return file.close().otherwiseEmpty();
  }
}
