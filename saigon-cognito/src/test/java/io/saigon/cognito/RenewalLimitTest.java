package io.saigon.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.ThrottledException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenewalLimitTest {
  private final RenewalLimit limit = new RenewalLimit();
  private final Deque<Promise<String>> started = new ArrayDeque<>();
  private final List<Future<String>> callers = new ArrayList<>();

  @Test
  void noMoreThanTheLimitAreUnderWayAndTheRestFollowsInOrder() {
    call(20);
    assertThat(started).hasSize(RenewalLimit.MOST_UNDER_WAY);
    started.remove().complete("done");
    assertThat(started).hasSize(RenewalLimit.MOST_UNDER_WAY);
    while (!started.isEmpty()) {
      started.remove().complete("done");
    }
    assertThat(callers).allMatch(Future::succeeded);
  }

  @Test
  void whoFindsTheQueueFullIsRefusedAtOnce() {
    call(RenewalLimit.MOST_UNDER_WAY + RenewalLimit.MOST_WAITING);
    assertThat(callers).noneMatch(Future::isComplete);
    call(1);
    assertThat(callers.get(callers.size() - 1).cause())
        .isInstanceOf(ThrottledException.class)
        .hasMessageContaining("1000 sessions wait");
  }

  @Test
  void asManyFailuresInARowAsTheLimitFailWhoWaits() {
    call(RenewalLimit.MOST_UNDER_WAY * 2 + 5);
    for (int i = 1; i < RenewalLimit.MOST_UNDER_WAY; i++) {
      started.remove().fail("away " + i);
    }
    Future<String> last = callers.get(callers.size() - 1);
    assertThat(last.isComplete()).isFalse();
    started.remove().fail("away for good");
    assertThat(last.cause()).hasMessage("away for good");

    started.remove().complete("back");
    call(RenewalLimit.MOST_UNDER_WAY * 2);
    started.remove().fail("away once");
    assertThat(callers.get(callers.size() - 1).isComplete()).isFalse();
  }

  @Test
  void aUsersRefusalIsNoFailureOfTheService() {
    call(RenewalLimit.MOST_UNDER_WAY * 3);
    for (int i = 0; i < RenewalLimit.MOST_UNDER_WAY * 2; i++) {
      started
          .remove()
          .fail(AuthenticationException.refusal(Reason.SESSION_EXPIRED, "revoked; log in again"));
    }
    assertThat(callers.get(callers.size() - 1).isComplete()).isFalse();
  }

  @Test
  void renewalsThatFailAtOnceDoNotNest() {
    List<Future<String>> failing = new ArrayList<>();
    call(RenewalLimit.MOST_UNDER_WAY);
    for (int i = 0; i < RenewalLimit.MOST_WAITING; i++) {
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
