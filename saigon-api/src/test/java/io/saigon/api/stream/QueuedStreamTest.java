package io.saigon.api.stream;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedStreamTest {
  private static final class Numbers extends QueuedStream<Integer> {
    private int releases;

    Numbers(CallerContext context) {
      super(context);
    }

    @Override
    protected void more() {}

    @Override
    protected void released() {
      releases++;
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final CallerContext context = CallerContext.current(vertx);
  private final Numbers stream = new Numbers(context);
  private final List<Object> received = new CopyOnWriteArrayList<>();
  private final IllegalStateException failure = new IllegalStateException("broken");

  @AfterEach
  void stop() {
    get(vertx.close());
  }

  /** Waits for what was handed to the stream's context before. */
  private void settle() {
    Promise<Void> settled = Promise.promise();
    context.context().runOnContext(settled::complete);
    get(settled.future());
  }

  @Test
  void aFailureIsHandedOverOnce() {
    stream.exceptionHandler(received::add);
    stream.handler(received::add);
    stream.push(1);
    stream.end(failure);
    stream.exceptionHandler(again -> received.add("again"));
    stream.exceptionHandler(received::add);
    settle();
    assertThat(received).containsExactly(1, failure);
  }

  @Test
  void aFailureWaitsForAHandlerAndIsHandedOverOnce() {
    stream.end(failure);
    settle();
    stream.exceptionHandler(received::add);
    stream.exceptionHandler(received::add);
    settle();
    assertThat(received).containsExactly(failure);
  }

  @Test
  void aFailureAtOnceOvertakesWhatAPausedStreamHolds() {
    stream.pause();
    stream.exceptionHandler(received::add);
    stream.handler(received::add);
    stream.push(1);
    stream.fail(failure);
    stream.resume();
    stream.push(2);
    stream.end(null);
    settle();
    assertThat(received).containsExactly(failure);
    assertThat(stream.releases).isEqualTo(1);
  }

  @Test
  void aDroppedStreamCallsNoHandler() {
    stream.exceptionHandler(received::add);
    stream.endHandler(received::add);
    stream.pause();
    stream.handler(received::add);
    stream.push(1);
    stream.drop();
    stream.drop();
    stream.fail(failure);
    stream.resume();
    settle();
    assertThat(received).isEmpty();
    assertThat(stream.releases).isEqualTo(1);
  }
}
