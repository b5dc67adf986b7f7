package io.saigon.storage.testing;

import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.Await;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends the answers of a script, one for each request, such as no real storage would send. */
public final class ScriptedS3 {
  private final boolean tls;
  private final HttpServer server;
  private final Queue<Handler<HttpServerRequest>> script = new ConcurrentLinkedQueue<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final List<String> conditions = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<MultiMap> headers = new CopyOnWriteArrayList<>();

  /** Over TLS, as S3 is. */
  public ScriptedS3(Vertx vertx) {
    this(vertx, true);
  }

  public ScriptedS3(Vertx vertx, boolean tls) {
    this.tls = tls;
    server = vertx.createHttpServer(TestTls.server(tls)).requestHandler(this::answer);
    Await.await(server.listen(0, "localhost"));
  }

  public SaigonOptions options() {
    return TestTls.client(tls, server.actualPort());
  }

  /** Requested ranges, empty for none. */
  public List<String> ranges() {
    return ranges;
  }

  /** Methods and URIs of the requests. */
  public List<String> requests() {
    return requests;
  }

  /** Headers of the request with that number, from 0. */
  public MultiMap headers(int request) {
    return headers.get(request);
  }

  public List<String> conditions() {
    return conditions;
  }

  public ScriptedS3 then(Handler<HttpServerRequest> answer) {
    script.add(answer);
    return this;
  }

  private void answer(HttpServerRequest request) {
    requests.add(request.method() + " " + request.uri());
    headers.add(request.headers());
    String range = request.getHeader("Range");
    ranges.add(range == null ? "" : range);
    String condition = request.getHeader("If-Match");
    conditions.add(condition == null ? "" : condition);
    Handler<HttpServerRequest> next = script.poll();
    if (next == null) {
      request.response().setStatusCode(501).end();
    } else {
      request.endHandler(end -> next.handle(request));
    }
  }

  /** The whole object, whatever range is requested. */
  public static Handler<HttpServerRequest> whole(byte[] object, String eTag) {
    return request -> head(request, object, 0, eTag).end(Buffer.buffer(object));
  }

  /** The requested range. */
  public static Handler<HttpServerRequest> rest(byte[] object, String eTag) {
    return request -> {
      int from = from(request);
      head(request, object, from, eTag).end(Buffer.buffer(object).slice(from, object.length));
    };
  }

  /** The requested range, of either kind. */
  public static Handler<HttpServerRequest> range(byte[] object, String eTag) {
    return request -> {
      String[] range = request.getHeader("Range").replace("bytes=", "").split("-", -1);
      boolean suffix = range[0].isEmpty();
      int from =
          suffix
              ? Math.max(0, object.length - Integer.parseInt(range[1]))
              : Integer.parseInt(range[0]);
      int to = suffix || range[1].isEmpty() ? object.length - 1 : Integer.parseInt(range[1]);
      request
          .response()
          .setStatusCode(206)
          .putHeader("ETag", eTag)
          .putHeader("Content-Range", "bytes %d-%d/%d".formatted(from, to, object.length))
          .end(Buffer.buffer(object).slice(from, to + 1));
    };
  }

  /** Announces the requested range, sends some bytes of it and closes the connection. */
  public static Handler<HttpServerRequest> breakingOff(byte[] object, int after, String eTag) {
    return request -> {
      int from = from(request);
      head(request, object, from, eTag)
          .write(Buffer.buffer(object).slice(from, from + after))
          .onComplete(written -> request.connection().close());
    };
  }

  private static int from(HttpServerRequest request) {
    String range = request.getHeader("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
  }

  /**
   * Begins an answer that never ends.
   *
   * @param bytes sent of the object; with 0 not even the head is
   * @param arrived called for each request
   */
  public static Handler<HttpServerRequest> stalling(int bytes, Runnable arrived) {
    return request -> {
      if (bytes > 0) {
        request
            .response()
            .putHeader("Content-Length", "10000000")
            .putHeader("ETag", "\"tag\"")
            .write(Buffer.buffer(new byte[bytes]));
      }
      arrived.run();
    };
  }

  public static Handler<HttpServerRequest> xml(String body) {
    return request -> request.response().putHeader("Content-Type", "application/xml").end(body);
  }

  public static Handler<HttpServerRequest> error(int status, String code) {
    return request ->
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/xml")
            .end("<Error><Code>" + code + "</Code><Message>Said so.</Message></Error>");
  }

  private static HttpServerResponse head(
      HttpServerRequest request, byte[] object, int from, String eTag) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("Content-Length", String.valueOf(object.length - from))
            .putHeader("ETag", eTag);
    return from == 0
        ? response
        : response
            .setStatusCode(206)
            .putHeader(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, object.length - 1, object.length));
  }

  public void close() {
    Await.await(server.close());
  }
}
