package io.saigon.aws;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;

/** An answer of Vert.x's HTTP client. Its chunks are copies, which nobody has to give back. */
record VertxSource(HttpClientResponse response) implements ResponseBody.Source {
  private static final int AHEAD = 16;

  static ResponseBody body(
      ContextInternal context, StallTimer stall, Exchange exchange, HttpClientResponse response) {
    ResponseBody body =
        new ResponseBody(
            context,
            stall,
            exchange,
            new VertxSource(response),
            response.getHeader(HttpHeaders.CONTENT_LENGTH));
    response.exceptionHandler(exchange::broken);
    response.endHandler(ignored -> body.ended());
    response.handler(chunk -> body.received(((BufferInternal) chunk).getByteBuf().nioBuffer()));
    return body;
  }

  @Override
  public int ahead() {
    return AHEAD;
  }

  @Override
  public void fetch(long chunks) {
    response.fetch(chunks);
  }

  @Override
  public void resume() {
    response.resume();
  }

  @Override
  public void drop(ByteBuffer chunk) {}
}
