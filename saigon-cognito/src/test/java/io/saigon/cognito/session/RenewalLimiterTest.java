package io.saigon.cognito.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ThrottledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalLimiterTest {
  private final RenewalLimiter limit = new RenewalLimiter();
  private final Deque<Promise<String>> started = new ArrayDeque<>();
  private final List<Future<String>> callers = new ArrayList<>();

  @Test
  void noMoreThanTheLimitAreUnderWayAndTheRestFollowsInOrder() {
    call(20);
    assertThat(started).hasSize(RenewalLimiter.MAX_CONCURRENT);
    started.remove().complete("done");
    assertThat(started).hasSize(RenewalLimiter.MAX_CONCURRENT);
    while (!started.isEmpty()) {
      started.remove().complete("done");
    }
    assertThat(callers).allMatch(Future::succeeded);
  }

  @Test
  void aRenewalIsRefusedAtOnceWhenTheQueueIsFull() {
    call(RenewalLimiter.MAX_CONCURRENT + RenewalLimiter.MAX_QUEUED);
    assertThat(callers).noneMatch(Future::isComplete);
    call(1);
    assertThat(callers.get(callers.size() - 1).cause())
        .isInstanceOf(ThrottledException.class)
        .hasMessageContaining("1000 sessions wait");
  }

  @Test
  void asManyFailuresInARowAsTheLimitFailTheQueuedOnes() {
    call(RenewalLimiter.MAX_CONCURRENT * 2 + 5);
    for (int i = 1; i < RenewalLimiter.MAX_CONCURRENT; i++) {
      started.remove().fail("away " + i);
    }
    Future<String> last = callers.get(callers.size() - 1);
    assertThat(last.isComplete()).isFalse();
    started.remove().fail("away for good");
    assertThat(last.cause()).hasMessage("away for good");
    assertThat(started).as("those that run").hasSize(RenewalLimiter.MAX_CONCURRENT - 1);

    started.remove().complete("back");
    call(RenewalLimiter.MAX_CONCURRENT * 2);
    started.remove().fail("away once");
    assertThat(callers.get(callers.size() - 1).isComplete()).isFalse();
  }

  @Test
  void aRefusedUserDoesNotCountAsAFailureOfTheService() {
    call(RenewalLimiter.MAX_CONCURRENT * 3);
    for (int i = 0; i < RenewalLimiter.MAX_CONCURRENT * 2; i++) {
      started
          .remove()
          .fail(AuthenticationException.refusal(Reason.SESSION_EXPIRED, "revoked; log in again"));
    }
    assertThat(callers.get(callers.size() - 1).isComplete()).isFalse();
  }

  @Test
  void renewalsThatFailAtOnceDoNotNest() {
    List<Future<String>> failing = new ArrayList<>();
    call(RenewalLimiter.MAX_CONCURRENT);
    for (int i = 0; i < RenewalLimiter.MAX_QUEUED; i++) {
      failing.add(
          limit.run(
              () -> {
                throw AuthenticationException.refusal(Reason.SESSION_EXPIRED, "at once");
              }));
    }
    started.remove().complete("done");
    assertThat(failing)
        .allSatisfy(call -> assertThat(call.cause()).isInstanceOf(AuthenticationException.class));
  }

  private void call(int times) {
    for (int i = 0; i < times; i++) {
      callers.add(
          limit.run(
              () -> {
                Promise<String> promise = Promise.promise();
                started.add(promise);
                return promise.future();
              }));
    }
  }
}
