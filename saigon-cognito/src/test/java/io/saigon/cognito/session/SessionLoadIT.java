package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.context.CallerContext;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.cognito.provider.AwsCognitoClient;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.ClosableService;
import io.saigon.cognito.service.ServiceIds;
import io.saigon.cognito.verify.JwksCache;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/**
 * Two hundred users and two thousand callers in each period of an hour; {@code sessions.periods}
 * sets how many periods.
 */
class SessionLoadIT {
  private static final int USERS = 200;
  private static final int CALLERS = 2000;
  private static final int PERIODS = Integer.getInteger("sessions.periods", 2);

  /** The result of one caller and the time of its call. */
  private record Outcome(
      UUID user,
      Instant calledAt,
      CognitoTokens tokens,
      IamCredentials credentials,
      boolean onIts) {}

  private static LocalCognito local;
  private static CountedCalls calls;
  private static CognitoIdentityProviderAsyncClient userPools;
  private static CognitoIdentityAsyncClient identityPools;
  private static List<Context> contexts;

  private CognitoSessions sessions;
  private List<UUID> users;
  private final Map<UUID, String> identities = new HashMap<>();
  private final Map<String, UUID> owners = new HashMap<>();

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    calls = new CountedCalls();
    VertxAws aws = VertxAws.of(local.saigon.context());
    userPools =
        aws.configure(
                CognitoIdentityProviderAsyncClient.builder()
                    .overrideConfiguration(o -> o.addExecutionInterceptor(calls)))
            .build();
    identityPools =
        aws.configure(
                CognitoIdentityAsyncClient.builder()
                    .overrideConfiguration(o -> o.addExecutionInterceptor(calls)))
            .build();
    contexts =
        IntStream.range(0, 8).mapToObj(i -> CallerContext.detached(local.vertx).context()).toList();
    for (int i = 0; i < USERS; i++) {
      local.aws.userPool().createUser("user-" + i, PASSWORD);
    }
  }

  @AfterAll
  static void stop() {
    userPools.close();
    identityPools.close();
    local.close();
  }

  @BeforeEach
  void logIn() {
    ClientLifetime lifetime = new ClientLifetime(local.vertx);
    CognitoClient client =
        new AwsCognitoClient(
            lifetime,
            local.config().withLoginFlow(LoginFlow.PASSWORD),
            new ClosableService<>(
                lifetime, AwsService.of(local.vertx, ServiceIds.USER_POOLS, userPools)),
            new ClosableService<>(
                lifetime, AwsService.of(local.vertx, ServiceIds.IDENTITY_POOLS, identityPools)),
            new JwksCache(
                local.config().userPoolId(),
                local.aws.clock(),
                () -> Future.failedFuture("no keys are needed")),
            local.aws.clock());
    sessions = client.sessions(USERS);
    List<Future<CognitoSession>> logins =
        IntStream.range(0, USERS)
            .mapToObj(
                i -> client.openSession(LoginRequest.of("user-" + i, PASSWORD)).map(sessions::add))
            .toList();
    await(Future.all(logins));
    users = logins.stream().map(login -> login.result().userId()).toList();
    await(Future.all(users.stream().map(user -> session(user).iamCredentials()).toList()));
    calls.reset();
  }

  @AfterEach
  void reset() {
    local.aws.faults().clear();
    local.aws.clock().reset();
  }

  /** Minute by minute, from before any renewal is due until all must have happened. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void renewedAheadOfExpiry(boolean faulty) {
    local.aws.clock().advance(Duration.ofMinutes(45));
    for (int period = faulty ? 1 : 0; period < PERIODS; period++) {
      injectFaults(faulty);
      int waves = 25;
      for (int wave = 0; wave < waves; wave++) {
        int first = wave * CALLERS / waves;
        check(call(IntStream.range(first, first + CALLERS / waves).map(i -> i % USERS).toArray()));
        until(calls::isIdle);
        local.aws.clock().advance(Duration.ofMinutes(1));
      }
      checkRenewals();
      local.aws.clock().advance(Duration.ofMinutes(25));
    }
  }

  /** Makes all calls at once, after everything has expired. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void renewedAfterExpiry(boolean faulty) {
    for (int period = 0; period < PERIODS; period++) {
      local.aws.clock().advance(Duration.ofHours(2));
      injectFaults(faulty);
      check(call(IntStream.range(0, CALLERS).map(i -> i % USERS).toArray()));
      checkRenewals();
    }
  }

  private static void injectFaults(boolean faulty) {
    if (faulty) {
      for (String target : List.of("cognito-idp.InitiateAuth", "cognito-identity")) {
        local.aws.faults().next(target, RenewalLimiter.MAX_CONCURRENT / 2, Fault.throttling());
        local.aws.faults().next(target, RenewalLimiter.MAX_CONCURRENT / 2, Fault.disconnect());
      }
    }
  }

  private CognitoSession session(UUID user) {
    return sessions.find(user).orElseThrow();
  }

  private List<Outcome> call(int[] indices) {
    List<Integer> shuffled = new ArrayList<>();
    IntStream.of(indices).forEach(shuffled::add);
    Collections.shuffle(shuffled, new Random(indices[0]));
    List<Future<Outcome>> callers = new ArrayList<>();
    for (int index : shuffled) {
      callers.add(call(users.get(index), contexts.get(callers.size() % contexts.size())));
    }
    await(Future.all(callers));
    return callers.stream().map(Future::result).toList();
  }

  private Future<Outcome> call(UUID user, Context context) {
    Promise<Outcome> outcome = Promise.promise();
    context.runOnContext(
        run -> {
          Instant calledAt = local.aws.clock().instant();
          CognitoSession session = session(user);
          Future<CognitoTokens> tokens = session.tokens();
          Future<IamCredentials> credentials = session.iamCredentials();
          Future.all(tokens, credentials)
              .map(
                  all ->
                      new Outcome(
                          user,
                          calledAt,
                          tokens.result(),
                          credentials.result(),
                          Vertx.currentContext() == context))
              .onComplete(outcome);
        });
    return outcome.future();
  }

  private void check(List<Outcome> all) {
    for (Outcome outcome : all) {
      assertThat(outcome.onIts()).isTrue();
      assertThat(outcome.tokens().userId()).isEqualTo(outcome.user());
      assertThat(outcome.tokens().expiration()).isAfter(outcome.calledAt());
      IamCredentials credentials = outcome.credentials();
      assertThat(credentials.credentials().expiration()).isAfter(outcome.calledAt());
      String known = identities.putIfAbsent(outcome.user(), credentials.identityId());
      assertThat(known).isIn(null, credentials.identityId());
      UUID owner = owners.putIfAbsent(credentials.credentials().accessKeyId(), outcome.user());
      assertThat(owner).isIn(null, outcome.user());
    }
    Set<String> distinct = new HashSet<>(identities.values());
    assertThat(distinct).hasSize(identities.size());
  }

  private void checkRenewals() {
    assertThat(identities).hasSize(USERS);
    assertThat(calls.refreshes().values()).hasSize(USERS).containsOnly(1);
    assertThat(calls.credentials().values()).hasSize(USERS).containsOnly(1);
    calls.reset();
  }
}
