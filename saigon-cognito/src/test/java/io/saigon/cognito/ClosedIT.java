package io.saigon.cognito;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SessionStore;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.ClosedException;
import io.saigon.aws.VertxAsyncHttpClient;
import io.saigon.cognito.fixture.MapStore;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Every public call, after close and while it closes. */
class ClosedIT {
  private static final Set<String> ACCESSORS =
      Set.of(
          "userPoolId",
          "region",
          "cognitoUrl",
          "username",
          "userId",
          "size",
          "onRenewalFailure",
          "withCallContext",
          "withCheck",
          "withRevocation");

  private final ScriptedCognito cognito = new ScriptedCognito();
  private final CognitoTokens tokens = tokens();
  private final CognitoClient client =
      cognito.client(ScriptedCognito.CONFIG.withLoginFlow(LoginFlow.PASSWORD));
  private final CognitoSession session = client.session("ann", tokens);
  private final CognitoSessions sessions = client.sessions(10);
  private final Map<Class<?>, Object> arguments =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(int.class, 1),
          Map.entry(boolean.class, true),
          Map.entry(JsonObject.class, new JsonObject()),
          Map.entry(UUID.class, ScriptedCognito.USER),
          Map.entry(Buffer.class, Buffer.buffer("{}")),
          Map.entry(CognitoTokens.class, tokens),
          Map.entry(CognitoSession.class, session),
          Map.entry(AwsCredentials.class, AwsCredentials.of("AKID", "SECRET")),
          Map.entry(LoginRequest.class, LoginRequest.of("ann", "Canary-Pass-1")),
          Map.entry(
              ChallengeResponder.class,
              (ChallengeResponder) challenge -> Promise.<ChallengeAnswer>promise().future()),
          Map.entry(
              ChallengeAnswer.class,
              new Challenge.CodeRequired("ann", "session", CodeMedium.SMS, "").answer("1")),
          Map.entry(
              Challenge.MfaSetupRequired.class,
              new Challenge.MfaSetupRequired("ann", "session", Set.of(CodeMedium.TOTP))),
          Map.entry(MfaPreference.class, MfaPreference.none()),
          Map.entry(Map.class, Map.of("name", "Ann")),
          Map.entry(Set.class, Set.of("name")),
          Map.entry(List.class, List.of(CreateUserRequest.of("ann"))),
          Map.entry(SessionStore.class, new MapStore()),
          Map.entry(UserFilter.class, UserFilter.equalTo(UserFilter.Attribute.NAME, "Ann")),
          Map.entry(UserGroup.class, UserGroup.of("readers")),
          Map.entry(CreateUserRequest.class, CreateUserRequest.of("ann")),
          Map.entry(SignUpRequest.class, SignUpRequest.of("ann", "Canary-Pass-1")),
          Map.entry(Handler.class, (Handler<Object>) ignored -> {}));

  @AfterEach
  void stop() {
    cognito.close();
  }

  @Test
  void everyCallAfterTheSaigonIsClosedFailsAsClosed() {
    CognitoVerifier verifier =
        cognito
            .saigon()
            .cognitoVerifier(CognitoVerifierConfig.of("eu-west-1_Scripted1", "client1"));
    sessions.add(session);
    await(cognito.saigon().close());
    assertAllClosed(CognitoClient.class, client);
    assertAllClosed(CognitoSession.class, session);
    assertAllClosed(CognitoSessions.class, sessions);
    assertAllClosed(CognitoVerifier.class, verifier);
    assertThat(cognito.requests).isEmpty();
    assertThat(client.userPoolId()).isEqualTo(ScriptedCognito.CONFIG.userPoolId());
    assertThat(session.username()).isEqualTo("ann");
  }

  @Test
  void everyCallAfterVertxIsClosedFailsAsClosed() {
    await(cognito.vertx.close());
    assertAllClosed(CognitoClient.class, client);
    assertAllClosed(CognitoSession.class, session);
    assertAllClosed(CognitoSessions.class, sessions);
  }

  @Test
  void aCallUnderWayFailsAtOnce() {
    for (int i = 0; i < 8; i++) {
      cognito.hangs();
    }
    List<Future<?>> calls =
        List.of(
            client.loginUser("ann", "Canary-Pass-1"),
            client.createUser("ann"),
            client.iamCredentials("token"),
            client.groups(),
            client.globalSignOut("token"),
            expired().tokens(),
            expired().credentials(),
            session.logout());
    until(() -> cognito.requests.size() >= calls.size());
    assertThat(calls).noneMatch(Future::isComplete);
    await(cognito.saigon().close());
    for (Future<?> call : calls) {
      assertThat(failure(ClosedException.class, call)).hasMessageContaining("create another");
    }
  }

  @Test
  void aLoginThatWaitsForTheUsersResponseFailsAtOnce() {
    cognito.challenges("SMS_MFA", new JsonObject());
    Promise<Challenge> calledAt = Promise.promise();
    Future<CognitoSession> login =
        client.openSession(
            LoginRequest.of("ann", "Canary-Pass-1"),
            challenge -> {
              calledAt.complete(challenge);
              return Promise.<ChallengeAnswer>promise().future();
            });
    await(calledAt.future());
    await(cognito.saigon().close());
    failure(ClosedException.class, login);
  }

  @Test
  void aRenewalThatFailsByTheCloseIsNotReported() {
    AtomicReference<Throwable> reported = new AtomicReference<>();
    CognitoSession expired = expired();
    expired.onRenewalFailure(reported::set);
    cognito.hangs();
    Future<CognitoTokens> renewed = expired.tokens();
    until(() -> cognito.requests.size() == 1);
    await(cognito.saigon().close());
    failure(ClosedException.class, renewed);
    // A report would be queued on this thread's context.
    for (int turn = 0; turn < 5; turn++) {
      Promise<Void> passed = Promise.promise();
      cognito.vertx.getOrCreateContext().runOnContext(passed::complete);
      await(passed.future());
    }
    assertThat(reported.get()).isNull();
  }

  @Test
  void aClientOnGivenSdkClientsEndsWithItsVerticle() {
    CognitoIdentityProviderAsyncClient userPools =
        CognitoIdentityProviderAsyncClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(VertxAsyncHttpClient.create(cognito.vertx))
            .build();
    CognitoIdentityAsyncClient identityPools =
        CognitoIdentityAsyncClient.builder()
            .region(Region.EU_WEST_1)
            .endpointOverride(URI.create("http://127.0.0.1:1"))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(VertxAsyncHttpClient.create(cognito.vertx))
            .build();
    AtomicReference<CognitoClient> made = new AtomicReference<>();
    String deployment =
        await(
            cognito.vertx.deployVerticle(
                new AbstractVerticle() {
                  @Override
                  public void start() {
                    made.set(
                        AwsCognito.client(vertx, ScriptedCognito.CONFIG, userPools, identityPools));
                  }
                }));
    await(cognito.vertx.undeploy(deployment));
    assertAllClosed(CognitoClient.class, made.get());
    userPools.close();
    identityPools.close();
  }

  private void assertAllClosed(Class<?> type, Object target) {
    int calls = 0;
    for (Method method : type.getMethods()) {
      if (!ACCESSORS.contains(method.getName())) {
        Throwable failure = catchThrowable(() -> call(method, target));
        assertThat(failure).as(method.toString()).isInstanceOf(ClosedException.class);
        calls++;
      }
    }
    assertThat(calls).isPositive();
  }

  private void call(Method method, Object target) throws Throwable {
    Object[] given = new Object[method.getParameterCount()];
    for (int i = 0; i < given.length; i++) {
      given[i] = arguments.get(method.getParameterTypes()[i]);
      assertThat(given[i]).as("argument of %s", method).isNotNull();
    }
    try {
      if (method.invoke(target, given) instanceof Future<?> future) {
        assertThat(future.isComplete()).as("%s fails at once", method).isTrue();
        throw future.cause();
      }
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private CognitoSession expired() {
    return client.session(
        "ann",
        new CognitoTokens(
            tokens.idToken(), tokens.accessToken(), "refresh-" + UUID.randomUUID(), Instant.EPOCH));
  }

  private static CognitoTokens tokens() {
    JsonObject result =
        ScriptedCognito.tokens("refresh-1", 3600).getJsonObject("AuthenticationResult");
    return new CognitoTokens(
        result.getString("IdToken"),
        result.getString("AccessToken"),
        result.getString("RefreshToken"),
        Instant.now().plusSeconds(3600));
  }
}
