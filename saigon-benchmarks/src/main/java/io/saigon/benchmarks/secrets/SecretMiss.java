package io.saigon.benchmarks.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of decoding a secret that is not in the cache, beside Jackson alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class SecretMiss {
  private static final String JSON =
      "{\"host\":\"db.internal\",\"port\":5432,\"username\":\"app\",\"password\":\"s3cret-Pa55\"}";

  private final Vertx vertx = Vertx.vertx();
  private final SecretVault vault =
      SecretVault.create(
          vertx, "memory", id -> Future.succeededFuture(SecretValue.ofText(id, JSON, "1")));
  private final ObjectReader reader = new ObjectMapper().readerFor(CachedSecrets.Login.class);

  /** Jackson alone. */
  @Benchmark
  public CachedSecrets.Login limit() throws JsonProcessingException {
    return reader.readValue(JSON);
  }

  /** A whole miss: to the vault's event loop and back to a waiting thread, and strict decoding. */
  @Benchmark
  public CachedSecrets.Login saigon() throws TimeoutException {
    vault.invalidate("orders/db");
    return vault.secret(CachedSecrets.Login.class, "orders/db").await(10, TimeUnit.SECONDS);
  }

  /** Ends the event loops. */
  @TearDown
  public void tearDown() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }
}
