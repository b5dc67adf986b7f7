package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge.AuthFactorRequired;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.TypedChallengeResponder;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;

/** Choice-based log-ins: a preferred factor, or a choice among those of the user. */
class ChoiceLoginIT {
  private static final LoginRequest ANN = LoginRequest.withoutPassword("ann");
  private static final LoginRequest WITH_PASSWORD = LoginRequest.of("ann", LocalCognito.PASSWORD);

  private final LocalCognito local = new LocalCognito();
  private final CognitoClient client =
      local.client(local.config().withLoginFlow(LoginFlow.USER_AUTH));

  @BeforeEach
  void createUser() {
    local
        .sdk
        .updateUserPool(
            r ->
                r.userPoolId(client.userPoolId())
                    .policies(
                        p ->
                            p.signInPolicy(
                                s ->
                                    s.allowedFirstAuthFactors(
                                        AuthFactorType.PASSWORD,
                                        AuthFactorType.EMAIL_OTP,
                                        AuthFactorType.SMS_OTP))))
        .join();
    local
        .aws
        .userPool()
        .createUser(
            "ann",
            LocalCognito.PASSWORD,
            Map.of("email", "ann@example.com", "phone_number", "+491701234567"));
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = AuthFactor.class,
      names = {"EMAIL_OTP", "SMS_OTP"})
  void aCodeIsTheOnlyFactor(AuthFactor factor) {
    assertThat(await(local.client().openSession(ANN.withPreferredFactor(factor), codes(factor))))
        .returns("ann", CognitoSession::username);
  }

  private TypedChallengeResponder codes(AuthFactor factor) {
    return new TypedChallengeResponder() {
      @Override
      public Future<ChallengeAnswer> authFactor(AuthFactorRequired challenge) {
        return Future.succeededFuture(challenge.answer(factor));
      }

      @Override
      public Future<ChallengeAnswer> code(CodeRequired challenge) {
        assertThat(challenge.name()).isEqualTo(factor.name());
        assertThat(challenge.destination()).contains("*");
        return Future.succeededFuture(challenge.answer(lastCode()));
      }
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = AuthFactor.class,
      names = {"PASSWORD", "PASSWORD_SRP"})
  void aPasswordIsPreferred(AuthFactor factor) {
    assertThat(await(client.openSession(WITH_PASSWORD.withPreferredFactor(factor))).username())
        .isEqualTo("ann");
    assertThat(
            failure(
                    AuthenticationException.class,
                    client.openSession(
                        LoginRequest.of("ann", "Wrong-1").withPreferredFactor(factor)))
                .reason())
        .isEqualTo(Reason.BAD_CREDENTIALS);
  }

  @Test
  void aFactorIsChosen() {
    AuthFactorRequired choice = choice();
    assertThat(choice.available())
        .containsExactlyInAnyOrder(
            AuthFactor.PASSWORD, AuthFactor.PASSWORD_SRP, AuthFactor.EMAIL_OTP, AuthFactor.SMS_OTP);
    assertThatIllegalArgumentException().isThrownBy(() -> choice.answer(AuthFactor.WEB_AUTHN));
    CognitoTokens tokens =
        await(client.answerChallenge(choice.answerPassword(LocalCognito.PASSWORD)));
    assertThat(await(client.authFactors(tokens.accessToken())))
        .containsExactlyInAnyOrder(AuthFactor.PASSWORD, AuthFactor.EMAIL_OTP, AuthFactor.SMS_OTP);
    assertThat(await(client.openSession(ANN, codes(AuthFactor.EMAIL_OTP))).username())
        .isEqualTo("ann");
  }

  @Test
  void aChoiceIsAnsweredOnceWithinThreeMinutesByItsUser() {
    AuthFactorRequired choice = choice();
    CodeRequired code =
        (CodeRequired)
            failure(
                    ChallengeRequiredException.class,
                    client.answerChallenge(choice.answer(AuthFactor.EMAIL_OTP)))
                .challenge();
    assertThat(reason(choice.answer(AuthFactor.EMAIL_OTP))).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(reason(code.answer("000000"))).isEqualTo(Reason.CODE_MISMATCH);
    local.aws.userPool().createUser("bob", LocalCognito.PASSWORD);
    CodeRequired ofBob = new CodeRequired("bob", code.session(), code.name(), code.medium(), "");
    assertThat(reason(ofBob.answer(lastCode()))).isEqualTo(Reason.SESSION_EXPIRED);
    local.aws.clock().advance(Duration.ofMinutes(4));
    assertThat(reason(code.answer(lastCode()))).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void aFactorThatTheUserLacksLeadsToAChoice() {
    local.aws.userPool().createUser("bare", LocalCognito.PASSWORD);
    LoginRequest bare =
        LoginRequest.withoutPassword("bare").withPreferredFactor(AuthFactor.EMAIL_OTP);
    assertThat(failure(ChallengeRequiredException.class, client.openSession(bare)))
        .hasMessageContaining("a choice of the first factor, one of [PASSWORD, PASSWORD_SRP]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ANN.withPreferredFactor(AuthFactor.PASSWORD))
        .withMessageContaining("needs a password");
  }

  private AuthFactorRequired choice() {
    return (AuthFactorRequired)
        failure(ChallengeRequiredException.class, client.openSession(ANN)).challenge();
  }

  private Reason reason(ChallengeAnswer answer) {
    return failure(AuthenticationException.class, client.answerChallenge(answer)).reason();
  }

  private String lastCode() {
    return local.aws.userPool().lastCode("ann").orElseThrow();
  }
}
