package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeTest {
  private final List<Promise<Boolean>> attempts = new ArrayList<>();
  private final List<Runnable> pauses = new ArrayList<>();
  private final Probe probe = new Probe(Runnable::run, this::pause, this::attempt);

  private Runnable pause(Runnable task) {
    pauses.add(task);
    return () -> pauses.remove(task);
  }

  private Future<Boolean> attempt() {
    Promise<Boolean> attempt = Promise.promise();
    attempts.add(attempt);
    return attempt.future();
  }

  private Promise<Boolean> last() {
    return attempts.get(attempts.size() - 1);
  }

  private void endPause() {
    assertThat(pauses).hasSize(1);
    pauses.remove(0).run();
  }

  @Test
  void manyChangesCauseOneAttemptAndOnePause() {
    for (int i = 0; i < 10; i++) {
      probe.request();
    }
    assertThat(attempts).hasSize(1);
    last().complete(false);
    assertThat(attempts).as("once more, as changes came meanwhile").hasSize(2);
    last().complete(false);
    assertThat(pauses).hasSize(1);
    for (int i = 0; i < 10; i++) {
      probe.request();
      last().complete(false);
    }
    assertThat(pauses).hasSize(1);
    endPause();
    assertThat(attempts).hasSize(13);
  }

  @Test
  void anAttemptThatFailedToReadTheSecretIsRepeated() {
    probe.request();
    last().fail("the vault is down");
    endPause();
    last().fail("the vault is down");
    endPause();
    last().complete(true);
    assertThat(attempts).hasSize(3);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anAttemptThatThrowsIsRepeated() {
    Probe thrower =
        new Probe(
            Runnable::run,
            this::pause,
            () -> {
              throw new IllegalStateException("thrown");
            });
    thrower.request();
    assertThat(pauses).hasSize(1);
  }

  @Test
  void aChangeDuringAPauseIsTriedAtOnce() {
    probe.request();
    last().complete(false);
    probe.request();
    assertThat(pauses).isEmpty();
    assertThat(attempts).hasSize(2);
  }

  @Test
  void noAttemptIsMadeAfterTheClose() {
    probe.request();
    probe.close();
    last().complete(false);
    assertThat(pauses).isEmpty();
    probe.request();
    assertThat(attempts).hasSize(1);
  }

  @Test
  void thePauseEndsWithThePool() {
    probe.request();
    last().complete(false);
    probe.close();
    assertThat(pauses).isEmpty();
  }
}
