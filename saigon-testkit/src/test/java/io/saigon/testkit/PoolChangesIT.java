package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Settings of pools and app clients that have an effect: schema, permissions, verification. */
@ExtendWith(LocalAwsExtension.class)
class PoolChangesIT {
  private final String user = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private CognitoIdentityProviderClient client;
  private String pool;

  @BeforeEach
  void createPool(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
    pool =
        client
            .createUserPool(
                r ->
                    r.poolName("changes")
                        .schema(
                            s -> s.name("family_name").required(true),
                            s ->
                                s.name("level")
                                    .attributeDataType(AttributeDataType.NUMBER)
                                    .numberAttributeConstraints(n -> n.minValue("1").maxValue("9")),
                            s ->
                                s.name("code")
                                    .attributeDataType(AttributeDataType.STRING)
                                    .mutable(false)
                                    .stringAttributeConstraints(t -> t.maxLength("4"))))
            .userPool()
            .id();
  }

  @Test
  void theSchemaIsDescribedAndEnforced() {
    List<SchemaAttributeType> schema =
        client.describeUserPool(r -> r.userPoolId(pool)).userPool().schemaAttributes();
    assertThat(schema)
        .filteredOn(a -> a.name().equals("custom:level"))
        .singleElement()
        .returns("9", a -> a.numberAttributeConstraints().maxValue());
    String app = app();
    assertThatThrownBy(() -> signUp(app, Map.of()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("family_name: The attribute is required");
    for (Map<String, String> wrong :
        List.of(
            Map.of("custom:level", "ten"),
            Map.of("custom:level", "10"),
            Map.of("custom:code", "12345"),
            Map.of("custom:other", "x"),
            Map.of("birthdate", "1.1.2000"))) {
      assertThatThrownBy(() -> signUp(app, wrong))
          .as(wrong.toString())
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("Attributes did not conform to the schema");
    }
    signUp(app, Map.of("family_name", "Lee", "custom:code", "1234", "custom:level", "3"));
    assertThatThrownBy(() -> update(Map.of("custom:code", "4321")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Attribute cannot be updated");
    assertThatThrownBy(
            () ->
                client.adminDeleteUserAttributes(
                    r -> r.userPoolId(pool).username(user).userAttributeNames("family_name")))
        .isInstanceOf(InvalidParameterException.class);
    update(Map.of("custom:level", "4"));
    assertThat(attributes()).contains(attribute("custom:level", "4"));
  }

  @Test
  void customAttributesAreAdded() {
    client.addCustomAttributes(
        r ->
            r.userPoolId(pool)
                .customAttributes(a -> a.name("team").attributeDataType(AttributeDataType.STRING)));
    signUp(app(), Map.of("family_name", "Lee", "custom:team", "red"));
    assertThat(attributes()).contains(attribute("custom:team", "red"));
    assertThatThrownBy(
            () ->
                client.addCustomAttributes(
                    r -> r.userPoolId(pool).customAttributes(a -> a.name("team"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Existing attribute already has name");
  }

  @Test
  void anAppClientReadsAndWritesWhatItMay() {
    String app = app();
    signUp(app, Map.of("family_name", "Lee", "nickname", "annie"));
    confirm();
    assertThatThrownBy(
            () ->
                client.updateUserPoolClient(
                    r -> r.userPoolId(pool).clientId(app).writeAttributes("nickname")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid write attributes");
    client.updateUserPoolClient(
        r ->
            r.userPoolId(pool)
                .clientId(app)
                .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                .readAttributes("family_name")
                .writeAttributes("family_name"));
    String token = login(app).accessToken();
    assertThat(client.getUser(r -> r.accessToken(token)).userAttributes())
        .extracting(AttributeType::name)
        .containsExactlyInAnyOrder("sub", "family_name");
    assertThatThrownBy(
            () ->
                client.updateUserAttributes(
                    r -> r.accessToken(token).userAttributes(attribute("nickname", "x"))))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("unauthorized attribute");
  }

  @Test
  void aNewAddressIsNotVerifiedAndGetsACode() {
    update(
        r ->
            r.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .userAttributeUpdateSettings(
                    s -> s.attributesRequireVerificationBeforeUpdate(VerifiedAttributeType.EMAIL)));
    String app = app();
    signUp(app, Map.of("family_name", "Lee", "email", "old@example.com"));
    confirm();
    String token = login(app).accessToken();
    assertThat(
            client
                .updateUserAttributes(
                    r -> r.accessToken(token).userAttributes(attribute("email", "new@example.com")))
                .codeDeliveryDetailsList())
        .singleElement()
        .returns("email", CodeDeliveryDetailsType::attributeName);
    assertThat(attributes()).contains(attribute("email", "old@example.com"));
    LocalMessage sent =
        aws.messages(pool, user).stream().reduce((first, last) -> last).orElseThrow();
    assertThat(sent.destination()).isEqualTo("new@example.com");
    client.verifyUserAttribute(
        r -> r.accessToken(token).attributeName("email").code(sent.content()));
    assertThat(attributes())
        .contains(attribute("email", "new@example.com"), attribute("email_verified", "true"));
    update(Map.of("email", "third@example.com", "email_verified", "true"));
    assertThat(attributes()).contains(attribute("email", "third@example.com"));
  }

  @Test
  void aTemporaryPasswordIsReplacedWithRequiredAttributes() {
    String app = app();
    client.adminCreateUser(r -> r.userPoolId(pool).username(user).temporaryPassword("Temp-Pass1!"));
    InitiateAuthResponse asked = initiate(app, "Temp-Pass1!");
    assertThat(asked.challengeParameters())
        .containsEntry("requiredAttributes", "[\"userAttributes.family_name\"]");
    assertThatThrownBy(() -> newPassword(app, asked.session(), Map.of()))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("family_name is missing");
    assertThat(
            newPassword(app, asked.session(), Map.of("userAttributes.family_name", "Lee"))
                .authenticationResult())
        .isNotNull();
  }

  @Test
  void settingsThatAnUpdateLeavesOutHaveTheirDefaults() {
    update(
        r ->
            r.adminCreateUserConfig(c -> c.allowAdminCreateUserOnly(true))
                .deletionProtection(DeletionProtectionType.ACTIVE));
    String app = app();
    assertThatThrownBy(() -> signUp(app, Map.of("family_name", "Lee")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SignUp is not permitted for this user pool");
    assertThatThrownBy(() -> client.deleteUserPool(r -> r.userPoolId(pool)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("deletion protection is activated");
    update(r -> {});
    signUp(app, Map.of("family_name", "Lee"));
    client.deleteUserPool(r -> r.userPoolId(pool));
  }

  @Test
  void aUserWithoutAPasswordLogsInByACode() {
    update(
        r ->
            r.policies(
                p ->
                    p.signInPolicy(
                        s ->
                            s.allowedFirstAuthFactors(
                                AuthFactorType.PASSWORD, AuthFactorType.EMAIL_OTP))));
    String app = app();
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(user)
                .userAttributes(
                    attribute("family_name", "Lee"), attribute("email", "a@example.com")));
    InitiateAuthResponse asked =
        client.initiateAuth(
            r ->
                r.authFlow(AuthFlowType.USER_AUTH)
                    .clientId(app)
                    .authParameters(Map.of("USERNAME", user)));
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.SELECT_CHALLENGE);
    assertThat(asked.availableChallenges()).containsExactly(ChallengeNameType.EMAIL_OTP);
  }

  private String app() {
    return client
        .createUserPoolClient(
            r ->
                r.userPoolId(pool)
                    .clientName("app")
                    .explicitAuthFlows(
                        ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                        ExplicitAuthFlowsType.ALLOW_USER_AUTH))
        .userPoolClient()
        .clientId();
  }

  private void signUp(String app, Map<String, String> attributes) {
    client.signUp(
        r ->
            r.clientId(app)
                .username(user)
                .password("Passw0rd!")
                .userAttributes(
                    attributes.entrySet().stream()
                        .map(a -> attribute(a.getKey(), a.getValue()))
                        .toList()));
  }

  private void confirm() {
    client.adminConfirmSignUp(r -> r.userPoolId(pool).username(user));
  }

  private void update(Consumer<UpdateUserPoolRequest.Builder> settings) {
    client.updateUserPool(r -> settings.accept(r.userPoolId(pool)));
  }

  private void update(Map<String, String> attributes) {
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool)
                .username(user)
                .userAttributes(
                    attributes.entrySet().stream()
                        .map(a -> attribute(a.getKey(), a.getValue()))
                        .toList()));
  }

  private List<AttributeType> attributes() {
    return client.adminGetUser(r -> r.userPoolId(pool).username(user)).userAttributes();
  }

  private static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }

  private AuthenticationResultType login(String app) {
    return initiate(app, "Passw0rd!").authenticationResult();
  }

  private InitiateAuthResponse initiate(String app, String password) {
    return client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(app)
                .authParameters(Map.of("USERNAME", user, "PASSWORD", password)));
  }

  private RespondToAuthChallengeResponse newPassword(
      String app, String session, Map<String, String> attributes) {
    Map<String, String> responses = new HashMap<>(attributes);
    responses.put("USERNAME", user);
    responses.put("NEW_PASSWORD", "New-Pass1!");
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app)
                .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                .session(session)
                .challengeResponses(responses));
  }
}
