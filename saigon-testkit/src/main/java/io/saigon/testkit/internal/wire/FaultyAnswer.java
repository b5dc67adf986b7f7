package io.saigon.testkit.internal.wire;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import java.util.function.Consumer;

/** Applies a fault to a request, and returns whether it is to be answered nevertheless. */
public final class FaultyAnswer {
  private FaultyAnswer() {}

  /**
   * Applies the next fault, if there is one.
   *
   * @param proceed answers the request as it should be
   * @param refuse answers with an error in the service's protocol
   */
  public static void run(
      Vertx vertx,
      HttpServerRequest request,
      Optional<Fault> fault,
      AwsError throttled,
      Runnable proceed,
      Consumer<AwsError> refuse) {
    Fault met = fault.orElse(null);
    if (met instanceof Fault.Latency latency) {
      vertx.setTimer(latency.by().toMillis(), timer -> Guarded.run(request, refuse, proceed));
    } else if (met instanceof Fault.Throttling throttling) {
      if (throttling.retryAfter() != null) {
        request
            .response()
            .putHeader("Retry-After", String.valueOf(throttling.retryAfter().toSeconds()));
      }
      refuse.accept(throttled);
    } else if (met instanceof Fault.ServiceError error) {
      refuse.accept(new AwsError(error.status(), error.code(), "A fault was asked for"));
    } else if (met instanceof Fault.Disconnect) {
      request.connection().close();
    } else if (met instanceof Fault.Reset) {
      reset(request);
    } else if (met instanceof Fault.Garbage) {
      garbage(request);
    } else if (!(met instanceof Fault.Stall)) {
      Guarded.run(request, refuse, proceed);
    }
  }

  private static void garbage(HttpServerRequest request) {
    request
        .response()
        .putHeader("Content-Type", "text/html")
        .end("<html><body>Welcome. Please log in.</body></html>");
    // A client that is still sending must finish first, or it never reads the answer.
    if (!request.isEnded()) {
      request.handler(rest -> {}).resume();
    }
  }

  /**
   * An RST instead of a FIN: lingering is off for this connection alone. Closing from the first
   * handler's context bypasses the others, of which TLS would send a close_notify first.
   */
  private static void reset(HttpServerRequest request) {
    Channel channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    var unused = channel.pipeline().firstContext().close();
  }

  /** Sends a body, or but half of it. */
  public static void end(HttpServerRequest request, Buffer body, boolean truncated) {
    HttpServerResponse response = request.response();
    if (!truncated) {
      response.end(body);
      return;
    }
    response.putHeader("Content-Length", String.valueOf(Math.max(2, body.length())));
    response
        .write(body.getBuffer(0, body.length() / 2))
        .onComplete(written -> request.connection().close());
  }
}
