package io.saigon.testkit.internal.wire;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs parts of the handling of a request so that none of them leaves it open: what a part throws
 * is logged, and answered with status 500, or by the end of the connection if an answer has begun.
 */
public final class Guarded {
  private static final Logger LOG = LoggerFactory.getLogger(Guarded.class);

  private Guarded() {}

  /**
   * Runs a part on an event loop.
   *
   * @param refuse answers with an error in the service's protocol
   */
  public static void run(HttpServerRequest request, Consumer<AwsError> refuse, Runnable part) {
    try {
      part.run();
    } catch (Throwable failure) {
      end(request, refuse, failure);
    }
  }

  /**
   * Runs a part that reads a request.
   *
   * @param fail takes the answer to what it throws
   */
  public static void run(Consumer<AwsError> fail, Runnable part) {
    try {
      part.run();
    } catch (Throwable failure) {
      fail.accept(asError(failure));
    }
  }

  private static void end(HttpServerRequest request, Consumer<AwsError> refuse, Throwable failure) {
    AwsError error = asError(failure);
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    try {
      if (!response.headWritten()) {
        refuse.accept(error);
        return;
      }
    } catch (RuntimeException again) {
      LOG.warn("The local AWS could not say so", again);
    }
    request.connection().close();
  }

  /** Returns the answer to a failure, and logs one that is no error of AWS. */
  public static AwsError asError(Throwable failure) {
    if (failure instanceof AwsError error) {
      return error;
    }
    LOG.warn("The local AWS failed to answer a request", failure);
    return new AwsError(500, "InternalFailure", "The local AWS failed; its log says why");
  }
}
