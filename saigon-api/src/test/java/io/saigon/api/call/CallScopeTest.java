package io.saigon.api.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallScopeTest {
  private final CallScope scope = new CallScope();
  private final List<String> cancelled = new ArrayList<>();

  @Test
  void aScopeIsTheCurrentOneWhileItBeginsCallsAndNotAfterwards() {
    CallScope inner = new CallScope();

    List<CallScope> seen =
        scope.run(
            () -> {
              List<CallScope> found = new ArrayList<>();
              found.add(CallScope.current());
              found.add(inner.run(CallScope::current));
              found.add(CallScope.outside(CallScope::current));
              found.add(CallScope.current());
              return found;
            });

    assertThat(seen).containsExactly(scope, inner, null, scope);
    assertThat(CallScope.current()).isNull();
    assertThat(CallScope.<CallScope>outside(CallScope::current)).isNull();
    assertThat(CallScope.<CallScope>within(null, CallScope::current)).isNull();
  }

  @Test
  void cancellationReachesTheCallsThatAreUnderWay() {
    Promise<Void> ended = Promise.promise();
    scope.add(ended.future(), () -> cancel("ended"));
    scope.add(Promise.promise().future(), () -> cancel("under way"));
    ended.complete();

    assertThat(scope.cancel().succeeded()).isTrue();
    scope.cancel();

    assertThat(cancelled).containsExactly("under way");
  }

  @Test
  void aCallThatBeginsAfterTheCancellationIsCancelledAtOnce() {
    scope.cancel();

    scope.add(Promise.promise().future(), () -> cancel("late"));

    assertThat(cancelled).containsExactly("late");
  }

  @Test
  void theCancellationEndsWhenNothingIsLeftOfTheCalls() {
    Promise<Void> cleanedUp = Promise.promise();
    scope.add(Promise.promise().future(), cleanedUp::future);

    Future<Void> cancellation = scope.cancel();
    assertThat(cancellation.isComplete()).isFalse();
    cleanedUp.fail("disk is read-only");

    assertThat(cancellation.succeeded()).isTrue();
  }

  @Test
  void oneCancellationThatThrowsDoesNotKeepOthersFromBeingCalled() {
    scope.add(
        Promise.promise().future(),
        () -> {
          throw new IllegalStateException();
        });
    scope.add(Promise.promise().future(), () -> cancel("other"));

    assertThat(scope.cancel().succeeded()).isTrue();
    assertThat(cancelled).containsExactly("other");
  }

  private Future<?> cancel(String call) {
    cancelled.add(call);
    return Future.succeededFuture();
  }
}
