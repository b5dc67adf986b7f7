package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.TransportException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionIT {
  private static LocalCognito local;
  private static CognitoClient cognito;
  private static UUID ann;
  private CognitoSession session;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.passwordClient();
    ann = UUID.fromString(local.aws.userPool().createUser("ann", PASSWORD));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @BeforeEach
  void open() {
    session = await(cognito.openSession(LoginRequest.of("ann", PASSWORD)));
  }

  @AfterEach
  void resetClock() {
    local.aws.clock().reset();
  }

  @Test
  void aSessionIsItsUsersOwn() {
    assertThat(session.username()).isEqualTo("ann");
    assertThat(session.userId()).isEqualTo(ann);
    IamCredentials credentials = await(session.iamCredentials());
    assertThat(await(session.credentials())).isEqualTo(credentials.credentials());
    assertThat(credentials.identityId()).startsWith("eu-west-1:");
    assertThat(session.toString())
        .doesNotContain(await(session.tokens()).idToken())
        .doesNotContain(credentials.credentials().secretAccessKey());
  }

  @Test
  void validValuesAreServedWithoutACall() {
    CognitoTokens tokens = await(session.tokens());
    AwsCredentials credentials = await(session.credentials());
    local.aws.clock().advance(Duration.ofMinutes(40));
    assertThat(await(session.tokens())).isSameAs(tokens);
    assertThat(await(session.credentials())).isSameAs(credentials);
  }

  @Test
  void closeToExpiryItIsRenewedInTheBackground() {
    CognitoTokens tokens = await(session.tokens());
    AwsCredentials credentials = await(session.credentials());
    local.aws.clock().advance(Duration.ofMinutes(56));
    assertThat(await(session.tokens())).isSameAs(tokens);
    assertThat(await(session.credentials())).isSameAs(credentials);
    until(() -> await(session.tokens()) != tokens && await(session.credentials()) != credentials);
    assertThat(await(session.tokens()).expiration())
        .isAfter(local.aws.clock().instant().plus(Duration.ofMinutes(50)));
  }

  @Test
  void afterExpiryCallersWaitForOneRenewal() {
    IamCredentials old = await(session.iamCredentials());
    local.aws.clock().advance(Duration.ofHours(3));
    List<Future<IamCredentials>> callers =
        IntStream.range(0, 200).mapToObj(i -> session.iamCredentials()).toList();
    await(Future.all(callers));
    IamCredentials renewed = callers.get(0).result();
    assertThat(callers).allSatisfy(caller -> assertThat(caller.result()).isSameAs(renewed));
    assertThat(renewed.credentials().accessKeyId()).isNotEqualTo(old.credentials().accessKeyId());
    assertThat(renewed.identityId()).isEqualTo(old.identityId());
    assertThat(renewed.credentials().expiration()).isAfter(local.aws.clock().instant());
  }

  @Test
  void youngCredentialsThatAServiceRefusedAreReplacedOnce() {
    AwsCredentials refused = await(session.credentials());
    AwsCredentials early = await(session.renewed(refused));
    assertThat(early.accessKeyId()).isNotEqualTo(refused.accessKeyId());
    assertThat(await(session.renewed(refused))).isSameAs(early);
    assertThat(await(session.renewed(early))).isSameAs(early);
  }

  @Test
  void credentialsThatAServiceRefusedAreReplacedOnce() {
    AwsCredentials refused = await(session.credentials());
    local.aws.clock().advance(Duration.ofMinutes(1));
    Future<AwsCredentials> one = session.renewed(refused);
    Future<AwsCredentials> two = session.renewed(refused);
    assertThat(await(one).accessKeyId()).isNotEqualTo(refused.accessKeyId());
    assertThat(await(two)).isSameAs(await(one));
    assertThat(await(session.renewed(refused))).isSameAs(await(one));
    assertThat(await(session.credentials())).isSameAs(await(one));
  }

  @Test
  void everyCallCompletesOnItsCallersContext() {
    local.aws.clock().advance(Duration.ofHours(3));
    List<Future<Boolean>> answers =
        IntStream.range(0, 8)
            .mapToObj(
                i -> {
                  Context caller = CallerContext.detached(local.vertx).context();
                  Promise<Boolean> sameContext = Promise.promise();
                  caller.runOnContext(
                      run ->
                          session
                              .credentials()
                              .onComplete(
                                  done -> sameContext.complete(Vertx.currentContext() == caller)));
                  return sameContext.future();
                })
            .toList();
    await(Future.all(answers));
    assertThat(answers).allSatisfy(answer -> assertThat(answer.result()).isTrue());
  }

  @Test
  void aRevokedSessionServesValidValuesAndThenReportsItsEnd() {
    Promise<Throwable> reported = Promise.promise();
    session.onRenewalFailure(reported::tryComplete);
    CognitoTokens tokens = await(session.tokens());
    await(cognito.globalSignOut(tokens.accessToken()));

    local.aws.clock().advance(Duration.ofMinutes(56));
    assertThat(await(session.tokens())).isSameAs(tokens);
    assertThat(await(reported.future()))
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            expired -> assertThat(expired.reason()).isEqualTo(Reason.SESSION_EXPIRED));
    assertThat(await(session.tokens())).isSameAs(tokens);

    local.aws.clock().advance(Duration.ofHours(1));
    assertThat(failure(AuthenticationException.class, session.tokens()).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(failure(AuthenticationException.class, session.credentials()))
        .hasMessageContaining("log in again");
  }

  @Test
  void validValuesAreServedWhileAwsIsDown() {
    try (LocalCognito going = new LocalCognito()) {
      going.aws.userPool().createUser("ann", PASSWORD);
      CognitoSession orphan =
          await(going.passwordClient().openSession(LoginRequest.of("ann", PASSWORD)));
      Promise<Throwable> reported = Promise.promise();
      orphan.onRenewalFailure(reported::tryComplete);
      AwsCredentials credentials = await(orphan.credentials());
      await(going.aws.stop());

      going.aws.clock().advance(Duration.ofMinutes(56));
      assertThat(await(orphan.credentials())).isSameAs(credentials);
      assertThat(await(reported.future())).isInstanceOf(TransportException.class);
      assertThat(await(orphan.credentials())).isSameAs(credentials);

      going.aws.clock().advance(Duration.ofHours(1));
      failure(TransportException.class, orphan.credentials());
    }
  }

  @Test
  void logoutRevokesTokensAndDiscardsThem() {
    CognitoTokens tokens = await(session.tokens());
    await(session.logout());
    for (Future<?> call : List.of(session.tokens(), session.credentials())) {
      AuthenticationException expired = failure(AuthenticationException.class, call);
      assertThat(expired.reason()).isEqualTo(Reason.SESSION_EXPIRED);
      assertThat(expired).hasMessageContaining("logged out");
    }
    assertThat(failure(AuthenticationException.class, cognito.refresh(tokens)).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    assertThatExceptionOfType(AuthenticationException.class)
        .isThrownBy(session::save)
        .withMessageContaining("logged out")
        .satisfies(expired -> assertThat(expired.reason()).isEqualTo(Reason.SESSION_EXPIRED));
    failure(AuthenticationException.class, session.renewed(AwsCredentials.of("AKID", "SECRET")));
    await(session.logout());
  }

  @Test
  void logoutOfOneSessionLeavesTheUsersOthers() {
    CognitoSession other = await(cognito.openSession(LoginRequest.of("ann", PASSWORD)));
    await(session.logout());
    local.aws.clock().advance(Duration.ofHours(3));
    assertThat(await(other.tokens()).userId()).isEqualTo(ann);
  }

  @Test
  void logoutOfAClientWithASecret() {
    CognitoClient secret = local.client(local.aws.userPool().secretClientConfig());
    CognitoSession withSecret = await(secret.openSession(LoginRequest.of("ann", PASSWORD)));
    CognitoTokens tokens = await(withSecret.tokens());
    await(withSecret.logout());
    failure(AuthenticationException.class, secret.refresh(tokens));
  }

  @Test
  void aSavedSessionContinuesInAnotherProcess() {
    IamCredentials before = await(session.iamCredentials());
    Buffer saved = session.save();
    local.aws.clock().advance(Duration.ofHours(3));
    CognitoSession restored = await(local.passwordClient().restoreSession(saved));
    assertThat(restored.username()).isEqualTo("ann");
    assertThat(restored.userId()).isEqualTo(ann);
    assertThat(await(restored.iamCredentials()).identityId()).isEqualTo(before.identityId());
    assertThat(await(restored.tokens()).expiration()).isAfter(local.aws.clock().instant());
  }

  @Test
  void invalidSavedSessionsAreRefusedWithoutRepeatingThem() {
    Buffer saved = session.save();
    CognitoClient other = local.client(local.aws.userPool().secretClientConfig());
    assertThat(failure(AuthenticationException.class, other.restoreSession(saved)))
        .hasMessageContaining("another user pool or app client");
    assertThat(
            failure(
                AuthenticationException.class,
                cognito.restoreSession(new JsonObject(saved).put("version", 99).toBuffer())))
        .hasMessageContaining("version");
    for (Buffer damaged :
        List.of(
            Buffer.buffer("canary"),
            Buffer.buffer(),
            Buffer.buffer("[\"canary\"]"),
            new JsonObject(saved).put("expiration", "canary").toBuffer(),
            new JsonObject(saved).put("idToken", 1).toBuffer(),
            new JsonObject(saved).put("idToken", "canary").toBuffer(),
            new JsonObject(saved).putNull("username").toBuffer())) {
      assertThat(failure(AuthenticationException.class, cognito.restoreSession(damaged)))
          .hasMessageContaining("log in")
          .hasMessageNotContaining("canary");
    }
  }

  @Test
  void aDeletedIdentityIsReplaced() {
    Buffer saved = session.save();
    String gone = "eu-west-1:" + UUID.randomUUID();
    CognitoSession restored =
        await(cognito.restoreSession(new JsonObject(saved).put("identityId", gone).toBuffer()));
    assertThat(await(restored.iamCredentials()).identityId()).isNotEqualTo(gone);
  }
}
