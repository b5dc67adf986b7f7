package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.cognito.fixture.MapStore;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;

/** Two nodes, each with a client of its own, and one store. */
class StoredSessionsIT {
  private static LocalCognito local;
  private static CognitoClientConfig rotating;

  private final MapStore store = new MapStore();
  private final CognitoClient one = local.client(rotating);
  private final CognitoClient other = local.client(rotating);
  private final CognitoStoredSessions here = one.sessions(10, store);
  private final CognitoStoredSessions there = other.sessions(10, store);

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    String pool = local.config().userPoolId();
    // Without a grace period: a refresh token that is used twice ends the log-in.
    String app =
        local
            .sdk
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("rotating")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                        .refreshTokenRotation(
                            t -> t.feature(FeatureType.ENABLED).retryGracePeriodSeconds(0)))
            .join()
            .userPoolClient()
            .clientId();
    rotating =
        CognitoClientConfig.of(pool, app)
            .withRegion(local.aws.region())
            .withLoginFlow(LoginFlow.PASSWORD);
    for (String name : List.of("ann", "bob")) {
      local.aws.userPool().createUser(name, PASSWORD);
    }
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void anyNodeFindsTheSessionThatOneAdded() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    assertThat(found.username()).isEqualTo("ann");
    assertThat(await(found.tokens()).accessToken()).isEqualTo(await(added.tokens()).accessToken());
    assertThat(await(there.find(added.userId()))).containsSame(found);
    assertThat(await(here.find(added.userId()))).containsSame(added);
    assertThat(await(here.find(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void nodesThatRaceUseARefreshTokenOnce() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    List<Context> contexts =
        IntStream.range(0, 8).mapToObj(i -> CallerContext.detached(local.vertx).context()).toList();
    Set<String> refreshTokens = new HashSet<>();
    for (int period = 0; period < 10; period++) {
      local.aws.clock().advance(Duration.ofHours(2));
      int writes = store.writes.get();
      List<Future<CognitoTokens>> calls =
          IntStream.range(0, 40)
              .mapToObj(i -> on(contexts.get(i % 8), i % 2 == 0 ? added : found))
              .toList();
      await(Future.all(calls));
      assertThat(calls.stream().map(Future::result).map(CognitoTokens::accessToken).distinct())
          .hasSize(1);
      assertThat(refreshTokens.add(calls.get(0).result().refreshToken())).isTrue();
      // The mark of the renewal, and the tokens.
      assertThat(store.writes.get() - writes).isEqualTo(2);
    }
  }

  @Test
  void aNodeTakesTheTokensThatAnotherRenewedBefore() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    local.aws.clock().advance(Duration.ofHours(2));
    CognitoTokens renewed = await(added.tokens());
    assertThat(await(found.tokens()).refreshToken()).isEqualTo(renewed.refreshToken());
    local.aws.clock().advance(Duration.ofHours(2));
    CognitoTokens again = await(added.tokens());
    CognitoSession newest = await(there.find(added.userId())).orElseThrow();
    assertThat(newest).isSameAs(found);
    assertThat(await(newest.tokens()).refreshToken()).isEqualTo(again.refreshToken());
  }

  @Test
  void aSessionThatMadeRoomForOthersIsFoundInTheStore() {
    CognitoStoredSessions small = one.sessions(1, store);
    CognitoSession ann = await(small.add(await(one.openSession(LoginRequest.of("ann", PASSWORD)))));
    await(small.add(await(one.openSession(LoginRequest.of("bob", PASSWORD)))));
    CognitoSession found = await(small.find(ann.userId())).orElseThrow();
    assertThat(found).isNotSameAs(ann);
    assertThat(await(found.tokens()).accessToken()).isEqualTo(await(ann.tokens()).accessToken());
  }

  @Test
  void aLogoutOnOneNodeEndsTheSessionOnAll() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    assertThat(await(here.logout(added.userId()))).isTrue();
    assertThat(await(here.logout(added.userId()))).isFalse();
    assertThat(await(there.find(added.userId()))).isEmpty();
    assertThat(store.values).isEmpty();
    local.aws.clock().advance(Duration.ofHours(2));
    assertThat(failure(AuthenticationException.class, found.tokens()))
        .hasMessageContaining("another node")
        .returns(Reason.SESSION_EXPIRED, AuthenticationException::reason);
  }

  @Test
  void aLogoutRevokesTheTokensThatAnotherNodeRenewed() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    local.aws.clock().advance(Duration.ofHours(2));
    CognitoTokens renewed = await(found.tokens());
    await(added.logout());
    assertThat(failure(AuthenticationException.class, other.refresh(renewed)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void aRefusedRenewalEndsTheSessionOnAllNodes() {
    CognitoSession added = login("ann");
    CognitoSession found = there(added);
    await(one.signOutUser("ann"));
    local.aws.clock().advance(Duration.ofHours(2));
    for (CognitoSession session : List.of(added, found)) {
      assertThat(failure(AuthenticationException.class, session.tokens()).reason())
          .isEqualTo(Reason.SESSION_EXPIRED);
    }
    assertThat(await(here.find(added.userId()))).isEmpty();
  }

  @Test
  void aNodeThatVanishedDuringARenewalIsSucceeded() {
    CognitoSession added = login("ann");
    String key = store.values.keySet().iterator().next();
    store.values.computeIfPresent(
        key, (k, value) -> StoredSession.read(value).withRenewal("vanished").write());
    local.aws.clock().advance(Duration.ofHours(2));
    Future<CognitoTokens> waiting = added.tokens();
    local.aws.clock().advance(SharedRenewal.MAX_AGE_OF_MARK);
    assertThat(await(waiting).refreshToken()).isNotNull();
    assertThat(StoredSession.read(store.values.get(key)).renewal()).isNull();
  }

  @Test
  void whileTheStoreIsAwayValidTokensAreServed() {
    CognitoSession added = login("ann");
    store.reachable = false;
    assertThat(await(added.tokens())).isNotNull();
    assertThat(failure(Throwable.class, here.find(added.userId()))).hasMessage("The store is away");
    local.aws.clock().advance(Duration.ofHours(2));
    assertThat(failure(Throwable.class, added.tokens())).hasMessage("The store is away");
    store.reachable = true;
    local.aws.clock().advance(Duration.ofMinutes(1));
    assertThat(await(added.tokens())).isNotNull();
  }

  @Test
  void aLaterLogInTakesThePlaceOfAnEarlierOne() {
    login("ann");
    CognitoSession later = await(there.add(await(other.openSession(login()))));
    CognitoSession found = await(here.find(later.userId())).orElseThrow();
    local.aws.clock().advance(Duration.ofHours(2));
    CognitoTokens renewed = await(later.tokens());
    assertThat(await(found.tokens()).refreshToken()).isEqualTo(renewed.refreshToken());
  }

  @Test
  void whatIsNotTheUsersOwnSessionIsRefused() {
    CognitoSession ann = login("ann");
    Buffer ofAnn = store.values.values().iterator().next();
    CognitoSession bob = login("bob");
    String key = rotating.userPoolId() + "/" + rotating.clientId() + "/" + bob.userId();
    CognitoStoredSessions fresh = other.sessions(10, store);
    for (Buffer value :
        List.of(
            ofAnn,
            Buffer.buffer("canary"),
            new JsonObject().put("session", "canary").toBuffer(),
            new JsonObject()
                .put("session", new JsonObject(ann.save()).put("idToken", "canary"))
                .toBuffer())) {
      store.values.put(key, value);
      assertThat(failure(AuthenticationException.class, fresh.find(bob.userId())))
          .hasMessageNotContaining("canary")
          .returns(Reason.INVALID_TOKEN, AuthenticationException::reason);
    }
  }

  @Test
  void aSessionOfAnotherClientIsRefused() {
    CognitoSession ofOther = await(other.openSession(login()));
    CognitoClient plain = local.passwordClient();
    CognitoSession ofPlain = await(plain.openSession(login()));
    assertThatIllegalArgumentException().isThrownBy(() -> here.add(ofOther));
    assertThatIllegalArgumentException().isThrownBy(() -> here.add(ofPlain));
    assertThatIllegalArgumentException().isThrownBy(() -> one.sessions(0, store));
  }

  private static LoginRequest login() {
    return LoginRequest.of("ann", PASSWORD);
  }

  private CognitoSession login(String name) {
    return await(here.add(await(one.openSession(LoginRequest.of(name, PASSWORD)))));
  }

  private CognitoSession there(CognitoSession added) {
    Optional<CognitoSession> found = await(there.find(added.userId()));
    return found.orElseThrow();
  }

  private static Future<CognitoTokens> on(Context context, CognitoSession session) {
    Promise<CognitoTokens> tokens = Promise.promise();
    context.runOnContext(run -> session.tokens().onComplete(tokens));
    return tokens.future();
  }
}
