package io.saigon.aws;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackExchangeTest {
  @Test
  void itIsMadeOnceAndLeavesNoThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Future<Void> exchange = LoopbackExchange.make();
    exchange.await(30, SECONDS);
    assertThat(LoopbackExchange.make()).isSameAs(exchange);

    Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
    left.removeAll(before);
    left.removeIf(thread -> !thread.getName().startsWith("vert.x-"));
    for (Thread thread : left) {
      thread.join(SECONDS.toMillis(30));
    }
    assertThat(left).noneMatch(Thread::isAlive);
  }
}
