package io.saigon.cognito;

import static io.saigon.cognito.LocalCognito.PASSWORD;
import static io.saigon.cognito.LocalCognito.await;
import static io.saigon.cognito.LocalCognito.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.AuthenticationException;
import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.SignUpRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreventUserExistenceErrorTypes;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

class LoginIT {
  private static final String NEW_PASSWORD = "Another-Canary-2";

  private static LocalCognito local;
  private static CognitoClient cognito;
  private static UUID ann;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.client();
    ann = UUID.fromString(local.aws.userPool().createUser("ann@example.com", PASSWORD));
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "PASSWORD", "SRP_ELSE_PASSWORD"})
  void aUserLogsInByEveryFlow(LoginFlow flow) {
    CognitoTokens tokens =
        await(
            local
                .client(local.config().withLoginFlow(flow))
                .loginUser("ann@example.com", PASSWORD));
    assertThat(tokens.userId()).isEqualTo(ann);
    assertThat(tokens.refreshToken()).isNotBlank();
    assertThat(tokens.expiration()).isAfter(local.aws.clock().instant());
    assertThat(tokens.toString()).doesNotContain(tokens.idToken(), tokens.accessToken());
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "PASSWORD", "SRP_ELSE_PASSWORD"})
  void aUserLogsInThroughAnAppClientWithASecret(LoginFlow flow) {
    CognitoClient secret =
        local.client(local.aws.userPool().secretClientConfig().withLoginFlow(flow));
    CognitoTokens tokens = await(secret.loginUser("ann@example.com", PASSWORD));
    assertThat(tokens.userId()).isEqualTo(ann);
    assertThat(await(secret.refresh(tokens)).userId()).isEqualTo(ann);
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "PASSWORD", "SRP_ELSE_PASSWORD"})
  void aWrongPasswordAndAnUnknownUserReadAlikeWhereThePoolHidesUsers(LoginFlow flow) {
    CognitoClient hiding = local.client(config(true, ALL_FLOWS).withLoginFlow(flow));
    AuthenticationException wrong =
        failure(AuthenticationException.class, hiding.loginUser("ann@example.com", NEW_PASSWORD));
    AuthenticationException unknown =
        failure(AuthenticationException.class, hiding.loginUser("eve@example.com", NEW_PASSWORD));
    assertThat(wrong.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(unknown.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(unknown).hasMessage(wrong.getMessage());
    assertThat(unknown.serviceError().errorCode()).isEqualTo(wrong.serviceError().errorCode());
    assertThat(stackTrace(wrong)).doesNotContain(NEW_PASSWORD);
  }

  @Test
  void anUnknownUserIsToldWhereThePoolTells() {
    CognitoClient telling = local.client(config(false, ALL_FLOWS));
    assertThat(
            failure(AuthenticationException.class, telling.loginUser("eve@example.com", PASSWORD))
                .reason())
        .isEqualTo(Reason.USER_NOT_FOUND);
  }

  @Test
  void aRequiredNewPasswordIsSet() {
    create("bob@example.com");
    assertThat(await(cognito.loginUser("bob@example.com", PASSWORD, NEW_PASSWORD)).userId())
        .isNotNull();
    assertThat(await(cognito.loginUser("bob@example.com", NEW_PASSWORD)).userId()).isNotNull();
  }

  @Test
  void aTemporaryPasswordIsNotMadePermanentUnasked() {
    create("carol");
    for (int attempt = 0; attempt < 2; attempt++) {
      ChallengeRequiredException required =
          failure(ChallengeRequiredException.class, cognito.loginUser("carol", PASSWORD));
      assertThat(required).hasMessageContaining("'carol' needs a new password");
      assertThat(required.challenge()).isInstanceOf(Challenge.NewPasswordRequired.class);
    }
  }

  @Test
  void aTemporaryPasswordIsKeptByNameAlone() {
    create("chris");
    await(cognito.loginUser(LoginRequest.of("chris", PASSWORD).keepTemporaryPassword()));
    assertThat(await(cognito.loginUser("chris", PASSWORD)).userId()).isNotNull();
  }

  @Test
  void aNewPasswordThatIsTooWeakIsToldWithoutRepeatingIt() {
    create("dora");
    AuthenticationException weak =
        failure(AuthenticationException.class, cognito.loginUser("dora", PASSWORD, "canary"));
    assertThat(weak.reason()).isEqualTo(Reason.INVALID_PASSWORD);
    assertThat(stackTrace(weak)).doesNotContain("canary", PASSWORD);
  }

  @Test
  void aResponderIsAskedForTheNewPassword() {
    create("emil");
    CognitoTokens tokens =
        await(
            cognito.loginUser(
                LoginRequest.of("emil", PASSWORD),
                challenge ->
                    Future.succeededFuture(
                        ((Challenge.NewPasswordRequired) challenge).answer(NEW_PASSWORD))));
    assertThat(tokens.userId()).isNotNull();
    assertThat(await(cognito.loginUser("emil", NEW_PASSWORD)).userId()).isNotNull();
  }

  @Test
  void aLoginGoesOnWhereAChallengeInterruptedIt() {
    create("fred");
    CognitoClient secret = local.client(local.aws.userPool().secretClientConfig());
    ChallengeRequiredException interrupted =
        failure(
            ChallengeRequiredException.class,
            secret.loginUser(
                LoginRequest.of("fred", PASSWORD),
                challenge ->
                    Future.failedFuture(new ChallengeRequiredException(challenge, "ask fred"))));
    Challenge.NewPasswordRequired challenge =
        (Challenge.NewPasswordRequired) interrupted.challenge();
    assertThat(challenge.toString()).doesNotContain(challenge.session());

    assertThat(await(secret.answerChallenge(challenge.answer(NEW_PASSWORD))).userId()).isNotNull();
    AuthenticationException again =
        failure(
            AuthenticationException.class, secret.answerChallenge(challenge.answer(NEW_PASSWORD)));
    assertThat(again.reason()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(stackTrace(again)).doesNotContain(challenge.session(), NEW_PASSWORD);
  }

  @Test
  void aSecretThatIsMissingOrWrongIsNotTakenForAWrongPassword() {
    CognitoClientConfig secret = local.aws.userPool().secretClientConfig();
    CognitoClientConfig without =
        CognitoClientConfig.of(secret.userPoolId(), secret.clientId(), secret.identityPoolId());
    for (CognitoClientConfig config :
        new CognitoClientConfig[] {without, without.withClientSecret("canary-secret")}) {
      AuthenticationException refused =
          failure(
              AuthenticationException.class,
              local.client(config).loginUser("ann@example.com", PASSWORD));
      assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
      assertThat(refused).hasMessageContaining("secret");
      assertThat(stackTrace(refused)).doesNotContain("canary-secret", PASSWORD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "PASSWORD"})
  void anAliasIsNotTheNameThatTheSecretsProofIsMadeFor(LoginFlow flow) {
    String poolId =
        local
            .sdk
            .createUserPool(
                b -> b.poolName("aliases").usernameAttributes(UsernameAttributeType.EMAIL))
            .join()
            .userPool()
            .id();
    UserPoolClientType app =
        local
            .sdk
            .createUserPoolClient(
                b ->
                    b.userPoolId(poolId)
                        .clientName("client")
                        .generateSecret(true)
                        .explicitAuthFlows(
                            ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH,
                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                            ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH))
            .join()
            .userPoolClient();
    CognitoClient aliases =
        local.client(
            CognitoClientConfig.of(poolId, app.clientId(), local.aws.userPool().identityPoolId())
                .withClientSecret(app.clientSecret())
                .withLoginFlow(flow));
    UUID jo =
        await(
                aliases.createUser(
                    CreateUserRequest.of("jo@example.com").withTemporaryPassword(PASSWORD)))
            .id();
    CognitoTokens tokens = await(aliases.loginUser("jo@example.com", PASSWORD, NEW_PASSWORD));
    assertThat(tokens.userId()).isEqualTo(jo);
    assertThat(tokens.accessClaims().getString("username")).isNotEqualTo("jo@example.com");
    assertThat(await(aliases.refresh(tokens)).userId()).isEqualTo(jo);
  }

  @Test
  void aFlowThatTheAppClientDoesNotAllowIsTold() {
    CognitoClientConfig passwordOnly = config(true, ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH);
    AuthenticationException refused =
        failure(
            AuthenticationException.class,
            local.client(passwordOnly).loginUser("ann@example.com", PASSWORD));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refused).hasMessageContaining("USER_SRP_AUTH");
    CognitoClient falling = local.client(passwordOnly.withLoginFlow(LoginFlow.SRP_ELSE_PASSWORD));
    assertThat(await(falling.loginUser("ann@example.com", PASSWORD)).userId()).isEqualTo(ann);
  }

  @Test
  void usersWhoMayNotLogInAreToldWhy() {
    await(cognito.signUp(SignUpRequest.of("gina", PASSWORD)));
    assertThat(refusal("gina")).isEqualTo(Reason.USER_NOT_CONFIRMED);

    local.aws.userPool().createUser("hugo", PASSWORD);
    local.sdk.adminDisableUser(b -> b.userPoolId(cognito.userPoolId()).username("hugo")).join();
    assertThat(refusal("hugo")).isEqualTo(Reason.USER_DISABLED);

    local.aws.userPool().createUser("ines", PASSWORD);
    local
        .sdk
        .adminResetUserPassword(b -> b.userPoolId(cognito.userPoolId()).username("ines"))
        .join();
    assertThat(refusal("ines")).isEqualTo(Reason.PASSWORD_RESET_REQUIRED);
  }

  @Test
  void aLoggedInUserGetsCredentialsThatAreOneIdentitys() {
    CognitoTokens tokens = await(cognito.loginUser("ann@example.com", PASSWORD));
    IamCredentials one = await(cognito.iamCredentials(tokens.idToken()));
    IamCredentials two = await(cognito.iamCredentials(tokens.idToken()));
    assertThat(one.identityId()).startsWith("eu-west-1:").isEqualTo(two.identityId());
    assertThat(one.credentials().sessionToken()).isNotBlank();
    assertThat(one.credentials().expiration()).isAfter(local.aws.clock().instant());
  }

  @Test
  void aTokenOfAnotherPoolGetsNoCredentials() {
    var other = local.aws.createUserPool("others");
    other.createUser("ann@example.com", PASSWORD);
    CognitoTokens tokens =
        await(local.client(other.clientConfig()).loginUser("ann@example.com", PASSWORD));
    AuthenticationException refused =
        failure(AuthenticationException.class, cognito.iamCredentials(tokens.idToken()));
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(refused).hasMessageContaining(local.config().identityPoolId());
    assertThat(stackTrace(refused)).doesNotContain(tokens.idToken());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cognito.session("ann@example.com", tokens))
        .withMessageContaining(cognito.userPoolId());
  }

  @Test
  void aRevokedRefreshTokenIsAnExpiredSession() {
    CognitoTokens tokens = await(cognito.loginUser("ann@example.com", PASSWORD));
    await(cognito.globalSignOut(tokens.accessToken()));
    AuthenticationException refused =
        failure(AuthenticationException.class, cognito.refresh(tokens));
    assertThat(refused.reason()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(stackTrace(refused)).doesNotContain(tokens.refreshToken());
  }

  @Test
  void loginsCompleteOnTheCallersContext() {
    Context caller = local.vertx.getOrCreateContext();
    Promise<Context> seen = Promise.promise();
    caller.runOnContext(
        run ->
            cognito
                .loginUser("ann@example.com", PASSWORD)
                .onComplete(done -> seen.complete(Vertx.currentContext())));
    assertThat(await(seen.future())).isSameAs(caller);
  }

  @Test
  void emptyValuesAreRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.loginUser(" ", PASSWORD));
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.loginUser("ann", ""));
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.iamCredentials(""));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                cognito.refresh(
                    new CognitoTokens("a.b.c", "a.b.c", null, local.aws.clock().instant())))
        .withMessageContaining("no refresh token");
  }

  private static final ExplicitAuthFlowsType[] ALL_FLOWS = {
    ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH, ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH
  };

  private static CognitoClientConfig config(boolean hidesUsers, ExplicitAuthFlowsType... flows) {
    String clientId =
        local
            .sdk
            .createUserPoolClient(
                b ->
                    b.userPoolId(cognito.userPoolId())
                        .clientName("client")
                        .explicitAuthFlows(flows)
                        .preventUserExistenceErrors(
                            hidesUsers
                                ? PreventUserExistenceErrorTypes.ENABLED
                                : PreventUserExistenceErrorTypes.LEGACY))
            .join()
            .userPoolClient()
            .clientId();
    return CognitoClientConfig.of(
        cognito.userPoolId(), clientId, local.aws.userPool().identityPoolId());
  }

  private static void create(String username) {
    await(cognito.createUser(CreateUserRequest.of(username).withTemporaryPassword(PASSWORD)));
  }

  private static Reason refusal(String username) {
    return failure(AuthenticationException.class, cognito.loginUser(username, PASSWORD)).reason();
  }

  private static String stackTrace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
