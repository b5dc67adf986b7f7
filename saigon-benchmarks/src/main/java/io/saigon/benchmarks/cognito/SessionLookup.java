package io.saigon.benchmarks.cognito;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The valid credentials of one of many users, from two threads. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@Threads(2)
public class SessionLookup {
  private static final String PASSWORD = "Benchmark-Pass-1";
  private static final int USERS = 64;

  /** The next user of a thread. */
  @State(Scope.Thread)
  public static class Turn {
    private int next;

    UUID of(List<UUID> users) {
      next = (next + 1) % users.size();
      return users.get(next);
    }
  }

  private final Vertx vertx = Vertx.vertx();
  private final LocalAws aws = await(LocalAws.start(vertx));
  private final Saigon saigon = Saigon.create(vertx, aws.saigonOptions());
  private final CognitoClient cognito =
      saigon.cognito(aws.userPool().clientConfig().withLoginFlow(LoginFlow.PASSWORD));
  private final CognitoSessions sessions = cognito.sessions(USERS);
  private final Map<UUID, Future<AwsCredentials>> known = new ConcurrentHashMap<>();
  private final List<UUID> users = new ArrayList<>();

  /** Logs all users in. */
  @Setup
  public void logIn() {
    for (int i = 0; i < USERS; i++) {
      aws.userPool().createUser("user-" + i, PASSWORD);
      CognitoSession session =
          await(cognito.openSession(LoginRequest.of("user-" + i, PASSWORD)).map(sessions::add));
      users.add(session.userId());
      known.put(session.userId(), Future.succeededFuture(await(session.credentials())));
    }
  }

  /** Stops the local AWS. */
  @TearDown
  public void stop() {
    await(saigon.close());
    await(aws.stop());
    await(vertx.close());
  }

  /** A map of futures. */
  @Benchmark
  public AwsCredentials limit(Turn turn) {
    return Objects.requireNonNull(known.get(turn.of(users))).result();
  }

  /** saigon's registry and session. */
  @Benchmark
  public AwsCredentials saigon(Turn turn) {
    return sessions.find(turn.of(users)).orElseThrow().credentials().result();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }
}
