package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Telephone numbers and preferred user names as user names and aliases. */
@ExtendWith(LocalAwsExtension.class)
class SignInAttributesIT {
  private static final String PASSWORD = "Passw0rd!";
  private static final String PHONE = "+491701234567";
  private static final String MAIL = "ann@example.com";

  private LocalAws aws;
  private CognitoIdentityProviderClient client;
  private String pool;
  private String app;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
  }

  @Test
  void aTelephoneNumberIsTheNameOfAUserWhoseRealNameIsGenerated() throws Exception {
    pool(r -> r.usernameAttributesWithStrings("phone_number"));
    SignUpResponse signUp = signUp(PHONE);
    assertThat(signUp.codeDeliveryDetails().deliveryMedium()).isEqualTo(DeliveryMediumType.SMS);
    assertThatThrownBy(() -> login(PHONE)).isInstanceOf(UserNotConfirmedException.class);
    confirm(PHONE, false);
    AdminGetUserResponse user = user(PHONE);
    assertThat(user.username()).isEqualTo(signUp.userSub());
    assertThat(UUID.fromString(user.username())).isNotNull();
    assertThat(user.userAttributes())
        .contains(attribute("phone_number", PHONE), attribute("phone_number_verified", "true"));
    AuthenticationResultType tokens = login(PHONE);
    assertThat(claim(tokens.idToken(), "cognito:username")).isEqualTo(user.username());
    assertThat(claim(tokens.accessToken(), "username")).isEqualTo(user.username());
    assertThat(client.getUser(r -> r.accessToken(tokens.accessToken())).username())
        .isEqualTo(user.username());
    assertThat(login(user.username()).accessToken()).isNotEmpty();
    assertThat(names("phone_number = \"" + PHONE + "\"")).containsExactly(user.username());
    assertThat(names("username = \"" + PHONE + "\"")).isEmpty();
    assertThat(described().usernameAttributesAsStrings()).containsExactly("phone_number");
    assertThat(described().hasAliasAttributes()).isFalse();
    for (String name : List.of("ann", MAIL, "491701234567")) {
      assertThatThrownBy(() -> signUp(name))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining("Username should be a phone number.");
    }
    for (Consumer<String> again : List.<Consumer<String>>of(this::signUp, this::create)) {
      assertThatThrownBy(() -> again.accept(PHONE))
          .isInstanceOf(UsernameExistsException.class)
          .hasMessageContaining("An account with the given phone_number already exists.");
    }
  }

  @Test
  void aUserSignsInByTheAddressOfTheSignUpAndByAnotherOneOnceItIsVerified() {
    pool(r -> r.usernameAttributesWithStrings("email", "phone_number"));
    assertThat(described().usernameAttributesAsStrings()).containsExactly("email", "phone_number");
    create(MAIL, attribute("phone_number", PHONE));
    String ann = user(MAIL).username();
    assertUnknown(PHONE);
    update(MAIL, attribute("phone_number_verified", "true"));
    assertThat(user(PHONE).username()).isEqualTo(ann);
    assertThatThrownBy(() -> create(PHONE)).isInstanceOf(UsernameExistsException.class);
    create("+491700000000", attribute("email", "bob@example.com"));
    String bob = user("+491700000000").username();
    assertThatThrownBy(
            () -> update(bob, attribute("email", MAIL), attribute("email_verified", "true")))
        .isInstanceOf(AliasExistsException.class)
        .hasMessageContaining("An account with the email already exists.");
    assertThatThrownBy(() -> update(bob, attribute("phone_number", PHONE)))
        .isInstanceOf(AliasExistsException.class);
    update(bob, attribute("phone_number", "+491700000001"));
    assertUnknown("+491700000000");
    assertThat(user("+491700000001").username()).isEqualTo(bob);
    assertThatThrownBy(() -> create("cleo"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Username should be either an email or a phone number.");
    assertThatThrownBy(
            () ->
                client.adminDeleteUserAttributes(
                    r -> r.userPoolId(pool).username(bob).userAttributeNames("phone_number")))
        .isInstanceOf(InvalidParameterException.class);
    client.adminDeleteUserAttributes(
        r -> r.userPoolId(pool).username(ann).userAttributeNames("phone_number"));
    assertUnknown(PHONE);
  }

  @Test
  void theUserNameWinsOverAnotherValueOfItsAttribute() {
    pool(r -> r.usernameAttributesWithStrings("email"));
    create(MAIL, attribute("email", "other@example.com"));
    assertThat(user(MAIL).userAttributes()).contains(attribute("email", MAIL));
    assertUnknown("other@example.com");
  }

  @Test
  void aVerifiedTelephoneNumberIsAnAliasEverywhere() {
    pool(r -> r.aliasAttributesWithStrings("phone_number", "email", "preferred_username"));
    assertThat(described().aliasAttributesAsStrings())
        .containsExactly("phone_number", "email", "preferred_username");
    assertThat(described().hasUsernameAttributes()).isFalse();
    for (Consumer<String> call : List.<Consumer<String>>of(this::signUp, this::create)) {
      assertThatThrownBy(() -> call.accept(PHONE))
          .isInstanceOf(InvalidParameterException.class)
          .hasMessageContaining(
              "Username cannot be of phone number format, since user pool is configured for phone"
                  + " number alias.");
    }
    create("ann", attribute("phone_number", PHONE));
    assertUnknown(PHONE);
    assertThatThrownBy(() -> login(PHONE)).isInstanceOf(UserNotFoundException.class);
    update("ann", attribute("phone_number_verified", "true"));
    assertThat(user(PHONE).username()).isEqualTo("ann");
    client.forgotPassword(r -> r.clientId(app).username(PHONE));
    String code = lastMessage("ann").content();
    client.confirmForgotPassword(
        r -> r.clientId(app).username(PHONE).confirmationCode(code).password("Passw0rd!2"));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(PHONE).password(PASSWORD).permanent(true));
    assertThat(client.getUser(r -> r.accessToken(login(PHONE).accessToken())).username())
        .isEqualTo("ann");
  }

  @Test
  void anAliasMovesToTheUserWhoVerifiesTheAddress() {
    pool(r -> r.aliasAttributesWithStrings("phone_number"));
    create("ann", attribute("phone_number", PHONE), attribute("phone_number_verified", "true"));
    create("bob");
    String token = login("bob").accessToken();
    client.updateUserAttributes(
        r -> r.accessToken(token).userAttributes(attribute("phone_number", PHONE)));
    assertThat(user(PHONE).username()).isEqualTo("ann");
    String code = lastMessage("bob").content();
    client.verifyUserAttribute(r -> r.accessToken(token).attributeName("phone_number").code(code));
    assertThat(user(PHONE).username()).isEqualTo("bob");
    assertThat(user("ann").userAttributes())
        .contains(attribute("phone_number", PHONE), attribute("phone_number_verified", "false"));
    update("ann", attribute("phone_number_verified", "true"));
    assertThat(user(PHONE).username()).isEqualTo("ann");
  }

  @Test
  void aSignUpTakesTheAliasOfAnotherUserByForceAlone() {
    pool(r -> r.aliasAttributesWithStrings("phone_number"));
    create("ann", attribute("phone_number", PHONE), attribute("phone_number_verified", "true"));
    signUp("bob", attribute("phone_number", PHONE));
    assertThatThrownBy(() -> confirm("bob", false))
        .isInstanceOf(AliasExistsException.class)
        .hasMessageContaining("An account with the phone_number already exists.");
    assertThat(user("bob").userStatus()).isEqualTo(UserStatusType.UNCONFIRMED);
    assertThat(user(PHONE).username()).isEqualTo("ann");
    confirm("bob", true);
    assertThat(user(PHONE).username()).isEqualTo("bob");
    assertThatThrownBy(
            () ->
                create(
                    "cleo",
                    attribute("phone_number", PHONE),
                    attribute("phone_number_verified", "true")))
        .isInstanceOf(AliasExistsException.class);
    assertUnknown("cleo");
  }

  @Test
  void anAddressThatATriggerVerifiesTakesTheAliasButNoUserName() {
    String arn = "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
    aws.lambda(
        arn,
        event -> {
          event.getJsonObject("response").put("autoConfirmUser", true).put("autoVerifyPhone", true);
          return event;
        });
    pool(r -> r.aliasAttributesWithStrings("phone_number").lambdaConfig(l -> l.preSignUp(arn)));
    create("ann", attribute("phone_number", PHONE), attribute("phone_number_verified", "true"));
    assertThat(signUp("bob", attribute("phone_number", PHONE)).userConfirmed()).isTrue();
    assertThat(user(PHONE).username()).isEqualTo("bob");
    pool(
        r ->
            r.usernameAttributesWithStrings("email", "phone_number")
                .lambdaConfig(l -> l.preSignUp(arn)));
    create(PHONE);
    assertThatThrownBy(() -> signUp("bob@example.com", attribute("phone_number", PHONE)))
        .isInstanceOf(AliasExistsException.class);
    assertUnknown("bob@example.com");
  }

  @Test
  void anUnverifiedAddressTakesNoAliasEvenByForce() {
    pool(r -> r.aliasAttributesWithStrings("email"));
    create("ann", attribute("email", MAIL), attribute("email_verified", "true"));
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username("bob")
                .forceAliasCreation(true)
                .userAttributes(attribute("email", MAIL)));
    assertThat(user(MAIL).username()).isEqualTo("ann");
  }

  @Test
  void aPreferredUserNameIsAnAliasOfAConfirmedUser() {
    pool(r -> r.aliasAttributesWithStrings("preferred_username"));
    assertThatThrownBy(() -> signUp("ann", attribute("preferred_username", "annie")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Preferred username cannot be provided for unconfirmed account");
    signUp("ann");
    assertThatThrownBy(() -> update("ann", attribute("preferred_username", "annie")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Preferred username cannot be provided for unconfirmed account");
    client.adminConfirmSignUp(r -> r.userPoolId(pool).username("ann"));
    String token = login("ann").accessToken();
    client.updateUserAttributes(
        r -> r.accessToken(token).userAttributes(attribute("preferred_username", "annie")));
    assertThat(client.getUser(r -> r.accessToken(login("annie").accessToken())).username())
        .isEqualTo("ann");
    create("bob");
    for (String taken : List.of("annie", "ann")) {
      assertThatThrownBy(() -> update("bob", attribute("preferred_username", taken)))
          .isInstanceOf(AliasExistsException.class)
          .hasMessageContaining("An account with the preferred_username already exists.");
    }
    assertThatThrownBy(() -> create("cleo", attribute("preferred_username", "annie")))
        .isInstanceOf(AliasExistsException.class);
    assertThatThrownBy(() -> create("annie")).isInstanceOf(UsernameExistsException.class);
    update("ann", attribute("preferred_username", "anna"));
    assertUnknown("annie");
    update("bob", attribute("preferred_username", "annie"));
    assertThat(user("annie").username()).isEqualTo("bob");
    assertThat(user("anna").username()).isEqualTo("ann");
    assertThat(names("preferred_username = \"anna\"")).containsExactly("ann");
    assertThat(names("username = \"anna\"")).isEmpty();
  }

  @Test
  void withoutAnAliasAPreferredUserNameIsAnAttributeLikeAnyOther() {
    pool(r -> {});
    signUp("ann", attribute("preferred_username", "annie"));
    create("bob", attribute("preferred_username", "annie"));
    assertUnknown("annie");
  }

  @Test
  void aPreferredUserNameThatIsRequiredCannotBeAnAlias() {
    assertThatThrownBy(
            () ->
                pool(
                    r ->
                        r.aliasAttributesWithStrings("preferred_username")
                            .schema(s -> s.name("preferred_username").required(true))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("preferred_username");
  }

  @Test
  void theCaseOfAliasesCountsAsThatOfUserNames() {
    pool(r -> r.aliasAttributesWithStrings("email", "preferred_username"));
    create("ann", attribute("email", MAIL), attribute("email_verified", "true"));
    assertUnknown("Ann@example.com");
    pool(
        r ->
            r.aliasAttributesWithStrings("email", "preferred_username")
                .usernameConfiguration(u -> u.caseSensitive(false)));
    create("ann", attribute("email", MAIL), attribute("email_verified", "true"));
    update("ann", attribute("preferred_username", "annie"));
    assertThat(user("ANN@example.com").username()).isEqualTo("ann");
    assertThat(user("Annie").username()).isEqualTo("ann");
    create("bob");
    assertThatThrownBy(() -> update("bob", attribute("preferred_username", "ANNIE")))
        .isInstanceOf(AliasExistsException.class);
    assertThatThrownBy(() -> create("Annie")).isInstanceOf(UsernameExistsException.class);
  }

  @Test
  void theSecretHashIsOfTheGivenNameAtALoginAndOfTheRealOneAtARefresh() {
    pool(r -> r.usernameAttributesWithStrings("phone_number"));
    create(PHONE);
    String sub = user(PHONE).username();
    UserPoolClientType secret =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("secret")
                        .generateSecret(true)
                        .explicitAuthFlowsWithStrings(
                            "ALLOW_USER_PASSWORD_AUTH",
                            "ALLOW_USER_SRP_AUTH",
                            "ALLOW_REFRESH_TOKEN_AUTH"))
            .userPoolClient();
    AuthenticationResultType tokens =
        begin(
                secret.clientId(),
                "USER_PASSWORD_AUTH",
                Map.of("USERNAME", PHONE, "PASSWORD", PASSWORD, "SECRET_HASH", hash(secret, PHONE)))
            .authenticationResult();
    InitiateAuthResponse srp =
        begin(
            secret.clientId(),
            "USER_SRP_AUTH",
            Map.of(
                "USERNAME",
                PHONE,
                "SRP_A",
                new SrpClient(BigInteger.valueOf(12345)).publicA().toString(16),
                "SECRET_HASH",
                hash(secret, PHONE)));
    assertThat(srp.challengeParameters()).containsEntry("USER_ID_FOR_SRP", sub);
    String refresh = tokens.refreshToken();
    assertThat(
            begin(
                    secret.clientId(),
                    "REFRESH_TOKEN_AUTH",
                    Map.of("REFRESH_TOKEN", refresh, "SECRET_HASH", hash(secret, sub)))
                .authenticationResult()
                .accessToken())
        .isNotEmpty();
    assertThatThrownBy(
            () ->
                begin(
                    secret.clientId(),
                    "REFRESH_TOKEN_AUTH",
                    Map.of("REFRESH_TOKEN", refresh, "SECRET_HASH", hash(secret, PHONE))))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SecretHash does not match");
  }

  @Test
  void aMissingUserHasAGeneratedNameToo() {
    pool(r -> r.usernameAttributesWithStrings("phone_number"));
    String hiding =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("hiding")
                        .preventUserExistenceErrors("ENABLED")
                        .explicitAuthFlowsWithStrings("ALLOW_USER_SRP_AUTH"))
            .userPoolClient()
            .clientId();
    String srpA = new SrpClient(BigInteger.valueOf(12345)).publicA().toString(16);
    Map<String, String> given = Map.of("USERNAME", PHONE, "SRP_A", srpA);
    String missing =
        begin(hiding, "USER_SRP_AUTH", given).challengeParameters().get("USER_ID_FOR_SRP");
    assertThat(UUID.fromString(missing)).hasToString(missing);
    assertThat(begin(hiding, "USER_SRP_AUTH", given).challengeParameters())
        .containsEntry("USER_ID_FOR_SRP", missing);
    create(PHONE);
    assertThat(begin(hiding, "USER_SRP_AUTH", given).challengeParameters())
        .containsEntry("USER_ID_FOR_SRP", user(PHONE).username());
  }

  @Test
  void aUserChoosesTheFactorOfALoginByAnAlias() {
    pool(
        r ->
            r.aliasAttributesWithStrings("preferred_username", "phone_number")
                .policies(
                    p ->
                        p.signInPolicy(
                            s -> s.allowedFirstAuthFactorsWithStrings("PASSWORD", "SMS_OTP"))));
    create("ann", attribute("phone_number", PHONE), attribute("phone_number_verified", "true"));
    update("ann", attribute("preferred_username", "annie"));
    for (String alias : List.of("annie", PHONE)) {
      InitiateAuthResponse sent =
          begin(app, "USER_AUTH", Map.of("USERNAME", alias, "PREFERRED_CHALLENGE", "SMS_OTP"));
      assertThat(sent.challengeName()).isEqualTo(ChallengeNameType.SMS_OTP);
      String code = lastMessage("ann").content();
      assertThat(
              client
                  .respondToAuthChallenge(
                      r ->
                          r.clientId(app)
                              .challengeName(ChallengeNameType.SMS_OTP)
                              .session(sent.session())
                              .challengeResponses(Map.of("USERNAME", alias, "SMS_OTP_CODE", code)))
                  .authenticationResult()
                  .accessToken())
          .isNotEmpty();
    }
  }

  private void pool(Consumer<CreateUserPoolRequest.Builder> settings) {
    pool =
        client
            .createUserPool(
                r ->
                    settings.accept(
                        r.poolName("names")
                            .autoVerifiedAttributesWithStrings("email", "phone_number")))
            .userPool()
            .id();
    app =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("app")
                        .explicitAuthFlowsWithStrings(
                            "ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"))
            .userPoolClient()
            .clientId();
  }

  private UserPoolType described() {
    return client.describeUserPool(r -> r.userPoolId(pool)).userPool();
  }

  private SignUpResponse signUp(String username, AttributeType... attributes) {
    return client.signUp(
        r -> r.clientId(app).username(username).password(PASSWORD).userAttributes(attributes));
  }

  private void confirm(String username, boolean force) {
    String code = lastMessage(username).content();
    client.confirmSignUp(
        r -> r.clientId(app).username(username).confirmationCode(code).forceAliasCreation(force));
  }

  private LocalMessage lastMessage(String username) {
    List<LocalMessage> messages = aws.messages(pool, username);
    return messages.get(messages.size() - 1);
  }

  private void create(String username, AttributeType... attributes) {
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(username)
                .messageAction(MessageActionType.SUPPRESS)
                .temporaryPassword(PASSWORD)
                .userAttributes(attributes));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password(PASSWORD).permanent(true));
  }

  private void update(String username, AttributeType... attributes) {
    client.adminUpdateUserAttributes(
        r -> r.userPoolId(pool).username(username).userAttributes(attributes));
  }

  private AdminGetUserResponse user(String username) {
    return client.adminGetUser(r -> r.userPoolId(pool).username(username));
  }

  private List<String> names(String filter) {
    return client.listUsers(r -> r.userPoolId(pool).filter(filter)).users().stream()
        .map(UserType::username)
        .toList();
  }

  private void assertUnknown(String username) {
    assertThatThrownBy(() -> user(username)).isInstanceOf(UserNotFoundException.class);
  }

  private AuthenticationResultType login(String username) {
    return begin(app, "USER_PASSWORD_AUTH", Map.of("USERNAME", username, "PASSWORD", PASSWORD))
        .authenticationResult();
  }

  private InitiateAuthResponse begin(String app, String flow, Map<String, String> parameters) {
    return client.initiateAuth(r -> r.clientId(app).authFlow(flow).authParameters(parameters));
  }

  private static String hash(UserPoolClientType client, String username) {
    byte[] key = client.clientSecret().getBytes(StandardCharsets.UTF_8);
    byte[] message = (username + client.clientId()).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(SrpClient.hmac(key, message));
  }

  private static AttributeType attribute(String name, String value) {
    return AttributeType.builder().name(name).value(value).build();
  }

  private static Object claim(String token, String name) throws Exception {
    return SignedJWT.parse(token).getJWTClaimsSet().getClaim(name);
  }
}
