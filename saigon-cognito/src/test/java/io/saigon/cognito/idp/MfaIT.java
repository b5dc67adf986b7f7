package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.MfaTypeRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.SoftwareToken;
import io.saigon.api.cognito.TypedChallengeResponder;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Second factors: set-up during a log-in and after it, choice, preference and removal. */
class MfaIT {
  private static final LoginRequest ANN = LoginRequest.of("ann", LocalCognito.PASSWORD);
  private static final Map<String, String> ADDRESSES =
      Map.of("email", "ann@example.com", "phone_number", "+491701234567");

  private final LocalCognito local = new LocalCognito();
  private final CognitoClient client = local.client();

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void anAuthenticatorAppIsEnrolledDuringALogin() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    require(UserPoolMfaType.ON);
    CognitoSession session = await(client.openSession(ANN, new Enrolment()));
    MfaPreference preference = await(client.mfaPreference(await(session.tokens()).accessToken()));
    assertThat(preference).isEqualTo(MfaPreference.of(CodeMedium.TOTP));
    CodeRequired next =
        (CodeRequired)
            failure(ChallengeRequiredException.class, client.openSession(ANN)).challenge();
    assertThat(next.medium()).isEqualTo(CodeMedium.TOTP);
  }

  /** Enrols an authenticator app, and answers with its code. */
  private final class Enrolment implements TypedChallengeResponder {
    @Override
    public Future<ChallengeAnswer> mfaSetup(MfaSetupRequired challenge) {
      assertThat(challenge.available()).containsExactlyInAnyOrder(CodeMedium.values());
      return client
          .associateSoftwareToken(challenge)
          .map(setup -> setup.answer(totp(setup.token())));
    }
  }

  @Test
  void anEnrolmentCanBeFinishedInAnotherProcessAndAWrongCodeCorrected() {
    SoftwareTokenSetup setup = setup();
    assertThat(setup.toString()).doesNotContain(setup.session(), setup.token().secretCode());
    assertThat(
            failure(AuthenticationException.class, client.answerChallenge(setup.answer("000000"))))
        .hasMessageContaining("clock of the authenticator app")
        .returns(Reason.CODE_MISMATCH, AuthenticationException::reason);
    SoftwareTokenSetup same =
        new SoftwareTokenSetup(setup.username(), setup.session(), setup.token());
    CognitoTokens tokens = await(local.client().answerChallenge(same.answer(totp(setup.token()))));
    assertThat(tokens.refreshToken()).isNotNull();
  }

  @Test
  void anAppWhoseClockIsOffIsNotEnrolled() {
    SoftwareTokenSetup setup = setup();
    String code = totp(setup.token());
    local.aws.clock().advance(Duration.ofMinutes(2));
    assertThat(
            failure(AuthenticationException.class, client.answerChallenge(setup.answer(code)))
                .reason())
        .isEqualTo(Reason.CODE_MISMATCH);
  }

  @Test
  void aLogInTakesACodeOfTheLastHalfMinuteAndNoneOfAClockThatIsOff() {
    SoftwareTokenSetup setup = setup();
    await(client.answerChallenge(setup.answer(totp(setup.token()))));
    local.aws.clock().advance(Duration.ofMinutes(1));
    CodeRequired challenge =
        (CodeRequired)
            failure(ChallengeRequiredException.class, client.openSession(ANN)).challenge();
    String early = totp(setup.token());
    local.aws.clock().advance(Duration.ofMinutes(1).plusSeconds(30));
    assertThat(
            failure(AuthenticationException.class, client.answerChallenge(challenge.answer(early))))
        .hasMessageContaining("clock of the authenticator app")
        .returns(Reason.CODE_MISMATCH, AuthenticationException::reason);
    String late = totp(setup.token());
    local.aws.clock().advance(Duration.ofSeconds(30));
    assertThat(await(client.answerChallenge(challenge.answer(late))).accessToken()).isNotNull();
  }

  @Test
  void aSetupIsFinishedOnceWithinThreeMinutesAndByItsUser() {
    SoftwareTokenSetup setup = setup();
    ChallengeAnswer answer = setup.answer(totp(setup.token()));
    await(client.answerChallenge(answer));
    assertRefusedAsOver(answer);
    local.aws.userPool().createUser("bob", LocalCognito.PASSWORD);
    SoftwareTokenSetup ofBob = setup("bob");
    assertRefusedAsOver(
        new SoftwareTokenSetup("ann", ofBob.session(), ofBob.token()).answer(totp(ofBob.token())));
    SoftwareTokenSetup late = setup("bob");
    local.aws.clock().advance(Duration.ofMinutes(4));
    assertRefusedAsOver(late.answer(totp(late.token())));
  }

  private void assertRefusedAsOver(ChallengeAnswer answer) {
    assertThat(failure(AuthenticationException.class, client.answerChallenge(answer)))
        .hasMessageContaining("log in again")
        .hasMessageNotContaining(answer.challenge().session())
        .returns(Reason.SESSION_EXPIRED, AuthenticationException::reason);
  }

  @Test
  void anUnansweredSetupIsNamed() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    require(UserPoolMfaType.ON);
    assertThat(
            failure(
                ChallengeRequiredException.class,
                client.openSession(ANN, new TypedChallengeResponder() {})))
        .hasMessageContaining("a second factor to be set up, one of [SMS, TOTP, EMAIL]")
        .hasMessageContaining("answerChallenge");
  }

  @Test
  void codesByMailAreSetUpDuringALogin() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    require(UserPoolMfaType.ON);
    var responder =
        new TypedChallengeResponder() {
          @Override
          public Future<ChallengeAnswer> mfaSetup(MfaSetupRequired challenge) {
            return Future.succeededFuture(challenge.answerEmail("ann@example.com"));
          }

          @Override
          public Future<ChallengeAnswer> code(CodeRequired challenge) {
            assertThat(challenge.medium()).isEqualTo(CodeMedium.EMAIL);
            return Future.succeededFuture(challenge.answer(lastCode()));
          }
        };
    CognitoTokens tokens = await(await(client.openSession(ANN, responder)).tokens());
    assertThat(tokens.idClaims().getBoolean("email_verified")).isTrue();
  }

  @Test
  void aPhoneNumberThatAnAdministratorSetsIsASecondFactor() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    require(UserPoolMfaType.ON);
    await(client.updateUserAttributes("ann", Map.of("phone_number", "+491701234567")));
    CodeRequired code =
        (CodeRequired)
            failure(ChallengeRequiredException.class, client.openSession(ANN)).challenge();
    assertThat(code.medium()).isEqualTo(CodeMedium.SMS);
    assertThat(await(client.answerChallenge(code.answer(lastCode())))).isNotNull();
  }

  @Test
  void oneOfSeveralFactorsIsChosen() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD, ADDRESSES);
    await(
        client.setUserMfaPreference(
            "ann", new MfaPreference(Set.of(CodeMedium.SMS, CodeMedium.EMAIL), null)));
    MfaTypeRequired choice =
        (MfaTypeRequired)
            failure(ChallengeRequiredException.class, client.openSession(ANN)).challenge();
    assertThat(choice.available()).containsExactlyInAnyOrder(CodeMedium.SMS, CodeMedium.EMAIL);
    assertThatIllegalArgumentException().isThrownBy(() -> choice.answer(CodeMedium.TOTP));
    Challenge asked =
        failure(
                ChallengeRequiredException.class,
                client.answerChallenge(choice.answer(CodeMedium.SMS)))
            .challenge();
    assertThat(asked).isInstanceOf(CodeRequired.class);
    var responder =
        new TypedChallengeResponder() {
          @Override
          public Future<ChallengeAnswer> code(CodeRequired challenge) {
            assertThat(challenge.medium()).isEqualTo(CodeMedium.EMAIL);
            return Future.succeededFuture(challenge.answer(lastCode()));
          }
        };
    assertThat(await(client.openSession(ANN, responder)).username()).isEqualTo("ann");
  }

  @Test
  void aLoggedInUserEnrolsAndRemovesAnAuthenticatorApp() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    String token = await(client.loginUser("ann", LocalCognito.PASSWORD)).accessToken();
    assertThat(await(client.mfaPreference(token))).isEqualTo(MfaPreference.none());
    failure(
        ServiceException.class, client.setMfaPreference(token, MfaPreference.of(CodeMedium.TOTP)));
    SoftwareToken app = await(client.associateSoftwareToken(token));
    assertThat(
            failure(AuthenticationException.class, client.verifySoftwareToken(token, "000000"))
                .reason())
        .isEqualTo(Reason.CODE_MISMATCH);
    await(client.verifySoftwareToken(token, totp(app)));
    await(client.setMfaPreference(token, MfaPreference.of(CodeMedium.TOTP)));
    assertThat(await(client.userMfaPreference("ann"))).isEqualTo(MfaPreference.of(CodeMedium.TOTP));
    failure(ChallengeRequiredException.class, client.openSession(ANN));
    await(client.setMfaPreference(token, MfaPreference.none()));
    assertThat(await(client.mfaPreference(token))).isEqualTo(MfaPreference.none());
    assertThat(await(client.openSession(ANN)).username()).isEqualTo("ann");
  }

  @Test
  void aPoolWithoutTotpSaysSo() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    String token = await(client.loginUser("ann", LocalCognito.PASSWORD)).accessToken();
    local
        .sdk
        .setUserPoolMfaConfig(
            r ->
                r.userPoolId(client.userPoolId())
                    .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                    .emailMfaConfiguration(e -> e.subject("Code")))
        .join();
    assertThat(
            failure(AuthenticationException.class, client.associateSoftwareToken(token)).reason())
        .isEqualTo(Reason.NOT_ALLOWED);
  }

  private SoftwareTokenSetup setup() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    return setup("ann");
  }

  private SoftwareTokenSetup setup(String username) {
    require(UserPoolMfaType.ON);
    Future<CognitoSession> login =
        client.openSession(LoginRequest.of(username, LocalCognito.PASSWORD));
    return await(
        client.associateSoftwareToken(
            (MfaSetupRequired) failure(ChallengeRequiredException.class, login).challenge()));
  }

  private void require(UserPoolMfaType mode) {
    local
        .sdk
        .setUserPoolMfaConfig(
            r ->
                r.userPoolId(client.userPoolId())
                    .mfaConfiguration(mode)
                    .softwareTokenMfaConfiguration(t -> t.enabled(true))
                    .emailMfaConfiguration(e -> e.subject("Code"))
                    .smsMfaConfiguration(
                        s ->
                            s.smsConfiguration(
                                c -> c.snsCallerArn("arn:aws:iam::000000000000:role/sms"))))
        .join();
  }

  private String totp(SoftwareToken token) {
    return local.aws.userPool().totpCode(token.secretCode());
  }

  private String lastCode() {
    return local.aws.userPool().lastCode("ann").orElseThrow();
  }
}
