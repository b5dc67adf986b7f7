package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.content.Content;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sends a reply; a content is read part by part, as the client takes it. */
final class Sender {
  private static final int PART = 1 << 18;

  private final WorkerExecutor workers;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Content content;
  private final Reply reply;
  private final boolean truncated;
  private final long end;
  private long at;

  private Sender(
      WorkerExecutor workers,
      HttpServerRequest request,
      Content content,
      Reply reply,
      boolean truncated) {
    this.workers = workers;
    this.request = request;
    response = request.response();
    this.content = content;
    this.reply = reply;
    this.truncated = truncated;
    at = reply.start();
    end = at + (truncated ? reply.length() / 2 : reply.length());
  }

  /**
   * Sends a reply, whose common headers are set already.
   *
   * @param truncated whether the connection is closed after half of the body
   */
  static void send(
      WorkerExecutor workers, HttpServerRequest request, Reply reply, boolean truncated) {
    HttpServerResponse response = request.response();
    response.setStatusCode(reply.status());
    reply.headers().forEach(response::putHeader);
    Content content = reply.content();
    boolean head = request.method().equals(HttpMethod.HEAD);
    if (truncated && (head || reply.status() == 204)) {
      // There is no half of a body that is empty.
      reply.release();
      request.connection().close();
    } else if (head || reply.status() == 204 || reply.status() == 304) {
      if (head && reply.status() != 304) {
        response.putHeader("Content-Length", String.valueOf(reply.length()));
      }
      reply.release();
      response.end();
    } else if (content == null) {
      FaultyAnswer.end(request, Buffer.buffer(reply.bytes()), truncated);
    } else {
      response.putHeader("Content-Length", String.valueOf(reply.length()));
      new Sender(workers, request, content, reply, truncated).next();
    }
  }

  private void next() {
    if (response.closed()) {
      reply.release();
      return;
    }
    if (at >= end) {
      finish();
      return;
    }
    int length = (int) Math.min(PART, end - at);
    read(length)
        .compose(
            part -> {
              at += part.length();
              return at >= end && !truncated ? response.end(part) : response.write(part);
            })
        .onSuccess(
            written -> {
              if (response.ended()) {
                reply.release();
              } else {
                next();
              }
            })
        .onFailure(
            failure -> {
              reply.release();
              request.connection().close();
            });
  }

  private Future<Buffer> read(int length) {
    long from = at;
    if (content.isOnHeap()) {
      try {
        return Future.succeededFuture(bytes(from, length));
      } catch (IOException e) {
        return Future.failedFuture(e);
      }
    }
    return workers.executeBlocking(() -> bytes(from, length), false);
  }

  private Buffer bytes(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    content.read(from, bytes);
    return Buffer.buffer(bytes.array());
  }

  private void finish() {
    reply.release();
    if (truncated) {
      request.connection().close();
    } else {
      response.end();
    }
  }
}
