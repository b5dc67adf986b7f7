package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

@Timeout(30)
class CachedCredentialsTest {
  private static final class TestClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneId.of("UTC");
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final TestClock clock = new TestClock();
  private final AtomicInteger loads = new AtomicInteger();
  private volatile Supplier<Future<AwsCredentialsIdentity>> next = () -> hours(1);

  @AfterEach
  void stop() throws Exception {
    Await.join(vertx.close());
  }

  private CachedCredentials cache(double random) {
    return new CachedCredentials(
        vertx,
        "chain",
        () -> {
          loads.incrementAndGet();
          return next.get();
        },
        clock,
        () -> random);
  }

  private Future<AwsCredentialsIdentity> hours(int hours) {
    return lasting(Duration.ofHours(hours));
  }

  private Future<AwsCredentialsIdentity> lasting(Duration life) {
    return Future.succeededFuture(
        Keys.of("test", "AKID" + loads.get(), "S", "T", null, clock.instant().plus(life)));
  }

  private static String id(Future<AwsCredentialsIdentity> identity) throws Exception {
    return Await.join(identity).accessKeyId();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void manyCallersShareOneLoadOnAContextOfItsOwn() throws Exception {
    Promise<AwsCredentialsIdentity> late = Promise.promise();
    Set<Context> contexts = ConcurrentHashMap.newKeySet();
    next =
        () -> {
          contexts.add(vertx.getOrCreateContext());
          return late.future();
        };
    CachedCredentials cache = cache(0);
    List<Future<AwsCredentialsIdentity>> callers = new ArrayList<>();
    Promise<Context> caller = Promise.promise();
    vertx.runOnContext(go -> caller.complete(vertx.getOrCreateContext()));
    for (int i = 0; i < 10; i++) {
      callers.add(cache.current());
    }
    hours(1).onComplete(late);
    for (Future<AwsCredentialsIdentity> one : callers) {
      assertThat(id(one)).startsWith("AKID");
    }
    assertThat(cache.current().isComplete()).isTrue();
    assertThat(loads).hasValue(1);
    assertThat(contexts).hasSize(1).doesNotContain(Await.join(caller.future()));
    assertThat(contexts.iterator().next().isEventLoopContext()).isTrue();
  }

  @Test
  void credentialsAreRenewedAheadOfExpiryWhileTheKnownOnesServe() throws Exception {
    CachedCredentials cache = cache(0);
    assertThat(id(cache.current())).isEqualTo("AKID1");
    clock.pass(Duration.ofMinutes(44));
    assertThat(id(cache.current())).isEqualTo("AKID1");
    assertThat(loads).hasValue(1);
    clock.pass(Duration.ofMinutes(2));
    assertThat(id(cache.current())).isEqualTo("AKID1");
    await(() -> cache.current().result().accessKeyId().equals("AKID2"));
    assertThat(loads).hasValue(2);
  }

  @Test
  void manyThreadsRenewOnce() throws Exception {
    CachedCredentials cache = cache(0);
    for (int round = 1; round < 200; round++) {
      id(cache.current());
      assertThat(loads).hasValue(round);
      clock.pass(Duration.ofMinutes(50));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  for (int call = 0; call < 50; call++) {
                    cache.current();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join(20_000);
      }
      int renewed = round + 1;
      await(() -> loads.get() == renewed && !cache.isRenewing());
    }
  }

  @Test
  void theTimeOfRenewalDiffersByAtMostHalfOfItsLead() throws Exception {
    CachedCredentials late = cache(0.999);
    id(late.current());
    clock.pass(Duration.ofMinutes(52));
    late.current();
    assertThat(loads).hasValue(1);
    clock.pass(Duration.ofMinutes(1));
    late.current();
    await(() -> loads.get() == 2);
  }

  @Test
  void theReplacementOfExpiredCredentialsIsAwaited() throws Exception {
    CachedCredentials cache = cache(0);
    id(cache.current());
    clock.pass(Duration.ofMinutes(60).minusSeconds(20));
    assertThat(id(cache.current())).isEqualTo("AKID2");
  }

  @Test
  void theLastCredentialsServeUntilTheyExpireWhileRenewalsFailAndOneWarningIsLogged()
      throws Exception {
    List<LogRecord> logged = new ArrayList<>();
    Logger logger = Logger.getLogger(CachedCredentials.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public synchronized void publish(LogRecord entry) {
            logged.add(entry);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      CachedCredentials cache = cache(1);
      id(cache.current());
      next = () -> Future.failedFuture(new IllegalStateException("CANARY"));
      clock.pass(Duration.ofMinutes(55));
      for (int attempt = 2; attempt < 5; attempt++) {
        int expected = attempt;
        assertThat(id(cache.current())).isEqualTo("AKID1");
        await(() -> loads.get() == expected && cacheIsIdle(cache));
        // In the pause nothing is tried.
        cache.current();
        assertThat(loads).hasValue(expected);
        clock.pass(Duration.ofSeconds(61));
      }
      assertThat(logged).hasSize(1);
      assertThat(logged.get(0).getLevel().getName()).isEqualTo("WARNING");
      assertThat(logged.toString() + logged.get(0).getMessage()).doesNotContain("CANARY");
      clock.pass(Duration.ofMinutes(5));
      assertThat(Await.failure(cache.current())).hasMessage("CANARY");
      next = () -> hours(1);
      assertThat(id(cache.current())).isEqualTo("AKID" + loads.get());
    } finally {
      logger.removeHandler(handler);
    }
  }

  /** The pause after a failure is set before the load is over. */
  private static boolean cacheIsIdle(CachedCredentials cache) {
    return !cache.isRenewing();
  }

  @Test
  void credentialsWithoutExpiryAreReloadedAfterAMinute() throws Exception {
    next = () -> Future.succeededFuture(Keys.of("t", "AKID" + loads.get(), "S", null, null, null));
    CachedCredentials cache = cache(0);
    id(cache.current());
    clock.pass(Duration.ofSeconds(59));
    cache.current();
    assertThat(loads).hasValue(1);
    clock.pass(Duration.ofSeconds(2));
    assertThat(id(cache.current())).isEqualTo("AKID1");
    await(() -> cache.current().result().accessKeyId().equals("AKID2"));
  }

  @Test
  void credentialsThatArriveExpiredAreUsedForAWhile() throws Exception {
    next = () -> lasting(Duration.ofHours(-1));
    CachedCredentials cache = cache(0);
    assertThat(id(cache.current())).isEqualTo("AKID1");
    assertThat(id(cache.current())).isEqualTo("AKID1");
    assertThat(loads).hasValue(1);
    clock.pass(Duration.ofMinutes(6));
    assertThat(id(cache.current())).isEqualTo("AKID2");
  }

  @Test
  void aFailureIsNotCached() throws Exception {
    next = () -> Future.failedFuture("first");
    CachedCredentials cache = cache(0);
    assertThat(Await.failure(cache.current())).hasMessage("first");
    next =
        () -> {
          throw new IllegalStateException("second");
        };
    assertThat(Await.failure(cache.current())).hasMessage("second");
    next = () -> hours(1);
    assertThat(id(cache.current())).isEqualTo("AKID3");
  }

  @Test
  void refusedCredentialsAreReplacedUnlessOthersAreKnown() throws Exception {
    CachedCredentials cache = cache(0);
    id(cache.current());
    assertThat(id(cache.renewed("AKID1"))).isEqualTo("AKID2");
    assertThat(id(cache.renewed("AKID1"))).isEqualTo("AKID2");
    assertThat(loads).hasValue(2);
  }
}
