package io.saigon.examples.mistakes;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Log-ins of a REST client by a user whose second factor is a code by SMS. */
class ChallengedLoginIT {
  private static final String USER = "carol@example.com";
  private static final LoginRequest LOGIN = LoginRequest.of(USER, Surroundings.PASSWORD);

  private Surroundings with;
  private AwsSigV4RestClient api;
  @TempDir Path directory;

  @BeforeEach
  void start() {
    with = new Surroundings(directory);
    with.requireCode(USER);
    api = with.rest();
  }

  @AfterEach
  void stop() {
    with.close();
  }

  @Test
  void aResponderAnswersTheCodeOfALogin() {
    List<Challenge> asked = new ArrayList<>();
    CognitoSession session =
        await(
            api.login(
                LOGIN,
                challenge -> {
                  asked.add(challenge);
                  return Future.succeededFuture(((CodeRequired) challenge).answer(code()));
                }));
    assertThat(asked)
        .singleElement()
        .isInstanceOfSatisfying(
            CodeRequired.class, code -> assertThat(code.medium()).isEqualTo(CodeMedium.SMS));
    assertThat(api.currentUser()).isSameAs(session);
    assertThat(await(session.credentials()).sessionToken()).isNotNull();
  }

  @Test
  void aWrongCodeOfAResponderFailsTheLogin() {
    AuthenticationException refused =
        failure(
            AuthenticationException.class,
            api.login(
                LOGIN,
                challenge -> Future.succeededFuture(((CodeRequired) challenge).answer("no-code"))));
    assertThat(refused.reason()).isEqualTo(Reason.CODE_MISMATCH);
    assertThat(api.currentUser()).isNull();
  }

  @Test
  void anUnansweredChallengeNamesTheCallsThatAnswerIt() {
    ChallengeRequiredException required =
        failure(ChallengeRequiredException.class, api.login(USER, Surroundings.PASSWORD));
    assertThat(required)
        .hasMessageContaining("AwsSigV4RestClient.login(request, responder)")
        .hasMessageContaining("CognitoClient.openSession(request, responder)")
        .hasMessageContaining("CognitoClient.answerChallenge");
    CognitoClient cognito = with.saigon.cognito(with.cognito());
    CodeRequired code = (CodeRequired) required.challenge();
    CognitoSession session =
        await(
            cognito
                .answerChallenge(code.answer(code()))
                .map(tokens -> cognito.session(USER, tokens))
                .compose(api::login));
    assertThat(api.currentUser()).isSameAs(session);
  }

  private String code() {
    return with.aws.userPool().lastCode(USER).orElseThrow();
  }
}
