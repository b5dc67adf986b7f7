package io.saigon.benchmarks.secrets;

import io.saigon.api.observability.Observability;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A cached secret, the most frequent of measured calls, without and with a listener. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class MeasuredSecrets {
  private static final String KEY = "orders/db";

  private final Vertx silent = Vertx.vertx();
  private final Vertx observed = Vertx.vertx();
  private final Map<String, Future<String>> map = new ConcurrentHashMap<>();
  private final LongAdder measurements = new LongAdder();
  private final SecretVault vault = vault(silent);
  private SecretVault observedVault = vault;

  private static SecretVault vault(Vertx vertx) {
    return SecretVault.create(
        vertx, "memory", id -> Future.succeededFuture(SecretValue.ofText(id, "text", "1")));
  }

  /** Fills the caches. */
  @Setup
  public void setUp() throws TimeoutException {
    Observability.of(observed).add(measurement -> measurements.increment());
    observedVault = vault(observed);
    map.put(KEY, Future.succeededFuture("text"));
    vault.secretString(KEY).await(10, TimeUnit.SECONDS);
    observedVault.secretString(KEY).await(10, TimeUnit.SECONDS);
  }

  /** Ends the event loops. */
  @TearDown
  public void tearDown() throws TimeoutException {
    silent.close().await(10, TimeUnit.SECONDS);
    observed.close().await(10, TimeUnit.SECONDS);
  }

  /** A lookup of a completed future. */
  @Benchmark
  public String limit() {
    return Objects.requireNonNull(map.get(KEY)).result();
  }

  /** Nobody listens. */
  @Benchmark
  public String saigon() {
    return vault.secretString(KEY).result();
  }

  /** A listener counts. */
  @Benchmark
  public String withListener() {
    return observedVault.secretString(KEY).result();
  }
}
