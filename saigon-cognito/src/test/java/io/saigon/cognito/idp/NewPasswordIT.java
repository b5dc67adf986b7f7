package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Log-ins with a temporary password, which require a new one. */
class NewPasswordIT {
  private static final String NEW_PASSWORD = "Another-Canary-2";

  private static LocalCognito local;
  private static CognitoClient cognito;
  private static UUID ann;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.client();
    ann = UUID.fromString(local.aws.userPool().createUser("ann@example.com", PASSWORD));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void aRequiredNewPasswordIsSet() {
    UUID bob = create("bob@example.com");
    assertThat(await(cognito.loginUser("bob@example.com", PASSWORD, NEW_PASSWORD)).userId())
        .isEqualTo(bob);
    assertThat(await(cognito.loginUser("bob@example.com", NEW_PASSWORD)).userId()).isEqualTo(bob);
    assertThat(refusal("bob@example.com")).isEqualTo(Reason.BAD_CREDENTIALS);
  }

  @Test
  void aTemporaryPasswordIsNotMadePermanentByDefault() {
    create("carol");
    for (int attempt = 0; attempt < 2; attempt++) {
      ChallengeRequiredException required =
          failure(ChallengeRequiredException.class, cognito.loginUser("carol", PASSWORD));
      assertThat(required).hasMessageContaining("'carol' needs a new password");
      assertThat(required.challenge()).isInstanceOf(Challenge.NewPasswordRequired.class);
    }
  }

  @Test
  void aTemporaryPasswordIsKeptByNameAlone() {
    UUID chris = create("chris");
    await(cognito.openSession(LoginRequest.of("chris", PASSWORD).keepTemporaryPassword()));
    assertThat(await(cognito.loginUser("chris", PASSWORD)).userId()).isEqualTo(chris);
  }

  @Test
  void aWeakNewPasswordIsRefusedWithoutRepeatingIt() {
    create("dora");
    AuthenticationException weak =
        failure(AuthenticationException.class, cognito.loginUser("dora", PASSWORD, "canary"));
    assertThat(weak.reason()).isEqualTo(Reason.INVALID_PASSWORD);
    assertThat(getStackTrace(weak)).doesNotContain("canary", PASSWORD);
  }

  @Test
  void aResponderReturnsTheNewPassword() {
    UUID emil = create("emil");
    CognitoSession session =
        await(
            cognito.openSession(
                LoginRequest.of("emil", PASSWORD),
                challenge ->
                    Future.succeededFuture(
                        ((Challenge.NewPasswordRequired) challenge).answer(NEW_PASSWORD))));
    assertThat(session.userId()).isEqualTo(emil);
    assertThat(await(cognito.loginUser("emil", NEW_PASSWORD)).userId()).isEqualTo(emil);
  }

  @Test
  void aLoginContinuesAfterTheChallengeThatInterruptedIt() {
    UUID fred = create("fred");
    CognitoClient secret = local.client(local.aws.userPool().secretClientConfig());
    ChallengeRequiredException interrupted =
        failure(
            ChallengeRequiredException.class,
            secret.openSession(
                LoginRequest.of("fred", PASSWORD),
                challenge ->
                    Future.failedFuture(new ChallengeRequiredException(challenge, "ask fred"))));
    Challenge.NewPasswordRequired challenge =
        (Challenge.NewPasswordRequired) interrupted.challenge();
    assertThat(challenge.toString()).doesNotContain(challenge.session());

    assertThat(await(secret.answerChallenge(challenge.answer(NEW_PASSWORD))).userId())
        .isEqualTo(fred);
    AuthenticationException again =
        failure(
            AuthenticationException.class, secret.answerChallenge(challenge.answer(NEW_PASSWORD)));
    assertThat(again.reason()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(getStackTrace(again)).doesNotContain(challenge.session(), NEW_PASSWORD);
  }

  private static UUID create(String username) {
    return await(cognito.createUser(CreateUserRequest.of(username).withTemporaryPassword(PASSWORD)))
        .id();
  }

  private static Reason refusal(String username) {
    return failure(AuthenticationException.class, cognito.loginUser(username, PASSWORD)).reason();
  }
}
