package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Delivery and lifetime of codes, and of sessions of challenges. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class CodesIT {
  private static final Map<String, String> MAIL = Map.of("email", "ann@example.com");
  private static final Map<String, String> PHONE = Map.of("phone_number", "+491701234567");

  private final String username = "user-" + UUID.randomUUID();
  private final LocalAws aws;
  private final String app;
  private final CognitoIdentityProviderClient client;

  /** Shares one local AWS between the tests, each of which advances its clock. */
  CodesIT(LocalAws aws) {
    this.aws = aws;
    app = aws.userPool().clientId();
    client = Clients.userPools(aws);
  }

  @Test
  void aUserWithOnlyATelephoneGetsTheCodeBySms() {
    CodeDeliveryDetailsType delivery = signUp(PHONE).codeDeliveryDetails();
    assertThat(delivery.deliveryMedium()).isEqualTo(DeliveryMediumType.SMS);
    assertThat(delivery.attributeName()).isEqualTo("phone_number");
    assertThat(delivery.destination()).isEqualTo("+********4567");
    resend();
    LocalMessage message = aws.userPool().messages(username).get(1);
    assertThat(message.medium()).isEqualTo("SMS");
    assertThat(message.destination()).isEqualTo("+491701234567");
    client.confirmSignUp(
        r -> r.clientId(app).username(username).confirmationCode(message.content()));
    String token = CognitoUsers.login(aws, username, "Passw0rd").accessToken();
    assertThat(client.getUser(r -> r.accessToken(token)).userAttributes())
        .anyMatch(a -> a.name().equals("phone_number_verified") && a.value().equals("true"))
        .noneMatch(a -> a.name().equals("email_verified"));
    forgot();
    assertThat(aws.userPool().messages(username).get(2))
        .satisfies(
            sent -> {
              assertThat(sent.trigger()).isEqualTo("CustomMessage_ForgotPassword");
              assertThat(sent.medium()).isEqualTo("SMS");
            });
    newPassword(code());
    assertThat(CognitoUsers.login(aws, username, "Passw0rd2")).isNotNull();
  }

  @Test
  void aUserWithBothGetsTheCodeBySms() {
    Map<String, String> both = new java.util.HashMap<>(MAIL);
    both.putAll(PHONE);
    assertThat(signUp(both).codeDeliveryDetails().deliveryMedium())
        .isEqualTo(DeliveryMediumType.SMS);
    assertThat(aws.userPool().messages(username))
        .extracting(LocalMessage::medium)
        .containsExactly("SMS");
  }

  @Test
  void aUserWithoutAVerifiedAddressGetsNoCode() {
    assertThat(signUp(Map.of()).codeDeliveryDetails()).isNull();
    assertThatThrownBy(this::resend).isInstanceOf(InvalidParameterException.class);
    String unverified = username + "-unverified";
    aws.userPool().createUser(unverified, "Passw0rd", PHONE);
    assertThatThrownBy(() -> client.forgotPassword(r -> r.clientId(app).username(unverified)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("no registered/verified email or phone_number");
    assertThat(aws.userPool().messages(username)).isEmpty();
    assertThat(aws.userPool().messages(unverified)).isEmpty();
  }

  @Test
  void aConfirmationCodeIsValidForADay() {
    signUp(MAIL);
    String code = code();
    aws.clock().advance(Duration.ofHours(24).plusSeconds(1));
    assertExpired(
        () -> client.confirmSignUp(r -> r.clientId(app).username(username).confirmationCode(code)));
    resend();
    String next = code();
    client.confirmSignUp(r -> r.clientId(app).username(username).confirmationCode(next));
    assertThat(CognitoUsers.login(aws, username, "Passw0rd")).isNotNull();
  }

  @Test
  void aPasswordResetCodeIsValidForAnHour() {
    aws.userPool()
        .createUser(
            username, "Passw0rd", Map.of("email", "ann@example.com", "email_verified", "true"));
    forgot();
    String code = code();
    aws.clock().advance(Duration.ofHours(1).plusSeconds(1));
    assertExpired(() -> newPassword(code));
    forgot();
    newPassword(code());
    assertThat(CognitoUsers.login(aws, username, "Passw0rd2")).isNotNull();
  }

  @Test
  void aChallengeExpiresAfterThreeMinutes() {
    aws.userPool().createUser(username, "Passw0rd", PHONE);
    String token = CognitoUsers.login(aws, username, "Passw0rd").accessToken();
    client.setUserMFAPreference(
        r -> r.accessToken(token).smsMfaSettings(s -> s.enabled(true).preferredMfa(true)));
    String session = login().session();
    String code = code();
    aws.clock().advance(Duration.ofSeconds(181));
    assertThatThrownBy(() -> answer(session, code))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session is expired");
    String next = login().session();
    aws.clock().advance(Duration.ofSeconds(170));
    assertThat(answer(next, code()).authenticationResult()).isNotNull();
  }

  private SignUpResponse signUp(Map<String, String> attributes) {
    return client.signUp(
        r ->
            r.clientId(app)
                .username(username)
                .password("Passw0rd")
                .userAttributes(
                    attributes.entrySet().stream()
                        .map(
                            a ->
                                AttributeType.builder()
                                    .name(a.getKey())
                                    .value(a.getValue())
                                    .build())
                        .toList()));
  }

  private void resend() {
    client.resendConfirmationCode(r -> r.clientId(app).username(username));
  }

  private void forgot() {
    client.forgotPassword(r -> r.clientId(app).username(username));
  }

  private void newPassword(String code) {
    client.confirmForgotPassword(
        r -> r.clientId(app).username(username).password("Passw0rd2").confirmationCode(code));
  }

  private String code() {
    return aws.userPool().lastCode(username).orElseThrow();
  }

  private InitiateAuthResponse login() {
    return client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(app)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", "Passw0rd")));
  }

  private RespondToAuthChallengeResponse answer(String session, String code) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app)
                .challengeName(ChallengeNameType.SMS_MFA)
                .session(session)
                .challengeResponses(Map.of("USERNAME", username, "SMS_MFA_CODE", code)));
  }

  private static void assertExpired(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(ExpiredCodeException.class)
        .hasMessageContaining("please request a code again");
  }
}
