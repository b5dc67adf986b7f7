package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Pools that require a second factor, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class MfaSetupIT {
  private static final String SMS_ROLE = "arn:aws:iam::000000000000:role/sms";

  private LocalAws aws;
  private CognitoIdentityProviderClient client;
  private String pool;
  private String app;

  @BeforeEach
  void createPool(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
    pool = client.createUserPool(r -> r.poolName("mfa")).userPool().id();
    app =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("app")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH))
            .userPoolClient()
            .clientId();
  }

  @Test
  void theConfigurationIsKeptAndWrongOnesAreRefused() {
    assertThat(client.getUserPoolMfaConfig(r -> r.userPoolId(pool)).mfaConfiguration())
        .isEqualTo(UserPoolMfaType.OFF);
    configure(
        r ->
            r.mfaConfiguration(UserPoolMfaType.OPTIONAL)
                .softwareTokenMfaConfiguration(t -> t.enabled(true))
                .emailMfaConfiguration(e -> e.subject("Code").message("It is {####}"))
                .smsMfaConfiguration(
                    s -> s.smsConfiguration(c -> c.snsCallerArn(SMS_ROLE).externalId("x"))));
    GetUserPoolMfaConfigResponse config = client.getUserPoolMfaConfig(r -> r.userPoolId(pool));
    assertThat(config.mfaConfiguration()).isEqualTo(UserPoolMfaType.OPTIONAL);
    assertThat(config.softwareTokenMfaConfiguration().enabled()).isTrue();
    assertThat(config.emailMfaConfiguration().subject()).isEqualTo("Code");
    assertThat(config.smsMfaConfiguration().smsConfiguration().snsCallerArn()).isEqualTo(SMS_ROLE);
    assertThat(client.describeUserPool(r -> r.userPoolId(pool)).userPool().mfaConfiguration())
        .isEqualTo(UserPoolMfaType.OPTIONAL);
    assertThatThrownBy(() -> configure(r -> r.mfaConfiguration(UserPoolMfaType.ON)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("can't disable all MFAs and require an MFA");
    assertThatThrownBy(
            () ->
                configure(
                    r ->
                        r.mfaConfiguration(UserPoolMfaType.OFF)
                            .softwareTokenMfaConfiguration(t -> t.enabled(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("can't turn off MFA and configure an MFA together");
  }

  @Test
  void anAuthenticatorAppIsSetUpDuringTheFirstLogin() {
    requireTotp();
    String user = user(Map.of());
    InitiateAuthResponse asked = login(user);
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.MFA_SETUP);
    assertThat(asked.challengeParameters())
        .containsEntry("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\"]");
    assertThatThrownBy(() -> finishSetup(user, asked.session()))
        .isInstanceOf(NotAuthorizedException.class);
    AssociateSoftwareTokenResponse token =
        client.associateSoftwareToken(r -> r.session(asked.session()));
    assertThatThrownBy(() -> client.associateSoftwareToken(r -> r.session(asked.session())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session can only be used once");
    assertThatThrownBy(
            () -> client.verifySoftwareToken(r -> r.session(token.session()).userCode("000000")))
        .isInstanceOf(EnableSoftwareTokenMfaException.class);
    VerifySoftwareTokenResponse verified =
        client.verifySoftwareToken(
            r -> r.session(token.session()).userCode(code(token.secretCode())));
    assertThat(verified.status()).isEqualTo(VerifySoftwareTokenResponseType.SUCCESS);
    AuthenticationResultType tokens = finishSetup(user, verified.session()).authenticationResult();
    assertThat(tokens).isNotNull();
    GetUserResponse known = client.getUser(r -> r.accessToken(tokens.accessToken()));
    assertThat(known.preferredMfaSetting()).isEqualTo("SOFTWARE_TOKEN_MFA");
    assertThat(known.userMFASettingList()).containsExactly("SOFTWARE_TOKEN_MFA");
    assertThat(login(user).challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
  }

  @Test
  void aSetupIsOfItsUserAlone() {
    requireTotp();
    String ann = user(Map.of());
    String bob = user(Map.of());
    AssociateSoftwareTokenResponse token =
        client.associateSoftwareToken(r -> r.session(login(ann).session()));
    String session =
        client
            .verifySoftwareToken(r -> r.session(token.session()).userCode(code(token.secretCode())))
            .session();
    assertThatThrownBy(() -> finishSetup(bob, session))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid session for the user");
  }

  @Test
  void anAddressIsSetUpDuringTheFirstLogin() {
    configure(
        r ->
            r.mfaConfiguration(UserPoolMfaType.ON)
                .softwareTokenMfaConfiguration(t -> t.enabled(true))
                .emailMfaConfiguration(e -> e.subject("Code")));
    String user = user(Map.of());
    InitiateAuthResponse asked = login(user);
    assertThat(asked.challengeParameters())
        .containsEntry("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\",\"EMAIL_OTP\"]");
    RespondToAuthChallengeResponse sent =
        respond("MFA_SETUP", asked.session(), Map.of("USERNAME", user, "EMAIL", "a@example.com"));
    assertThat(sent.challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
    String code =
        aws.messages(pool, user).stream().reduce((first, last) -> last).orElseThrow().content();
    assertThat(
            respond("EMAIL_OTP", sent.session(), Map.of("USERNAME", user, "EMAIL_OTP_CODE", code))
                .authenticationResult())
        .isNotNull();
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username(user)).userAttributes())
        .contains(attribute("email", "a@example.com"), attribute("email_verified", "true"));
    assertThat(login(user).challengeName()).isEqualTo(ChallengeNameType.EMAIL_OTP);
  }

  @Test
  void aPhoneNumberIsEnoughWhereAFactorIsRequired() {
    configure(
        r ->
            r.mfaConfiguration(UserPoolMfaType.ON)
                .smsMfaConfiguration(
                    s -> s.smsConfiguration(c -> c.snsCallerArn(SMS_ROLE).externalId("x"))));
    String bare = user(Map.of());
    assertThat(login(bare).challengeParameters()).containsEntry("MFAS_CAN_SETUP", "[\"SMS_MFA\"]");
    String user = user(Map.of("phone_number", "+491701234567"));
    assertThat(login(user).challengeName()).isEqualTo(ChallengeNameType.SMS_MFA);
  }

  @Test
  void oneOfSeveralFactorsIsChosenUnlessOneIsPreferred() {
    configure(
        r ->
            r.mfaConfiguration(UserPoolMfaType.OPTIONAL)
                .emailMfaConfiguration(e -> e.subject("Code"))
                .smsMfaConfiguration(
                    s -> s.smsConfiguration(c -> c.snsCallerArn(SMS_ROLE).externalId("x"))));
    String user = user(Map.of("phone_number", "+491701234567", "email", "a@example.com"));
    assertThat(login(user).authenticationResult()).isNotNull();
    prefer(user, false);
    InitiateAuthResponse asked = login(user);
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.SELECT_MFA_TYPE);
    assertThat(asked.challengeParameters())
        .containsEntry("MFAS_CAN_CHOOSE", "[\"SMS_MFA\",\"EMAIL_OTP\"]");
    assertThatThrownBy(
            () ->
                respond(
                    "SELECT_MFA_TYPE",
                    asked.session(),
                    Map.of("USERNAME", user, "ANSWER", "SOFTWARE_TOKEN_MFA")))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(
            respond(
                    "SELECT_MFA_TYPE",
                    asked.session(),
                    Map.of("USERNAME", user, "ANSWER", "EMAIL_OTP"))
                .challengeName())
        .isEqualTo(ChallengeNameType.EMAIL_OTP);
    prefer(user, true);
    assertThat(login(user).challengeName()).isEqualTo(ChallengeNameType.SMS_MFA);
  }

  @Test
  void aPoolWithoutAFactorHasNone() {
    String user = user(Map.of("email", "a@example.com"));
    String token = login(user).authenticationResult().accessToken();
    assertThatThrownBy(() -> client.associateSoftwareToken(r -> r.accessToken(token)))
        .isInstanceOf(SoftwareTokenMfaNotFoundException.class);
    assertThatThrownBy(
            () ->
                client.setUserMFAPreference(
                    r -> r.accessToken(token).emailMfaSettings(s -> s.enabled(true))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  @FreshLocalAws
  void aSetupEndsAfterThreeMinutes() {
    requireTotp();
    String user = user(Map.of());
    String session = login(user).session();
    aws.clock().advance(Duration.ofMinutes(4));
    assertThatThrownBy(() -> client.associateSoftwareToken(r -> r.session(session)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session is expired");
  }

  private void prefer(String user, boolean sms) {
    client.adminSetUserMFAPreference(
        r ->
            r.userPoolId(pool)
                .username(user)
                .smsMfaSettings(s -> s.enabled(true).preferredMfa(sms))
                .emailMfaSettings(s -> s.enabled(true)));
  }

  private void requireTotp() {
    configure(
        r ->
            r.mfaConfiguration(UserPoolMfaType.ON)
                .softwareTokenMfaConfiguration(t -> t.enabled(true)));
  }

  private void configure(Consumer<SetUserPoolMfaConfigRequest.Builder> configuration) {
    client.setUserPoolMfaConfig(r -> configuration.accept(r.userPoolId(pool)));
  }

  private String user(Map<String, String> attributes) {
    String name = "user-" + UUID.randomUUID();
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(name)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    attributes.entrySet().stream()
                        .map(a -> attribute(a.getKey(), a.getValue()))
                        .toList()));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(name).password("Passw0rd!").permanent(true));
    return name;
  }

  private static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }

  private String code(String secret) {
    return Authenticator.code(secret, aws.clock().instant());
  }

  private InitiateAuthResponse login(String user) {
    return client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(app)
                .authParameters(Map.of("USERNAME", user, "PASSWORD", "Passw0rd!")));
  }

  private RespondToAuthChallengeResponse finishSetup(String user, String session) {
    return respond("MFA_SETUP", session, Map.of("USERNAME", user));
  }

  private RespondToAuthChallengeResponse respond(
      String challenge, String session, Map<String, String> responses) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app)
                .challengeName(challenge)
                .session(session)
                .challengeResponses(responses));
  }
}
