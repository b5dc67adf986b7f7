package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Marks of addresses, ways of recovery, roles and dates, as the documentation of AWS has them. */
@ExtendWith(LocalAwsExtension.class)
class UserPoolDetailsIT {
  private static final String PASSWORD = "Passw0rd!";
  private static final String ROLE = "arn:aws:iam::000000000000:role/";

  private final String username = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private UserPoolCalls users;
  private CognitoIdentityProviderClient client;
  private String pool;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
    client = users.client();
    pool = users.pool();
  }

  @Test
  void aNewAddressWithANewPasswordIsUnverified() {
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(username)
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    attribute("email", "old@example.com"), attribute("email_verified", "true")));
    String session = users.login(username, PASSWORD).session();
    users.answer(
        "NEW_PASSWORD_REQUIRED",
        session,
        Map.of(
            "USERNAME",
            username,
            "NEW_PASSWORD",
            "Passw0rd!2",
            "userAttributes.email",
            "new@example.com"));
    assertThat(attributes())
        .contains(attribute("email", "new@example.com"), attribute("email_verified", "false"));
  }

  @Test
  void anAddressThatIsNotThereIsNotMarked() {
    aws.userPool().createUser(username, PASSWORD);
    Map<String, String> messages =
        Map.of(
            "email_verified", "Email is required to verify/un-verify an email",
            "phone_number_verified", "Phone Number is required to verify/un-verify a phone number");
    messages.forEach(
        (mark, message) -> {
          for (Consumer<AttributeType> call :
              List.<Consumer<AttributeType>>of(
                  a ->
                      client.adminUpdateUserAttributes(
                          r -> r.userPoolId(pool).username(username).userAttributes(a)),
                  a ->
                      client.adminCreateUser(
                          r -> r.userPoolId(pool).username("new-" + username).userAttributes(a)))) {
            assertThatThrownBy(() -> call.accept(attribute(mark, "true")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining(message);
          }
        });
    assertThat(attributes()).extracting(AttributeType::name).containsExactly("sub");
  }

  @Test
  void anAttributeWithoutAValueIsDeleted() {
    aws.userPool()
        .createUser(
            username,
            PASSWORD,
            Map.of("phone_number", "+491701234567", "phone_number_verified", "true", "name", "A"));
    String token = CognitoUsers.login(aws, username, PASSWORD).accessToken();
    client.updateUserAttributes(
        r -> r.accessToken(token).userAttributes(attribute("phone_number", "")));
    assertThat(attributes())
        .extracting(AttributeType::name)
        .containsExactlyInAnyOrder("sub", "name");
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool)
                .username(username)
                .userAttributes(attribute("name", ""), attribute("nickname", "B")));
    assertThat(attributes())
        .extracting(AttributeType::name)
        .containsExactlyInAnyOrder("sub", "nickname");
    for (String name : List.of("sub", "shoe_size")) {
      assertThatThrownBy(
              () ->
                  client.adminUpdateUserAttributes(
                      r ->
                          r.userPoolId(pool)
                              .username(username)
                              .userAttributes(attribute(name, ""))))
          .isInstanceOf(InvalidParameterException.class);
    }
  }

  @Test
  void aUserWithoutAPasswordSetsTheFirstOne() {
    String own =
        client
            .createUserPool(
                r ->
                    r.poolName("passwordless")
                        .policies(
                            p ->
                                p.signInPolicy(
                                    s ->
                                        s.allowedFirstAuthFactorsWithStrings(
                                            "PASSWORD", "EMAIL_OTP"))))
            .userPool()
            .id();
    String app =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(own)
                        .clientName("app")
                        .explicitAuthFlowsWithStrings(
                            "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"))
            .userPoolClient()
            .clientId();
    client.adminCreateUser(
        r ->
            r.userPoolId(own)
                .username(username)
                .userAttributes(attribute("email", "ann@example.com")));
    String session =
        users
            .begin(
                app, "USER_AUTH", Map.of("USERNAME", username, "PREFERRED_CHALLENGE", "EMAIL_OTP"))
            .session();
    List<LocalMessage> messages = aws.messages(own, username);
    String code = messages.get(messages.size() - 1).content();
    String token =
        client
            .respondToAuthChallenge(
                r ->
                    r.clientId(app)
                        .challengeName(ChallengeNameType.EMAIL_OTP)
                        .session(session)
                        .challengeResponses(Map.of("USERNAME", username, "EMAIL_OTP_CODE", code)))
            .authenticationResult()
            .accessToken();
    client.changePassword(r -> r.accessToken(token).proposedPassword(PASSWORD));
    Map<String, String> password = Map.of("USERNAME", username, "PASSWORD", PASSWORD);
    assertThat(users.begin(app, "USER_PASSWORD_AUTH", password).authenticationResult()).isNotNull();
    assertThatThrownBy(
            () -> client.changePassword(r -> r.accessToken(token).proposedPassword("Passw0rd!2")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void noClientMayWriteMarks() {
    for (String mark : List.of("email_verified", "phone_number_verified")) {
      assertThatThrownBy(
              () ->
                  client.createUserPoolClient(
                      r -> r.userPoolId(pool).clientName("app").writeAttributes("email", mark)))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("Invalid write attributes specified while creating a client");
    }
  }

  @Test
  void aPasswordIsRecoveredBySmsFirstWhereThePoolDoesNotSay() {
    user();
    assertThat(forgot()).isEqualTo(DeliveryMediumType.SMS);
    client.adminSetUserMFAPreference(
        r -> r.userPoolId(pool).username(username).smsMfaSettings(s -> s.enabled(true)));
    assertThat(forgot()).isEqualTo(DeliveryMediumType.SMS);
  }

  @Test
  void aTextMessageThatIsTheSecondFactorIsNoWayOfRecoveryThatAPoolHas() {
    pool =
        client
            .createUserPool(
                r ->
                    r.poolName("recovery")
                        .accountRecoverySetting(
                            a ->
                                a.recoveryMechanisms(
                                    m -> m.priority(1).name("verified_phone_number"),
                                    m -> m.priority(2).name("verified_email"))))
            .userPool()
            .id();
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool)
                .mfaConfiguration(UserPoolMfaType.OPTIONAL)
                .smsMfaConfiguration(
                    s -> s.smsConfiguration(c -> c.snsCallerArn(ROLE + "sms").externalId("x"))));
    String app =
        client
            .createUserPoolClient(r -> r.userPoolId(pool).clientName("app"))
            .userPoolClient()
            .clientId();
    user();
    assertThat(forgot(app)).isEqualTo(DeliveryMediumType.SMS);
    client.adminSetUserMFAPreference(
        r -> r.userPoolId(pool).username(username).smsMfaSettings(s -> s.enabled(true)));
    assertThat(forgot(app)).isEqualTo(DeliveryMediumType.EMAIL);
  }

  @Test
  void aDisabledUserGetsNoCodeForANewPassword() {
    user();
    client.adminDisableUser(r -> r.userPoolId(pool).username(username));
    assertThat(forgot()).isNotNull();
    assertThat(aws.userPool().messages(username)).isEmpty();
    String open = users.newApp("ALLOW_USER_PASSWORD_AUTH");
    assertThatThrownBy(() -> forgot(open))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User is disabled.");
  }

  @Test
  void theAnswerAboutAMissingUserHasTheFormOfTheGivenName() {
    CodeDeliveryDetailsType delivery =
        client
            .forgotPassword(r -> r.clientId(users.app()).username("+491701234567"))
            .codeDeliveryDetails();
    assertThat(delivery.deliveryMedium()).isEqualTo(DeliveryMediumType.SMS);
    assertThat(delivery.destination()).isEqualTo("+********4567");
  }

  @Test
  void noRoleIsPreferredWhereSeveralGroupsComeFirst() throws Exception {
    aws.userPool().createUser(username, PASSWORD);
    group("one", "reader");
    assertThat(claim("cognito:preferred_role")).isEqualTo(ROLE + "reader");
    group("two", "reader");
    assertThat(claim("cognito:preferred_role")).isEqualTo(ROLE + "reader");
    group("three", "writer");
    assertThat(claim("cognito:preferred_role")).isNull();
    assertThat((List<?>) claim("cognito:roles")).hasSize(3);
  }

  @Test
  void theStatusOfUsersIsFoundInAnyCase() {
    aws.userPool().createUser(username, PASSWORD);
    for (String filter :
        List.of("cognito:user_status = \"confirmed\"", "cognito:user_status ^= \"Conf\"")) {
      assertThat(client.listUsersPaginator(r -> r.userPoolId(pool).filter(filter)).users())
          .extracting(UserType::username)
          .contains(username);
    }
    assertThat(
            client
                .listUsers(r -> r.userPoolId(pool).filter("cognito:user_status = \"conf\""))
                .users())
        .isEmpty();
  }

  @Test
  void poolsAndClientsHaveDates() {
    UserPoolType created = client.createUserPool(r -> r.poolName("dated")).userPool();
    assertThat(created.lastModifiedDate()).isEqualTo(created.creationDate());
    client.updateUserPool(r -> r.userPoolId(created.id()).poolName("renamed"));
    assertThat(client.listUserPoolsPaginator(r -> r.maxResults(60)).userPools())
        .filteredOn(p -> p.id().equals(created.id()))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.creationDate()).isEqualTo(created.creationDate());
              assertThat(p.lastModifiedDate()).isAfterOrEqualTo(created.creationDate());
            });
    UserPoolClientType app =
        client
            .createUserPoolClient(r -> r.userPoolId(created.id()).clientName("app"))
            .userPoolClient();
    assertThat(app.creationDate()).isNotNull().isEqualTo(app.lastModifiedDate());
    UserPoolClientType updated =
        client
            .updateUserPoolClient(r -> r.userPoolId(created.id()).clientId(app.clientId()))
            .userPoolClient();
    assertThat(updated.creationDate()).isEqualTo(app.creationDate());
    assertThat(updated.lastModifiedDate()).isAfterOrEqualTo(app.creationDate());
  }

  private void user() {
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(username)
                .temporaryPassword(PASSWORD)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    attribute("email", "ann@example.com"),
                    attribute("email_verified", "true"),
                    attribute("phone_number", "+491701234567"),
                    attribute("phone_number_verified", "true")));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password(PASSWORD).permanent(true));
  }

  private DeliveryMediumType forgot() {
    return forgot(users.app());
  }

  private DeliveryMediumType forgot(String app) {
    return client
        .forgotPassword(r -> r.clientId(app).username(username))
        .codeDeliveryDetails()
        .deliveryMedium();
  }

  private List<AttributeType> attributes() {
    return client.adminGetUser(r -> r.userPoolId(pool).username(username)).userAttributes();
  }

  private void group(String name, String role) {
    String group = name + "-" + username;
    client.createGroup(r -> r.userPoolId(pool).groupName(group).roleArn(ROLE + role));
    aws.userPool().addToGroup(username, group);
  }

  private Object claim(String name) throws Exception {
    return SignedJWT.parse(users.login(username, PASSWORD).authenticationResult().idToken())
        .getJWTClaimsSet()
        .getClaim(name);
  }

  private static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }
}
