package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Passwords, messages, recovery, names and tags as the settings of a pool have them. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class PoolOptionsIT {
  private static final String PASSWORD = "Passw0rd!";

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
  void theLastPasswordsAreRefusedAsOftenAsThePoolRemembers() {
    pool(r -> r.policies(p -> p.passwordPolicy(w -> w.minimumLength(8).passwordHistorySize(2))));
    user("ann");
    String token = login("ann", PASSWORD).accessToken();
    change(token, PASSWORD, "Passw0rd!2");
    for (String old : List.of(PASSWORD, "Passw0rd!2")) {
      assertThatThrownBy(() -> change(token, "Passw0rd!2", old))
          .isInstanceOf(PasswordHistoryPolicyViolationException.class)
          .hasMessageContaining("Password has previously been used.");
      assertThatThrownBy(() -> set("ann", old))
          .isInstanceOf(PasswordHistoryPolicyViolationException.class);
    }
    client.forgotPassword(r -> r.clientId(app).username("ann"));
    String code = code("ann");
    assertThatThrownBy(() -> recover("ann", code, PASSWORD))
        .isInstanceOf(PasswordHistoryPolicyViolationException.class);
    recover("ann", code, "Passw0rd!3");
    set("ann", PASSWORD);
    assertThat(login("ann", PASSWORD)).isNotNull();
    assertThatThrownBy(
            () ->
                pool(
                    r ->
                        r.userPoolTier(UserPoolTierType.LITE)
                            .policies(p -> p.passwordPolicy(w -> w.passwordHistorySize(1)))))
        .isInstanceOf(FeatureUnavailableInTierException.class);
  }

  @Test
  void wrongPasswordsLockAUserOutForTimesThatDouble() {
    pool(r -> {});
    user("ann");
    for (int count = 1; count <= 12; count++) {
      assertWrong("ann", "Incorrect username or password.");
      if (count < 12) {
        aws.clock().advance(Duration.ofSeconds(1 + (count < 5 ? 0 : 1L << (count - 5))));
      }
    }
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> login("ann", PASSWORD))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("Password attempts exceeded");
    }
    aws.clock().advance(Duration.ofSeconds(129));
    assertThat(login("ann", PASSWORD)).isNotNull();
    assertWrong("ann", "Incorrect username or password.");
    assertThat(login("ann", PASSWORD)).isNotNull();
  }

  @Test
  void codesThatAreWrongOrRequestedTooOftenAreLimited() {
    pool(r -> {});
    user("ann");
    client.forgotPassword(r -> r.clientId(app).username("ann"));
    String code = code("ann");
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> recover("ann", "none", PASSWORD))
          .isInstanceOf(CodeMismatchException.class);
    }
    assertThatThrownBy(() -> recover("ann", code, PASSWORD))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining("Attempt limit exceeded, please try after some time.");
    aws.clock().advance(Duration.ofMinutes(61));
    for (int i = 0; i < 20; i++) {
      client.forgotPassword(r -> r.clientId(app).username("ann"));
    }
    assertThatThrownBy(() -> client.forgotPassword(r -> r.clientId(app).username("ann")))
        .isInstanceOf(LimitExceededException.class);
    recover("ann", code("ann"), "Passw0rd!2");
    aws.clock().advance(Duration.ofMinutes(61));
    client.forgotPassword(r -> r.clientId(app).username("ann"));
  }

  @Test
  void challengesAreOpenAsLongAsTheClientSays() {
    pool(r -> {});
    client.adminCreateUser(r -> r.userPoolId(pool).username("new").temporaryPassword(PASSWORD));
    String patient = client("patient", c -> c.authSessionValidity(15));
    String session = begin(patient, "new").session();
    aws.clock().advance(Duration.ofMinutes(14));
    assertThat(answer(patient, "new", session).authenticationResult()).isNotNull();
    client.adminSetUserPassword(r -> r.userPoolId(pool).username("new").password(PASSWORD));
    String late = begin(app, "new").session();
    aws.clock().advance(Duration.ofMinutes(4));
    assertThatThrownBy(() -> answer(app, "new", late))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session is expired");
    assertThat(
            client
                .describeUserPoolClient(r -> r.userPoolId(pool).clientId(patient))
                .userPoolClient()
                .authSessionValidity())
        .isEqualTo(15);
    for (int minutes : new int[] {2, 16}) {
      assertThatThrownBy(() -> client("x", c -> c.authSessionValidity(minutes)))
          .isInstanceOf(InvalidParameterException.class);
    }
  }

  @Test
  void messagesHaveTheTextsOfThePool() {
    pool(
        r ->
            r.emailVerificationSubject("Welcome {username}")
                .verificationMessageTemplate(t -> t.emailMessage("Your code: {####}!"))
                .adminCreateUserConfig(
                    a ->
                        a.inviteMessageTemplate(
                            i -> i.emailMessage("Hi {username}, use {####}").emailSubject("Hi"))));
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username("bob")
                .temporaryPassword(PASSWORD)
                .userAttributes(a -> a.name("email").value("bob@example.com")));
    LocalMessage invitation = aws.messages(pool, "bob").get(0);
    assertThat(invitation.text()).isEqualTo("Hi bob, use " + PASSWORD);
    assertThat(invitation.subject()).isEqualTo("Hi");
    signUp("ann");
    LocalMessage message = aws.messages(pool, "ann").get(0);
    assertThat(message.text()).isEqualTo("Your code: " + message.content() + "!");
    assertThat(message.subject()).isEqualTo("Welcome ann");
    assertThat(message.toString()).doesNotContain(message.content());
    pool(r -> {});
    signUp("eve");
    assertThat(aws.messages(pool, "eve").get(0))
        .satisfies(
            m -> {
              assertThat(m.text()).isEqualTo("Your verification code is " + m.content() + ".");
              assertThat(m.subject()).isEqualTo("Your verification code");
            });
    assertThatThrownBy(() -> pool(r -> r.smsVerificationMessage("no code")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () ->
                pool(
                    r ->
                        r.verificationMessageTemplate(
                            t -> t.defaultEmailOption(DefaultEmailOptionType.CONFIRM_WITH_LINK))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("CONFIRM_WITH_LINK is not supported");
  }

  @Test
  void messagesAreWrittenByTheCustomMessageTrigger() {
    String arn = "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
    pool(r -> r.lambdaConfig(l -> l.customMessage(arn)));
    aws.lambda(
        arn,
        event -> {
          event
              .getJsonObject("response")
              .put("emailSubject", event.getString("triggerSource"))
              .put(
                  "emailMessage",
                  "Code " + event.getJsonObject("request").getString("codeParameter"));
          return event;
        });
    signUp("ann");
    LocalMessage message = aws.messages(pool, "ann").get(0);
    assertThat(message.text()).isEqualTo("Code " + message.content());
    assertThat(message.subject()).isEqualTo("CustomMessage_SignUp");
    assertThatThrownBy(
            () ->
                client.adminCreateUser(
                    r ->
                        r.userPoolId(pool)
                            .username("bob")
                            .userAttributes(a -> a.name("email").value("bob@example.com"))))
        .isInstanceOf(InvalidLambdaResponseException.class)
        .hasMessageContaining("username parameter");
    aws.lambda(
        arn,
        event -> {
          event.getJsonObject("response").put("emailMessage", "No code at all");
          return event;
        });
    assertThatThrownBy(() -> signUp("eve"))
        .isInstanceOf(InvalidLambdaResponseException.class)
        .hasMessageContaining("code parameter");
  }

  @Test
  void passwordsAreRecoveredAsThePoolSays() {
    pool(
        r ->
            r.accountRecoverySetting(
                a -> a.recoveryMechanisms(mechanism(1, "verified_phone_number"))));
    user("ann");
    assertThatThrownBy(() -> client.forgotPassword(r -> r.clientId(app).username("ann")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("no registered/verified");
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool)
                .username("ann")
                .userAttributes(
                    a -> a.name("phone_number").value("+491701234567"),
                    a -> a.name("phone_number_verified").value("true")));
    assertThat(
            client
                .forgotPassword(r -> r.clientId(app).username("ann"))
                .codeDeliveryDetails()
                .deliveryMedium())
        .isEqualTo(DeliveryMediumType.SMS);
    pool(r -> r.accountRecoverySetting(a -> a.recoveryMechanisms(mechanism(1, "admin_only"))));
    user("ann");
    assertThatThrownBy(() -> client.forgotPassword(r -> r.clientId(app).username("ann")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Contact administrator to reset password.");
    assertThatThrownBy(
            () ->
                pool(
                    r ->
                        r.accountRecoverySetting(
                            a ->
                                a.recoveryMechanisms(
                                    mechanism(1, "admin_only"), mechanism(2, "verified_email")))))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void theCaseOfNamesCountsUnlessThePoolSaysOtherwise() {
    pool(r -> r.usernameConfiguration(u -> u.caseSensitive(false)));
    user("ann");
    assertThat(login("ANN", PASSWORD)).isNotNull();
    assertThatThrownBy(() -> client.adminCreateUser(r -> r.userPoolId(pool).username("Ann")))
        .isInstanceOf(UsernameExistsException.class);
    pool(r -> r.usernameConfiguration(u -> u.caseSensitive(true)));
    user("ann");
    user("Ann");
    assertThatThrownBy(() -> login("ANN", PASSWORD)).isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void onlyAddressesThatThePoolVerifiesGetACode() {
    pool(r -> r.autoVerifiedAttributes(List.of()));
    signUp("ann");
    assertThat(aws.messages(pool, "ann")).isEmpty();
    assertThatThrownBy(() -> client.resendConfirmationCode(r -> r.clientId(app).username("ann")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Auto verification not turned on");
  }

  @Test
  void poolsHaveTagsAndNamesThatChange() {
    pool(r -> r.userPoolTags(Map.of("a", "1", "b", "2")));
    String arn = client.describeUserPool(r -> r.userPoolId(pool)).userPool().arn();
    client.tagResource(r -> r.resourceArn(arn).tags(Map.of("b", "3", "c", "4")));
    client.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
    assertThat(client.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .isEqualTo(Map.of("b", "3", "c", "4"));
    client.updateUserPool(r -> r.userPoolId(pool).poolName("renamed"));
    assertThat(client.describeUserPool(r -> r.userPoolId(pool)).userPool())
        .satisfies(
            p -> {
              assertThat(p.name()).isEqualTo("renamed");
              assertThat(p.userPoolTags()).isEqualTo(Map.of("b", "3", "c", "4"));
            });
    assertThatThrownBy(() -> client.tagResource(r -> r.resourceArn(arn).tags(Map.of("aws:a", "1"))))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> client.listTagsForResource(r -> r.resourceArn(arn + "0")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void whatTheLocalAwsDoesNotHaveIsRefused() {
    List<Consumer<CreateUserPoolRequest.Builder>> refused =
        List.of(
            r -> r.userPoolAddOns(a -> a.advancedSecurityMode(AdvancedSecurityModeType.ENFORCED)),
            r ->
                r.adminCreateUserConfig(a -> a.unusedAccountValidityDays(3))
                    .policies(p -> p.passwordPolicy(w -> w.temporaryPasswordValidityDays(5))));
    for (Consumer<CreateUserPoolRequest.Builder> settings : refused) {
      assertThatThrownBy(() -> pool(settings)).isInstanceOf(InvalidParameterException.class);
    }
    pool(r -> {});
    assertThatThrownBy(
            () -> client("x", c -> c.analyticsConfiguration(a -> a.applicationId("0123456789"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("no AnalyticsConfiguration");
    assertThatThrownBy(() -> client("x", c -> c.enablePropagateAdditionalUserContextData(true)))
        .isInstanceOf(InvalidParameterException.class);
    String secret = "a".repeat(24);
    String known = client("known", c -> c.clientSecret(secret));
    assertThat(
            client
                .describeUserPoolClient(r -> r.userPoolId(pool).clientId(known))
                .userPoolClient()
                .clientSecret())
        .isEqualTo(secret);
    assertThatThrownBy(() -> client("x", c -> c.clientSecret("short")))
        .isInstanceOf(InvalidParameterException.class);
  }

  private static RecoveryOptionType mechanism(int priority, String name) {
    return RecoveryOptionType.builder().priority(priority).name(name).build();
  }

  private void pool(Consumer<CreateUserPoolRequest.Builder> settings) {
    pool =
        client
            .createUserPool(
                r ->
                    settings.accept(
                        r.poolName("settings").autoVerifiedAttributesWithStrings("email")))
            .userPool()
            .id();
    app = client("app", c -> {});
  }

  private String client(String name, Consumer<CreateUserPoolClientRequest.Builder> settings) {
    return client
        .createUserPoolClient(
            r ->
                settings.accept(
                    r.userPoolId(pool)
                        .clientName(name)
                        .explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH")))
        .userPoolClient()
        .clientId();
  }

  private void user(String username) {
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(username)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    a -> a.name("email").value(username + "@example.com"),
                    a -> a.name("email_verified").value("true")));
    set(username, PASSWORD);
  }

  private void set(String username, String password) {
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password(password).permanent(true));
  }

  private void signUp(String username) {
    client.signUp(
        r ->
            r.clientId(app)
                .username(username)
                .password(PASSWORD)
                .userAttributes(a -> a.name("email").value(username + "@example.com")));
  }

  private void change(String token, String old, String password) {
    client.changePassword(
        r -> r.accessToken(token).previousPassword(old).proposedPassword(password));
  }

  private void recover(String username, String code, String password) {
    client.confirmForgotPassword(
        r -> r.clientId(app).username(username).confirmationCode(code).password(password));
  }

  private String code(String username) {
    List<LocalMessage> messages = aws.messages(pool, username);
    return messages.get(messages.size() - 1).content();
  }

  private void assertWrong(String username, String message) {
    assertThatThrownBy(() -> login(username, "wrong"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining(message);
  }

  private AuthenticationResultType login(String username, String password) {
    return client
        .initiateAuth(
            r ->
                r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                    .clientId(app)
                    .authParameters(Map.of("USERNAME", username, "PASSWORD", password)))
        .authenticationResult();
  }

  private InitiateAuthResponse begin(String client, String username) {
    return this.client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(client)
                .authParameters(Map.of("USERNAME", username, "PASSWORD", PASSWORD)));
  }

  private RespondToAuthChallengeResponse answer(String client, String username, String session) {
    return this.client.respondToAuthChallenge(
        r ->
            r.clientId(client)
                .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                .session(session)
                .challengeResponses(Map.of("USERNAME", username, "NEW_PASSWORD", "Passw0rd!new")));
  }
}
