package io.saigon.benchmarks.secrets;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.lambda.powertools.parameters.cache.CacheManager;
import software.amazon.lambda.powertools.parameters.secrets.SecretsProvider;
import software.amazon.lambda.powertools.parameters.transform.Transformer;

/** A typed secret that is in the cache already. The store behind every cache is memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class CachedSecrets {
  private static final String JSON =
      "{\"host\":\"db.internal\",\"port\":5432,\"username\":\"app\",\"password\":\"s3cret-Pa55\"}";

  /** A model of a usual secret. */
  public record Login(String host, int port, String username, String password) {}

  /** The number of secrets that are read in turn; 1 or a power of ten. */
  @Param({"1", "10000"})
  public int keys = 1;

  private final Vertx vertx = Vertx.vertx();
  private final SecretVault vault =
      SecretVault.create(
          vertx, "memory", id -> Future.succeededFuture(SecretValue.ofText(id, JSON, "1")));
  private final Map<String, Future<Login>> map = new ConcurrentHashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final SecretsManagerClient client = inMemory();
  private final SecretCache secretCache = new SecretCache(client);
  private final SecretsProvider powertools =
      SecretsProvider.builder().withClient(client).withCacheManager(forMinutes()).build();
  private final AsyncLoadingCache<String, Login> caffeine =
      Caffeine.newBuilder()
          .expireAfterWrite(Duration.ofMinutes(5))
          .buildAsync(key -> mapper.readValue(JSON, Login.class));
  private String[] names = {};
  private int next;

  private static CacheManager forMinutes() {
    CacheManager cache = new CacheManager();
    cache.setDefaultExpirationTime(Duration.ofMinutes(5));
    return cache;
  }

  private static SecretsManagerClient inMemory() {
    return (SecretsManagerClient)
        Proxy.newProxyInstance(
            SecretsManagerClient.class.getClassLoader(),
            new Class<?>[] {SecretsManagerClient.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getSecretValue" ->
                      GetSecretValueResponse.builder().secretString(JSON).versionId("1").build();
                  case "describeSecret" ->
                      DescribeSecretResponse.builder()
                          .versionIdsToStages(Map.of("1", List.of("AWSCURRENT")))
                          .build();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** Fills every cache. */
  @Setup
  public void setUp() throws JsonProcessingException, TimeoutException {
    names = new String[keys];
    for (int i = 0; i < keys; i++) {
      names[i] = "orders/db-" + i;
      map.put(names[i], Future.succeededFuture(mapper.readValue(JSON, Login.class)));
      vault.secret(Login.class, names[i]).await(10, TimeUnit.SECONDS);
    }
  }

  /** Ends the event loops. */
  @TearDown
  public void tearDown() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private String name() {
    int i = next + 1;
    next = i == names.length ? 0 : i;
    return names[next];
  }

  /** A lookup of a completed future. */
  @Benchmark
  public Login limit() {
    return Objects.requireNonNull(map.get(name())).result();
  }

  /** saigon's vault. */
  @Benchmark
  public Login saigon() {
    return vault.secret(Login.class, name()).result();
  }

  /** Caffeine's asynchronous cache. */
  @Benchmark
  public Login caffeine() {
    return caffeine.get(name()).join();
  }

  /** AWS's cache, which keeps text. */
  @Benchmark
  public Login awsSecretsManagerCaching() throws JsonProcessingException {
    return mapper.readValue(secretCache.getSecretString(name()), Login.class);
  }

  /** Powertools for AWS Lambda. */
  @Benchmark
  public Login powertools() {
    return powertools.withTransformation(Transformer.json).get(name(), Login.class);
  }
}
