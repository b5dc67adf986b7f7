package io.saigon.storage.testing;

import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.Await;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends one object: the whole of it slowly, as a distant storage would, and ranges fast. */
public final class PacedS3 {
  public static final String TAG = "\"0a1b-2\"";
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final int CHUNK = 64 << 10;

  private final Vertx vertx;
  private final boolean tls;
  private final HttpServer server;
  private final Buffer object;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final List<String> conditions = new CopyOnWriteArrayList<>();
  // Answers a request for a range; may be changed.
  public volatile Consumer<HttpServerRequest> ranged = this::range;
  public volatile Consumer<HttpServerResponse> head = response -> {};
  public volatile boolean slow = true;

  public PacedS3(Vertx vertx, boolean tls, byte[] object) {
    this.tls = tls;
    this.vertx = vertx;
    this.object = Buffer.buffer(object);
    server = vertx.createHttpServer(TestTls.server(tls)).requestHandler(this::answer);
    Await.await(server.listen(0, "localhost"));
  }

  public SaigonOptions options() {
    return TestTls.client(tls, server.actualPort());
  }

  public List<String> ranges() {
    return ranges;
  }

  public List<String> conditions() {
    return conditions;
  }

  private void answer(HttpServerRequest request) {
    String range = request.getHeader("Range");
    if (range == null) {
      whole(request);
    } else {
      ranges.add(range);
      conditions.add(String.valueOf(request.getHeader("If-Match")));
      ranged.accept(request);
    }
  }

  public void whole(HttpServerRequest request) {
    HttpServerResponse response = head(request, object.length());
    if (slow) {
      send(response, 0);
    } else {
      response.end(object);
    }
  }

  public void range(HttpServerRequest request) {
    Buffer part = part(request);
    head(request, part.length()).end(part);
  }

  public void brokenRange(HttpServerRequest request) {
    Buffer part = part(request);
    head(request, part.length())
        .write(part.slice(0, part.length() / 2))
        .onComplete(written -> request.connection().close());
    ranged = this::range;
  }

  private Buffer part(HttpServerRequest request) {
    Matcher range = RANGE.matcher(request.getHeader("Range"));
    if (!range.matches()) {
      throw new IllegalArgumentException("No such range");
    }
    int from = Integer.parseInt(range.group(1));
    int to = range.group(2).isEmpty() ? object.length() - 1 : Integer.parseInt(range.group(2));
    request
        .response()
        .setStatusCode(206)
        .putHeader("Content-Range", "bytes %d-%d/%d".formatted(from, to, object.length()));
    return object.slice(from, to + 1);
  }

  private HttpServerResponse head(HttpServerRequest request, int length) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("Accept-Ranges", "bytes")
            .putHeader("ETag", TAG)
            .putHeader("Content-Length", String.valueOf(length));
    head.accept(response);
    return response;
  }

  private void send(HttpServerResponse response, int from) {
    if (response.closed()) {
      return;
    }
    int to = Math.min(object.length(), from + CHUNK);
    if (from == to) {
      response.end();
      return;
    }
    response.write(object.slice(from, to));
    vertx.setTimer(1, timer -> send(response, to));
  }

  public void close() {
    Await.await(server.close());
  }
}
