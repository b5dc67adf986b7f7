package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Challenges of log-ins, and their sessions. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class SessionsIT {
  private static final String PASSWORD = "Passw0rd";

  /** A challenge, and the name of its response. */
  enum Question {
    NEW_PASSWORD_REQUIRED("NEW_PASSWORD"),
    SMS_MFA("SMS_MFA_CODE"),
    EMAIL_OTP("EMAIL_OTP_CODE"),
    SOFTWARE_TOKEN_MFA("SOFTWARE_TOKEN_MFA_CODE"),
    CUSTOM_CHALLENGE("ANSWER");

    private final String answer;

    Question(String answer) {
      this.answer = answer;
    }
  }

  private final String user = "user-" + UUID.randomUUID();
  private final LocalAws aws;
  private final UserPoolCalls users;
  private String secret = "";

  SessionsIT(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
  }

  @ParameterizedTest
  @EnumSource
  void isAnsweredOnce(Question question) {
    String session = ask(question);
    Map<String, String> answers = right(question);
    assertThat(answer(question, session, answers)).isNotNull();
    assertRefused(
        () -> answer(question, session, answers),
        "NotAuthorizedException",
        "Invalid session for the user, session can only be used once.");
  }

  @ParameterizedTest
  @EnumSource
  void expiresAfterThreeMinutes(Question question) {
    String late = ask(question);
    aws.clock().advance(Duration.ofSeconds(181));
    assertRefused(
        () -> answer(question, late, right(question)),
        "NotAuthorizedException",
        "Invalid session for the user, session is expired.");
    String inTime = ask(question);
    aws.clock().advance(Duration.ofSeconds(170));
    assertThat(answer(question, inTime, right(question))).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "NEW_PASSWORD_REQUIRED, weak, InvalidPasswordException, Password not long enough",
    "SMS_MFA, 00000, CodeMismatchException, Invalid verification code provided",
    "EMAIL_OTP, 00000, CodeMismatchException, Invalid verification code provided",
    "SOFTWARE_TOKEN_MFA, 00000, CodeMismatchException, Invalid code received for user",
    "CUSTOM_CHALLENGE, wrong, NotAuthorizedException, Incorrect username or password."
  })
  void refusesWrongAnswers(Question question, String wrong, String code, String message) {
    String session = ask(question);
    Map<String, String> answers = right(question);
    answers.put(question.answer, wrong);
    assertRefused(() -> answer(question, session, answers), code, message);
  }

  @ParameterizedTest
  @EnumSource
  void isForItsChallengeUserAndClientOnly(Question question) {
    String session = ask(question);
    Map<String, String> right = right(question);
    for (Question other : Question.values()) {
      if (other != question) {
        Map<String, String> answers = new HashMap<>(right);
        answers.put(other.answer, right.get(question.answer));
        assertRefused(
            () -> answer(other, session, answers), "NotAuthorizedException", "Invalid session");
      }
    }
    aws.userPool().createUser("other-" + user, PASSWORD);
    Map<String, String> others = new HashMap<>(right);
    others.put("USERNAME", "other-" + user);
    assertRefused(
        () -> answer(question, session, others),
        "NotAuthorizedException",
        "Invalid session for the user.");
    String app = users.newApp("ALLOW_USER_PASSWORD_AUTH");
    assertRefused(
        () ->
            users
                .client()
                .respondToAuthChallenge(
                    r ->
                        r.clientId(app)
                            .challengeName(question.name())
                            .session(session)
                            .challengeResponses(right)),
        "NotAuthorizedException",
        "Invalid session");
    assertRefused(
        () -> answer(question, "made up made up made up", right),
        "NotAuthorizedException",
        "Invalid session");
    assertThat(answer(question, session, right)).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void needsASessionAUserAndAnAnswer(Question question) {
    String session = ask(question);
    Map<String, String> right = right(question);
    assertRefused(
        () -> answer(question, null, right),
        "InvalidParameterException",
        "Missing required parameter Session");
    for (String name : right.keySet()) {
      Map<String, String> answers = new HashMap<>(right);
      answers.remove(name);
      assertRefused(
          () -> answer(question, session, answers),
          "InvalidParameterException",
          "Missing required parameter " + name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithItsUser(Question question) {
    String session = ask(question);
    users.client().adminDisableUser(r -> r.userPoolId(users.pool()).username(user));
    assertRefused(
        () -> answer(question, session, right(question)),
        "NotAuthorizedException",
        "User is disabled.");
    users.client().adminEnableUser(r -> r.userPoolId(users.pool()).username(user));
    String next = ask(question);
    Map<String, String> right = right(question);
    users.client().adminDeleteUser(r -> r.userPoolId(users.pool()).username(user));
    assertRefused(() -> answer(question, next, right), "NotAuthorizedException", "Invalid session");
  }

  /** Creates the user if necessary, and begins a login. */
  private String ask(Question question) {
    if (question == Question.NEW_PASSWORD_REQUIRED) {
      if (secret.isEmpty()) {
        aws.userPool().createUser(user, PASSWORD);
        secret = "-";
      }
      users
          .client()
          .adminSetUserPassword(
              r -> r.userPoolId(users.pool()).username(user).password(PASSWORD).permanent(false));
      return users.login(user, PASSWORD).session();
    }
    if (secret.isEmpty()) {
      secret = prepare(question);
    }
    return question == Question.CUSTOM_CHALLENGE
        ? users.begin(users.app(), "CUSTOM_AUTH", Map.of("USERNAME", user)).session()
        : users.login(user, PASSWORD).session();
  }

  private String prepare(Question question) {
    aws.userPool()
        .createUser(
            user, PASSWORD, Map.of("email", "a@example.com", "phone_number", "+491701234567"));
    aws.userPool().customChallenge(Map.of(), (who, answer) -> answer.equals("right"));
    String token = users.login(user, PASSWORD).authenticationResult().accessToken();
    String key = users.client().associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    users
        .client()
        .verifySoftwareToken(
            r -> r.accessToken(token).userCode(Authenticator.code(key, aws.clock().instant())));
    users
        .client()
        .setUserMFAPreference(
            r ->
                r.accessToken(token)
                    .smsMfaSettings(s -> s.enabled(question == Question.SMS_MFA))
                    .emailMfaSettings(s -> s.enabled(question == Question.EMAIL_OTP))
                    .softwareTokenMfaSettings(
                        s -> s.enabled(question == Question.SOFTWARE_TOKEN_MFA)));
    return key;
  }

  private Map<String, String> right(Question question) {
    String answer =
        switch (question) {
          case NEW_PASSWORD_REQUIRED -> "Passw0rd2";
          case SMS_MFA, EMAIL_OTP -> aws.userPool().lastCode(user).orElseThrow();
          case SOFTWARE_TOKEN_MFA -> Authenticator.code(secret, aws.clock().instant());
          case CUSTOM_CHALLENGE -> "right";
        };
    return new HashMap<>(Map.of("USERNAME", user, question.answer, answer));
  }

  private Object answer(Question question, String session, Map<String, String> answers) {
    return users.answer(question.name(), session, answers).authenticationResult();
  }

  private static void assertRefused(ThrowingCallable call, String code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e).hasMessageContaining(message);
            });
  }
}
