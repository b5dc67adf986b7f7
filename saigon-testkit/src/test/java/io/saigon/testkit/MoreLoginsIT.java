package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Second factors, custom challenges, and refresh token rotation. */
@ExtendWith(LocalAwsExtension.class)
class MoreLoginsIT {
  private final String username = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private CognitoIdentityProviderClient client;

  @BeforeEach
  void createUser(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
    aws.userPool().createUser(username, "Passw0rd");
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(aws.userPool().id())
                .username(username)
                .userAttributes(
                    a -> a.name("email").value("ann@example.com"),
                    a -> a.name("phone_number").value("+491701234567")));
  }

  @Test
  void aCodeBySmsIsRequiredAndValidOnce() {
    prefer(r -> r.smsMfaSettings(s -> s.enabled(true).preferredMfa(true)));
    InitiateAuthResponse asked = login();
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.SMS_MFA);
    assertThat(asked.challengeParameters())
        .containsEntry("CODE_DELIVERY_DESTINATION", "+********4567");
    assertThatThrownBy(() -> answer(asked, ChallengeNameType.SMS_MFA, "SMS_MFA_CODE", "none"))
        .isInstanceOf(CodeMismatchException.class);
    String code = aws.userPool().lastCode(username).orElseThrow();
    assertThat(
            answer(asked, ChallengeNameType.SMS_MFA, "SMS_MFA_CODE", code).authenticationResult())
        .isNotNull();
    assertThatThrownBy(() -> answer(asked, ChallengeNameType.SMS_MFA, "SMS_MFA_CODE", code))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aCodeByMailIsRequired() {
    prefer(r -> r.emailMfaSettings(s -> s.enabled(true).preferredMfa(true)));
    InitiateAuthResponse asked = login();
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
    String code = aws.userPool().lastCode(username).orElseThrow();
    assertThat(
            answer(asked, ChallengeNameType.EMAIL_OTP, "EMAIL_OTP_CODE", code)
                .authenticationResult())
        .isNotNull();
  }

  @Test
  void anAuthenticatorAppIsVerifiedAndThenRequired() {
    assertThatThrownBy(
            () -> prefer(r -> r.softwareTokenMfaSettings(s -> s.enabled(true).preferredMfa(true))))
        .isInstanceOf(InvalidParameterException.class);
    String token = login().authenticationResult().accessToken();
    String secret = client.associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    assertThatThrownBy(
            () -> client.verifySoftwareToken(r -> r.accessToken(token).userCode("000000")))
        .isInstanceOf(EnableSoftwareTokenMfaException.class);
    client.verifySoftwareToken(
        r -> r.accessToken(token).userCode(Authenticator.code(secret, Instant.now())));
    prefer(r -> r.softwareTokenMfaSettings(s -> s.enabled(true).preferredMfa(true)));
    InitiateAuthResponse asked = login();
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    String code = Authenticator.code(secret, Instant.now());
    assertThat(
            answer(asked, ChallengeNameType.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA_CODE", code)
                .authenticationResult())
        .isNotNull();
    InitiateAuthResponse again = login();
    assertThatThrownBy(
            () ->
                answer(
                    again, ChallengeNameType.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA_CODE", code))
        .isInstanceOf(CodeMismatchException.class);
  }

  @Test
  void aCodeOfAnAuthenticatorIsValidForItsTimeAndSecretOnly() {
    String token = login().authenticationResult().accessToken();
    assertThatThrownBy(
            () -> client.verifySoftwareToken(r -> r.accessToken(token).userCode("123456")))
        .isInstanceOf(EnableSoftwareTokenMfaException.class);
    String secret = client.associateSoftwareToken(r -> r.accessToken(token)).secretCode();
    Instant now = Instant.now();
    for (Instant other : new Instant[] {now.minusSeconds(120), now.plusSeconds(120)}) {
      String code = Authenticator.code(secret, other);
      assertThatThrownBy(() -> client.verifySoftwareToken(r -> r.accessToken(token).userCode(code)))
          .isInstanceOf(EnableSoftwareTokenMfaException.class);
    }
    for (String code : new String[] {"12345x", "no", "１２３４５６"}) {
      assertThatThrownBy(() -> client.verifySoftwareToken(r -> r.accessToken(token).userCode(code)))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("regular expression pattern: [0-9]+");
    }
    client.verifySoftwareToken(
        r -> r.accessToken(token).userCode(Authenticator.code(secret, Instant.now())));
    prefer(r -> r.softwareTokenMfaSettings(s -> s.enabled(true).preferredMfa(true)));
    InitiateAuthResponse asked = login();
    String late = Authenticator.code(secret, Instant.now().minusSeconds(120));
    assertThatThrownBy(
            () ->
                answer(
                    asked, ChallengeNameType.SOFTWARE_TOKEN_MFA, "SOFTWARE_TOKEN_MFA_CODE", late))
        .isInstanceOf(CodeMismatchException.class);
  }

  @Test
  void aSecondFactorNeedsAnAddress() {
    String bare = "bare-" + username;
    aws.userPool().createUser(bare, "Passw0rd");
    assertThatThrownBy(() -> prefer(r -> r.username(bare).smsMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("User does not have delivery config set");
    assertThatThrownBy(() -> prefer(r -> r.username(bare).emailMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("User does not have delivery config set");
    assertThatThrownBy(
            () -> prefer(r -> r.username(bare).softwareTokenMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("User has not verified software token mfa");
    assertThat(CognitoUsers.login(aws, bare, "Passw0rd")).isNotNull();
  }

  @Test
  void aCustomChallengeIsSentAndItsAnswerChecked() {
    aws.userPool()
        .customChallenge(
            Map.of("riddle", "What has keys but no locks?"),
            (user, answer) -> answer.equals("piano"));
    InitiateAuthResponse asked = begin(AuthFlowType.CUSTOM_AUTH);
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.CUSTOM_CHALLENGE);
    assertThat(asked.challengeParameters())
        .containsEntry("riddle", "What has keys but no locks?")
        .containsEntry("USERNAME", username);
    assertThatThrownBy(() -> answer(asked, ChallengeNameType.CUSTOM_CHALLENGE, "ANSWER", "door"))
        .isInstanceOf(NotAuthorizedException.class);
    InitiateAuthResponse again = begin(AuthFlowType.CUSTOM_AUTH);
    assertThat(
            answer(again, ChallengeNameType.CUSTOM_CHALLENGE, "ANSWER", "piano")
                .authenticationResult())
        .isNotNull();
  }

  @Test
  void withRefreshTokenRotationOldTokensAreInvalid() {
    String id =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(aws.userPool().id())
                        .clientName("rotating")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                        .refreshTokenRotation(
                            t -> t.feature(FeatureType.ENABLED).retryGracePeriodSeconds(0)))
            .userPoolClient()
            .clientId();
    String first =
        client
            .initiateAuth(
                r ->
                    r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                        .clientId(id)
                        .authParameters(Map.of("USERNAME", username, "PASSWORD", "Passw0rd")))
            .authenticationResult()
            .refreshToken();
    AuthenticationResultType next =
        client
            .getTokensFromRefreshToken(r -> r.clientId(id).refreshToken(first))
            .authenticationResult();
    assertThat(next.idToken()).isNotEmpty();
    assertThat(next.refreshToken()).isNotEmpty().isNotEqualTo(first);
    assertThatThrownBy(
            () -> client.getTokensFromRefreshToken(r -> r.clientId(id).refreshToken(first)))
        .isInstanceOf(RefreshTokenReuseException.class);
    assertThat(
            client
                .getTokensFromRefreshToken(r -> r.clientId(id).refreshToken(next.refreshToken()))
                .authenticationResult())
        .isNotNull();
  }

  private void prefer(
      java.util.function.Consumer<AdminSetUserMfaPreferenceRequest.Builder> preference) {
    client.adminSetUserMFAPreference(
        r -> preference.accept(r.userPoolId(aws.userPool().id()).username(username)));
  }

  private InitiateAuthResponse login() {
    return begin(AuthFlowType.USER_PASSWORD_AUTH);
  }

  private InitiateAuthResponse begin(AuthFlowType flow) {
    return client.initiateAuth(
        r ->
            r.authFlow(flow)
                .clientId(aws.userPool().clientId())
                .authParameters(Map.of("USERNAME", username, "PASSWORD", "Passw0rd")));
  }

  private RespondToAuthChallengeResponse answer(
      InitiateAuthResponse asked, ChallengeNameType challenge, String name, String answer) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(aws.userPool().clientId())
                .challengeName(challenge)
                .session(asked.session())
                .challengeResponses(Map.of("USERNAME", username, name, answer)));
  }
}
