package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
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

/** Log-ins with user name and password. */
class LoginIT {
  private static final String WRONG_PASSWORD = "Another-Canary-2";

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
    CognitoClient client = local.client(local.config().withLoginFlow(flow));
    CognitoTokens tokens = await(client.loginUser("ann@example.com", PASSWORD));
    assertThat(tokens.userId()).isEqualTo(ann);
    assertThat(tokens.expiration()).isAfter(local.aws.clock().instant());
    assertThat(tokens.toString())
        .doesNotContain(tokens.idToken(), tokens.accessToken(), tokens.refreshToken());
    assertThat(await(client.refresh(tokens)).userId()).isEqualTo(ann);
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
  void aWrongPasswordAndAnUnknownUserHaveTheSameErrorIfThePoolHidesUsers(LoginFlow flow) {
    CognitoClient hiding = local.client(config(true, ALL_FLOWS).withLoginFlow(flow));
    AuthenticationException wrong =
        failure(AuthenticationException.class, hiding.loginUser("ann@example.com", WRONG_PASSWORD));
    AuthenticationException unknown =
        failure(AuthenticationException.class, hiding.loginUser("eve@example.com", WRONG_PASSWORD));
    assertThat(wrong.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(unknown.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(unknown).hasMessage(wrong.getMessage());
    assertThat(unknown.serviceError().errorCode()).isEqualTo(wrong.serviceError().errorCode());
    assertThat(getStackTrace(wrong)).doesNotContain(WRONG_PASSWORD);
  }

  @Test
  void anUnknownUserIsReportedIfThePoolAllowsIt() {
    CognitoClient revealing = local.client(config(false, ALL_FLOWS));
    assertThat(
            failure(AuthenticationException.class, revealing.loginUser("eve@example.com", PASSWORD))
                .reason())
        .isEqualTo(Reason.USER_NOT_FOUND);
  }

  @Test
  void aMissingOrWrongSecretIsNotTakenForAWrongPassword() {
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
      assertThat(getStackTrace(refused)).doesNotContain("canary-secret", PASSWORD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "PASSWORD"})
  void theSecretHashIsMadeForTheRealNameAndNotForAnAlias(LoginFlow flow) {
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
    CognitoTokens tokens = await(aliases.loginUser("jo@example.com", PASSWORD, "Another-Canary-3"));
    assertThat(tokens.userId()).isEqualTo(jo);
    assertThat(tokens.accessClaims().getString("username")).isNotEqualTo("jo@example.com");
    assertThat(await(aliases.refresh(tokens)).userId()).isEqualTo(jo);
  }

  @Test
  void aFlowThatTheAppClientDoesNotAllowIsNamed() {
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
  void loginsOfUsersWhoMayNotLogInFailWithTheReason() {
    await(cognito.signUp(SignUpRequest.of("gina", PASSWORD)));
    assertThat(refusal("gina")).isEqualTo(Reason.USER_NOT_CONFIRMED);

    local.aws.userPool().createUser("hugo", PASSWORD);
    await(cognito.disableUser("hugo"));
    assertThat(refusal("hugo")).isEqualTo(Reason.USER_DISABLED);

    local
        .aws
        .userPool()
        .createUser(
            "ines", PASSWORD, Map.of("email", "ines@example.com", "email_verified", "true"));
    await(cognito.resetUserPassword("ines"));
    assertThat(refusal("ines")).isEqualTo(Reason.PASSWORD_RESET_REQUIRED);
  }

  @Test
  void aRevokedRefreshTokenIsAnExpiredSession() {
    CognitoTokens tokens = await(cognito.loginUser("ann@example.com", PASSWORD));
    await(cognito.globalSignOut(tokens.accessToken()));
    AuthenticationException refused =
        failure(AuthenticationException.class, cognito.refresh(tokens));
    assertThat(refused.reason()).isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(getStackTrace(refused)).doesNotContain(tokens.refreshToken());
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

  private static Reason refusal(String username) {
    return failure(AuthenticationException.class, cognito.loginUser(username, PASSWORD)).reason();
  }
}
