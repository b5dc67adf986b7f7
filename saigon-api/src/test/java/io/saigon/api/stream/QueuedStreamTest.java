package io.saigon.api.stream;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueuedStreamTest {
  private static final class Numbers extends QueuedStream<Integer> {
    private int requests;
    private int abandonments;
    private int releases;

    Numbers(CallerContext context) {
      super(context);
    }

    @Override
    protected void more() {
      requests++;
    }

    @Override
    protected void abandoned() {
      abandonments++;
    }

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

  @Test
  void asManyItemsAreDeliveredAsWereFetched() {
    stream.pause();
    stream.handler(received::add);
    List.of(1, 2, 3, 4).forEach(stream::push);
    stream.fetch(1);
    settle();
    assertThat(received).containsExactly(1);
    stream.fetch(0);
    stream.fetch(2);
    settle();
    assertThat(received).containsExactly(1, 2, 3);
  }

  @Test
  void aResumedStreamDeliversAllUntilItIsPaused() {
    stream.pause();
    stream.handler(received::add);
    stream.fetch(Long.MAX_VALUE).fetch(1);
    List.of(1, 2, 3).forEach(stream::push);
    stream.pause();
    stream.push(4);
    settle();
    assertThat(received).containsExactly(1, 2, 3);
  }

  @Test
  void aNegativeAmountIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> stream.fetch(-1));
  }

  @Test
  void moreIsRequestedOnlyWhenAHandlerWaitsForAnItem() {
    stream.pause();
    stream.handler(received::add);
    settle();
    assertThat(stream.requests).as("while paused").isZero();
    stream.fetch(1);
    settle();
    assertThat(stream.requests).as("at the first demand").isEqualTo(1);
    stream.push(1);
    settle();
    assertThat(stream.requests).as("when the demand is met").isEqualTo(1);
    stream.push(2);
    stream.fetch(1);
    settle();
    assertThat(stream.requests).as("when an item was there").isEqualTo(1);
    stream.end(null);
    stream.resume();
    settle();
    assertThat(stream.requests).as("after the end").isEqualTo(1);
  }

  @Test
  void anItemThatArrivesWhileAnotherIsDeliveredComesAfterIt() {
    stream.handler(
        item -> {
          if (item == 1) {
            stream.push(2);
            received.add("during 1");
          }
          received.add(item);
        });
    stream.push(1);
    settle();
    assertThat(received).containsExactly("during 1", 1, 2);
  }

  @Test
  void theEndComesAfterTheLastItemAndOnlyWithDemand() {
    stream.pause();
    stream.handler(received::add);
    stream.endHandler(end -> received.add("end"));
    stream.push(1);
    stream.end(null);
    stream.fetch(1);
    settle();
    assertThat(received).containsExactly(1);
    assertThat(stream.releases).isZero();
    stream.fetch(1);
    settle();
    assertThat(received).containsExactly(1, "end");
    assertThat(stream.releases).isEqualTo(1);
  }

  @Test
  void aStreamWhoseHandlerIsTakenAwayIsAbandoned() {
    stream.handler(received::add);
    stream.handler(null);
    stream.push(1);
    settle();
    assertThat(received).isEmpty();
    assertThat(stream.abandonments).isEqualTo(1);
  }

  @Test
  void everySetterReturnsTheStream() {
    assertThat(List.of(stream.pause(), stream.resume(), stream.fetch(1))).containsOnly(stream);
    assertThat(
            List.of(stream.handler(null), stream.endHandler(null), stream.exceptionHandler(null)))
        .containsOnly(stream);
  }
}
