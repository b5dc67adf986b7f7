package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Lambda triggers of user pools, run in the flows of the AWS SDK's client. */
@ExtendWith(LocalAwsExtension.class)
class TriggersIT {
  private static final String PASSWORD = "Passw0rd!";
  private static final AttributeType EMAIL =
      AttributeType.builder().name("email").value("ann@example.com").build();

  private final String arn = "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
  private final List<JsonObject> events = new CopyOnWriteArrayList<>();

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
  void aSignUpIsConfirmedByItsTrigger() {
    pool(l -> l.preSignUp(arn).postConfirmation(arn));
    handle(
        event -> {
          if (event.getString("triggerSource").startsWith("PreSignUp")) {
            event
                .getJsonObject("response")
                .put("autoConfirmUser", true)
                .put("autoVerifyEmail", true);
          }
        });
    assertThat(signUp("ann").userConfirmed()).isTrue();
    assertThat(login("ann").accessToken()).isNotEmpty();
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("ann")).userAttributes())
        .contains(AttributeType.builder().name("email_verified").value("true").build());
    JsonObject before = events.get(0);
    assertThat(before.fieldNames())
        .containsExactlyInAnyOrder(
            "version",
            "triggerSource",
            "region",
            "userPoolId",
            "userName",
            "callerContext",
            "request",
            "response");
    assertThat(before.getString("version")).isEqualTo("1");
    assertThat(before.getString("triggerSource")).isEqualTo("PreSignUp_SignUp");
    assertThat(before.getString("region")).isEqualTo(aws.region());
    assertThat(before.getString("userPoolId")).isEqualTo(pool);
    assertThat(before.getString("userName")).isEqualTo("ann");
    assertThat(before.getJsonObject("callerContext").getString("clientId")).isEqualTo(app);
    assertThat(before.getJsonObject("request"))
        .isEqualTo(
            new JsonObject()
                .put("userAttributes", new JsonObject().put("email", "ann@example.com"))
                .put("validationData", new JsonObject().put("invitation", "42"))
                .put("clientMetadata", new JsonObject().put("from", "test")));
    JsonObject after = events.get(1);
    assertThat(after.getString("triggerSource")).isEqualTo("PostConfirmation_ConfirmSignUp");
    JsonObject attributes = after.getJsonObject("request").getJsonObject("userAttributes");
    assertThat(attributes.getString("cognito:user_status")).isEqualTo("CONFIRMED");
    assertThat(attributes.getString("sub")).isNotEmpty();
    assertThat(events).hasSize(2);
  }

  @Test
  void aFunctionThatFailsRefusesASignUp() {
    pool(l -> l.preSignUp(arn));
    handle(
        event -> {
          throw new IllegalStateException("No invitation");
        });
    assertThatThrownBy(() -> signUp("ann"))
        .isInstanceOf(UserLambdaValidationException.class)
        .hasMessageContaining("PreSignUp failed with error No invitation.");
    assertThatThrownBy(() -> client.adminCreateUser(r -> r.userPoolId(pool).username("bob")))
        .isInstanceOf(UserLambdaValidationException.class);
    assertThat(client.listUsers(r -> r.userPoolId(pool)).users()).isEmpty();
    assertThat(events.get(1).getString("triggerSource")).isEqualTo("PreSignUp_AdminCreateUser");
    assertThat(events.get(1).getJsonObject("callerContext").getString("clientId"))
        .isEqualTo("CLIENT_ID_NOT_APPLICABLE");
  }

  @Test
  void anAnswerThatIsNoneAndAFunctionThatIsMissingAreReported() {
    pool(l -> l.preSignUp(arn));
    assertThatThrownBy(() -> signUp("ann"))
        .isInstanceOf(UnexpectedLambdaException.class)
        .hasMessageContaining("PreSignUp invocation failed due to error")
        .hasMessageContaining("LocalAws.lambda(arn, function)");
    for (JsonObject answer :
        new JsonObject[] {
          null,
          new JsonObject(),
          new JsonObject().put("response", "none"),
          new JsonObject().put("response", new JsonObject().put("autoConfirmUser", "yes"))
        }) {
      aws.lambda(arn, event -> answer);
      assertThatThrownBy(() -> signUp("ann"))
          .isInstanceOf(InvalidLambdaResponseException.class)
          .hasMessageContaining("Unrecognizable lambda output");
    }
    aws.lambda(arn, event -> event.put("response", new JsonObject().put("autoVerifyPhone", true)));
    assertThatThrownBy(() -> signUp("ann")).isInstanceOf(InvalidLambdaResponseException.class);
  }

  @Test
  void aFunctionMayCallTheUserPoolItself() {
    pool(l -> l.postConfirmation(arn));
    client.createGroup(r -> r.userPoolId(pool).groupName("members"));
    handle(
        event ->
            client.adminAddUserToGroup(
                r ->
                    r.userPoolId(pool).username(event.getString("userName")).groupName("members")));
    signUp("ann");
    client.adminConfirmSignUp(
        r -> r.userPoolId(pool).username("ann").clientMetadata(Map.of("by", "admin")));
    assertThat(client.adminListGroupsForUser(r -> r.userPoolId(pool).username("ann")).groups())
        .extracting(GroupType::groupName)
        .containsExactly("members");
    assertThat(events.get(0).getJsonObject("request").getJsonObject("clientMetadata"))
        .isEqualTo(new JsonObject().put("by", "admin"));
  }

  @Test
  void logInsCallTheirTriggersAndMayBeRefused() {
    pool(l -> l.preAuthentication(arn).postAuthentication(arn));
    user("ann");
    handle(event -> {});
    client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(app)
                .clientMetadata(Map.of("device", "phone"))
                .authParameters(Map.of("USERNAME", "ann", "PASSWORD", PASSWORD)));
    assertThat(events)
        .extracting(e -> e.getString("triggerSource"))
        .containsExactly("PreAuthentication_Authentication", "PostAuthentication_Authentication");
    JsonObject before = events.get(0).getJsonObject("request");
    assertThat(before.getJsonObject("validationData"))
        .isEqualTo(new JsonObject().put("device", "phone"));
    assertThat(before.getBoolean("userNotFound")).isFalse();
    assertThat(events.get(1).getJsonObject("request").getBoolean("newDeviceUsed")).isFalse();
    assertThat(events.get(1).getJsonObject("request").containsKey("clientMetadata")).isFalse();
    events.clear();
    assertThatThrownBy(() -> login("nobody")).isInstanceOf(NotAuthorizedException.class);
    assertThat(events.get(0).getJsonObject("request").getBoolean("userNotFound")).isTrue();
    handle(
        event -> {
          throw new IllegalStateException("Closed on Sundays");
        });
    assertThatThrownBy(() -> login("ann"))
        .isInstanceOf(UserLambdaValidationException.class)
        .hasMessageContaining("PreAuthentication failed with error Closed on Sundays.");
    lambdas(l -> l.postAuthentication(arn));
    assertThatThrownBy(() -> login("ann"))
        .isInstanceOf(UserLambdaValidationException.class)
        .hasMessageContaining("PostAuthentication failed with error Closed on Sundays.");
    lambdas(l -> {});
    assertThat(login("ann")).isNotNull();
  }

  @Test
  void claimsOfIdentityTokensAndGroupsAreChangedByTheFirstVersion() {
    pool(l -> l.preTokenGeneration(arn));
    user("ann");
    group("ann", "members");
    handle(
        event ->
            event
                .getJsonObject("response")
                .put(
                    "claimsOverrideDetails",
                    new JsonObject()
                        .put(
                            "claimsToAddOrOverride",
                            new JsonObject().put("tenant", "acme").put("sub", "nobody"))
                        .put("claimsToSuppress", new JsonArray().add("email").add("iss"))
                        .put(
                            "groupOverrideDetails",
                            new JsonObject()
                                .put("groupsToOverride", new JsonArray().add("admins")))));
    AuthenticationResultType tokens = login("ann");
    JWTClaimsSet id = claims(tokens.idToken());
    assertThat(id.getClaims())
        .containsEntry("tenant", "acme")
        .containsEntry("cognito:groups", List.of("admins"))
        .containsKey("iss")
        .doesNotContainKey("email")
        .doesNotContainEntry("sub", "nobody");
    assertThat(claims(tokens.accessToken()).getClaims())
        .containsEntry("cognito:groups", List.of("admins"))
        .doesNotContainKey("tenant");
    JsonObject event = events.get(0);
    assertThat(event.getString("triggerSource")).isEqualTo("TokenGeneration_Authentication");
    assertThat(event.getJsonObject("request").getJsonObject("groupConfiguration"))
        .isEqualTo(
            new JsonObject()
                .put("groupsToOverride", new JsonArray().add("members"))
                .put("iamRolesToOverride", new JsonArray())
                .putNull("preferredRole"));
    client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                .clientId(app)
                .authParameters(Map.of("REFRESH_TOKEN", tokens.refreshToken())));
    assertThat(events.get(1).getString("triggerSource")).isEqualTo("TokenGeneration_RefreshTokens");
    handle(
        e ->
            e.getJsonObject("response")
                .put(
                    "claimsOverrideDetails",
                    new JsonObject()
                        .put("claimsToAddOrOverride", new JsonObject().put("level", 7))));
    assertThatThrownBy(() -> login("ann")).isInstanceOf(InvalidLambdaResponseException.class);
  }

  @Test
  void laterVersionsChangeAccessTokensAndScopesToo() {
    pool(l -> l.preTokenGenerationConfig(c -> c.lambdaArn(arn).lambdaVersion("V2_0")));
    user("ann");
    group("ann", "members");
    handle(
        event ->
            event
                .getJsonObject("response")
                .put(
                    "claimsAndScopeOverrideDetails",
                    new JsonObject()
                        .put(
                            "idTokenGeneration",
                            new JsonObject()
                                .put(
                                    "claimsToAddOrOverride",
                                    new JsonObject().put("plan", new JsonObject().put("level", 7))))
                        .put(
                            "accessTokenGeneration",
                            new JsonObject()
                                .put(
                                    "claimsToAddOrOverride",
                                    new JsonObject().put("tenant", "acme").put("client_id", "x"))
                                .put("scopesToAdd", new JsonArray().add("orders/read"))
                                .put(
                                    "scopesToSuppress",
                                    new JsonArray().add("aws.cognito.signin.user.admin")))
                        .put("groupOverrideDetails", new JsonObject())));
    AuthenticationResultType tokens = login("ann");
    assertThat(claims(tokens.idToken()).getClaims())
        .containsEntry("plan", Map.of("level", 7L))
        .doesNotContainKey("cognito:groups");
    assertThat(claims(tokens.accessToken()).getClaims())
        .containsEntry("tenant", "acme")
        .containsEntry("scope", "orders/read")
        .containsEntry("client_id", app)
        .doesNotContainKey("cognito:groups");
    assertThat(events.get(0).getString("version")).isEqualTo("2");
    assertThat(events.get(0).getJsonObject("request").getJsonArray("scopes"))
        .isEqualTo(new JsonArray().add("aws.cognito.signin.user.admin"));
  }

  @Test
  void usersAreMigratedWhenTheyLogInOrForgetTheirPassword() {
    pool(l -> l.userMigration(arn));
    handle(
        event -> {
          String password = event.getJsonObject("request").getString("password");
          if (password != null && !password.equals("old one")) {
            throw new IllegalStateException("Bad password");
          }
          event
              .getJsonObject("response")
              .put(
                  "userAttributes",
                  new JsonObject().put("email", "old@example.com").put("email_verified", "true"))
              .put("finalUserStatus", "CONFIRMED")
              .put("messageAction", "SUPPRESS");
        });
    assertThatThrownBy(() -> login("ann"))
        .isInstanceOf(UserLambdaValidationException.class)
        .hasMessageContaining("UserMigration failed with error Bad password.");
    assertThat(login("ann", "old one")).isNotNull();
    assertThat(login("ann", "old one")).isNotNull();
    assertThat(events)
        .extracting(e -> e.getString("triggerSource"))
        .containsExactly("UserMigration_Authentication", "UserMigration_Authentication");
    client.forgotPassword(r -> r.clientId(app).username("bob"));
    assertThat(events.get(2).getString("triggerSource")).isEqualTo("UserMigration_ForgotPassword");
    assertThat(aws.messages(pool, "bob")).hasSize(1);
    handle(event -> event.getJsonObject("response").putNull("userAttributes"));
    assertThatThrownBy(() -> login("eve", "old one")).isInstanceOf(NotAuthorizedException.class);
    assertThat(client.listUsers(r -> r.userPoolId(pool)).users()).hasSize(2);
  }

  @Test
  void challengesAreDefinedCreatedAndVerifiedByTriggers() {
    pool(l -> l.defineAuthChallenge(arn).createAuthChallenge(arn).verifyAuthChallengeResponse(arn));
    user("ann");
    handle(TriggersIT::challenge);
    InitiateAuthResponse first =
        client.initiateAuth(
            r ->
                r.authFlow(AuthFlowType.CUSTOM_AUTH)
                    .clientId(app)
                    .authParameters(Map.of("USERNAME", "ann")));
    assertThat(first.challengeName()).isEqualTo(ChallengeNameType.CUSTOM_CHALLENGE);
    assertThat(first.challengeParameters()).containsEntry("question", "1").hasSize(2);
    RespondToAuthChallengeResponse second = answer(first.session(), "no");
    assertThat(second.challengeParameters()).containsEntry("question", "2");
    assertThat(answer(second.session(), "yes").authenticationResult()).isNotNull();
    JsonObject define = events.get(events.size() - 1);
    assertThat(define.getString("triggerSource")).isEqualTo("DefineAuthChallenge_Authentication");
    assertThat(define.getJsonObject("request").getJsonArray("session"))
        .isEqualTo(new JsonArray().add(result(false)).add(result(true)));
    assertThat(define.getJsonObject("request").getJsonObject("clientMetadata"))
        .isEqualTo(new JsonObject().put("answer", "yes"));
    JsonObject verify = events.get(events.size() - 2);
    assertThat(verify.getString("triggerSource"))
        .isEqualTo("VerifyAuthChallengeResponse_Authentication");
    assertThat(verify.getJsonObject("request").getJsonObject("privateChallengeParameters"))
        .isEqualTo(new JsonObject().put("answer", "yes"));
    InitiateAuthResponse hidden =
        client.initiateAuth(
            r ->
                r.authFlow(AuthFlowType.CUSTOM_AUTH)
                    .clientId(app)
                    .authParameters(Map.of("USERNAME", "nobody")));
    assertThat(hidden.challengeName()).isEqualTo(ChallengeNameType.CUSTOM_CHALLENGE);
    assertThat(events.get(events.size() - 1).getJsonObject("request").getBoolean("userNotFound"))
        .isTrue();
    lambdas(l -> {});
    assertThatThrownBy(
            () ->
                client.initiateAuth(
                    r ->
                        r.authFlow(AuthFlowType.CUSTOM_AUTH)
                            .clientId(app)
                            .authParameters(Map.of("USERNAME", "ann"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Custom auth lambda trigger is not configured for the user pool.");
  }

  /** Asks until an answer is right, three times at most. */
  private static void challenge(JsonObject event) {
    JsonObject request = event.getJsonObject("request");
    JsonObject response = event.getJsonObject("response");
    JsonArray session = request.getJsonArray("session", new JsonArray());
    switch (event.getString("triggerSource").split("_")[0]) {
      case "DefineAuthChallenge" -> {
        boolean isDone =
            !session.isEmpty()
                && session.getJsonObject(session.size() - 1).getBoolean("challengeResult");
        response
            .put("issueTokens", isDone)
            .put("failAuthentication", !isDone && session.size() == 3)
            .put("challengeName", isDone ? null : "CUSTOM_CHALLENGE");
      }
      case "CreateAuthChallenge" ->
          response
              .put(
                  "publicChallengeParameters",
                  new JsonObject().put("question", String.valueOf(session.size() + 1)))
              .put("privateChallengeParameters", new JsonObject().put("answer", "yes"))
              .put("challengeMetadata", "QUESTION");
      default ->
          response.put(
              "answerCorrect",
              request
                  .getJsonObject("privateChallengeParameters")
                  .getString("answer")
                  .equals(request.getString("challengeAnswer")));
    }
  }

  private static JsonObject result(boolean right) {
    return new JsonObject()
        .put("challengeName", "CUSTOM_CHALLENGE")
        .put("challengeResult", right)
        .put("challengeMetadata", "QUESTION");
  }

  private RespondToAuthChallengeResponse answer(String session, String answer) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app)
                .challengeName(ChallengeNameType.CUSTOM_CHALLENGE)
                .session(session)
                .clientMetadata(Map.of("answer", answer))
                .challengeResponses(Map.of("USERNAME", "ann", "ANSWER", answer)));
  }

  @Test
  void configurationsAreGivenBackAndWhatIsMissingIsRefused() {
    pool(l -> l.preSignUp(arn).preTokenGeneration(arn));
    LambdaConfigType config =
        client.describeUserPool(r -> r.userPoolId(pool)).userPool().lambdaConfig();
    assertThat(config.preSignUp()).isEqualTo(arn);
    assertThat(config.preTokenGenerationConfig().lambdaVersionAsString()).isEqualTo("V1_0");
    List<Consumer<LambdaConfigType.Builder>> refused = new ArrayList<>();
    refused.add(l -> l.preSignUp("no-arn"));
    refused.add(l -> l.kmsKeyID(arn));
    refused.add(l -> l.customEmailSender(s -> s.lambdaArn(arn).lambdaVersion("V1_0")));
    refused.add(
        l ->
            l.preTokenGeneration(arn)
                .preTokenGenerationConfig(c -> c.lambdaArn(arn + "x").lambdaVersion("V1_0")));
    refused.add(l -> l.preTokenGenerationConfig(c -> c.lambdaArn(arn).lambdaVersion("V9_0")));
    for (Consumer<LambdaConfigType.Builder> lambdas : refused) {
      assertThatThrownBy(() -> lambdas(lambdas)).isInstanceOf(InvalidParameterException.class);
    }
    assertThatThrownBy(
            () ->
                client.createUserPool(
                    r ->
                        r.poolName("lite")
                            .userPoolTier(UserPoolTierType.LITE)
                            .lambdaConfig(
                                l ->
                                    l.preTokenGenerationConfig(
                                        c -> c.lambdaArn(arn).lambdaVersion("V2_0")))))
        .isInstanceOf(FeatureUnavailableInTierException.class);
  }

  private void pool(Consumer<LambdaConfigType.Builder> lambdas) {
    pool =
        client
            .createUserPool(
                r ->
                    r.poolName("triggered")
                        .autoVerifiedAttributesWithStrings("email")
                        .lambdaConfig(lambdas))
            .userPool()
            .id();
    app =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("app")
                        .preventUserExistenceErrors("ENABLED")
                        .explicitAuthFlowsWithStrings(
                            "ALLOW_USER_PASSWORD_AUTH",
                            "ALLOW_CUSTOM_AUTH",
                            "ALLOW_REFRESH_TOKEN_AUTH"))
            .userPoolClient()
            .clientId();
  }

  private void lambdas(Consumer<LambdaConfigType.Builder> lambdas) {
    client.updateUserPool(
        r -> r.userPoolId(pool).autoVerifiedAttributesWithStrings("email").lambdaConfig(lambdas));
  }

  private void handle(Consumer<JsonObject> handler) {
    aws.lambda(
        arn,
        event -> {
          events.add(event.copy());
          handler.accept(event);
          return event;
        });
  }

  private SignUpResponse signUp(String username) {
    return client.signUp(
        r ->
            r.clientId(app)
                .username(username)
                .password(PASSWORD)
                .clientMetadata(Map.of("from", "test"))
                .validationData(v -> v.name("invitation").value("42"))
                .userAttributes(EMAIL));
  }

  private void user(String username) {
    client.adminCreateUser(r -> r.userPoolId(pool).username(username).userAttributes(EMAIL));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password(PASSWORD).permanent(true));
  }

  private void group(String username, String group) {
    client.createGroup(r -> r.userPoolId(pool).groupName(group));
    client.adminAddUserToGroup(r -> r.userPoolId(pool).username(username).groupName(group));
  }

  private AuthenticationResultType login(String username) {
    return login(username, PASSWORD);
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

  private static JWTClaimsSet claims(String token) {
    try {
      return SignedJWT.parse(token).getJWTClaimsSet();
    } catch (java.text.ParseException e) {
      throw new AssertionError(e);
    }
  }
}
