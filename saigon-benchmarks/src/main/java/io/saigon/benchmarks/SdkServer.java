package io.saigon.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;

/** Answers any POST with a secret, and any GET with an object, as fast as it can. */
final class SdkServer {
  static final int OBJECT = 64 * 1024 * 1024;
  private static final Buffer SECRET =
      Buffer.buffer(
          "{\"ARN\":\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-abcdef\","
              + "\"Name\":\"orders/db\",\"VersionId\":\"7c5ae4c0-36f2-4a5f-8b1e-b3f1f5f3d0a1\","
              + "\"SecretString\":\"{\\\"username\\\":\\\"ann\\\",\\\"password\\\":\\\"pass\\\"}\","
              + "\"VersionStages\":[\"AWSCURRENT\"],\"CreatedDate\":1.7E9}");
  private static final Buffer CHUNK = Buffer.buffer(new byte[256 * 1024]);

  private final HttpServer server;

  SdkServer(Vertx vertx) {
    server =
        vertx.createHttpServer().requestHandler(SdkServer::answer).listen(0, "127.0.0.1").await();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  private static void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (request.method().equals(HttpMethod.POST)) {
      response.putHeader("Content-Type", "application/x-amz-json-1.1").end(SECRET);
    } else {
      response
          .putHeader("ETag", "\"0123456789abcdef0123456789abcdef\"")
          .putHeader("Content-Length", String.valueOf(OBJECT));
      send(response, OBJECT);
    }
  }

  private static void send(HttpServerResponse response, int bytes) {
    int left = bytes;
    while (left > 0 && !response.writeQueueFull()) {
      response.write(CHUNK);
      left -= CHUNK.length();
    }
    int rest = left;
    if (rest > 0) {
      response.drainHandler(ready -> send(response, rest));
    } else {
      // Else it is called once more, after the end.
      response.drainHandler(null).end();
    }
  }
}
