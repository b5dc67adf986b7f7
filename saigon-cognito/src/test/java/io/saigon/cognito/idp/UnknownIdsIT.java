package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids in a configuration that do not exist. */
class UnknownIdsIT {
  private static final String NO_POOL = "eu-west-1_Nowhere99";
  private static LocalCognito local;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    local.aws.userPool().createUser("ann", PASSWORD);
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SRP", "SRP_ELSE_PASSWORD"})
  void aPoolThatDoesNotExistIsNotTakenForAWrongPassword(LoginFlow flow) {
    CognitoClient cognito = client(NO_POOL, local.config().clientId(), flow);
    assertThat(failure(NotFoundException.class, cognito.loginUser("ann", PASSWORD)))
        .hasMessageContaining("no user pool " + NO_POOL)
        .hasMessageContaining("correct the user pool id");
  }

  @Test
  void aPoolOfAnotherAppClientIsNamedAfterALoginWithThePassword() {
    CognitoClient cognito = client(NO_POOL, local.config().clientId(), LoginFlow.PASSWORD);
    assertThat(failure(ConfigurationException.class, cognito.loginUser("ann", PASSWORD)))
        .hasMessageContaining("does not belong to the user pool " + NO_POOL);
    CognitoTokens tokens = await(local.passwordClient().loginUser("ann", PASSWORD));
    failure(ConfigurationException.class, cognito.refresh(tokens));
  }

  @Test
  void aWrongPasswordIsStillAWrongPassword() {
    assertThat(
            failure(AuthenticationException.class, local.client().loginUser("ann", "Wrong-Pass-1"))
                .reason())
        .isEqualTo(Reason.BAD_CREDENTIALS);
  }

  @ParameterizedTest
  @EnumSource(LoginFlow.class)
  void anAppClientThatDoesNotExistIsNamedByEveryFlow(LoginFlow flow) {
    assertNamed(client(flow).loginUser("ann", PASSWORD));
  }

  @Test
  void anAppClientThatDoesNotExistIsNamedByEveryCall() {
    CognitoClient cognito = client(LoginFlow.SRP);
    CognitoTokens tokens = await(local.passwordClient().loginUser("ann", PASSWORD));
    for (Future<?> call :
        List.of(
            cognito.openSession(LoginRequest.withoutPassword("ann")),
            cognito.refresh(tokens),
            cognito.signUp(SignUpRequest.of("eve", PASSWORD)),
            cognito.confirmSignUp("eve", "123456"),
            cognito.resendConfirmationCode("eve"),
            cognito.forgotPassword("ann"),
            cognito.confirmForgotPassword("ann", "123456", PASSWORD))) {
      assertNamed(call);
    }
  }

  @Test
  void anIdentityPoolThatDoesNotExistIsNamed() {
    String none = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
    CognitoClientConfig config = local.config();
    CognitoClient cognito =
        local.client(
            CognitoClientConfig.of(config.userPoolId(), config.clientId(), none)
                .withRegion("eu-west-1"));
    CognitoTokens tokens = await(local.passwordClient().loginUser("ann", PASSWORD));
    assertThat(failure(NotFoundException.class, cognito.iamCredentials(tokens.idToken())))
        .hasMessageContaining("no identity pool " + none);
  }

  @Test
  void aPoolThatDoesNotExistIsNamedByAdministrativeCalls() {
    CognitoClient cognito = client(NO_POOL, "client1", LoginFlow.SRP);
    for (Future<?> call :
        List.of(
            cognito.createUser("ann"),
            cognito.deleteUser("ann"),
            cognito.confirmUser("ann"),
            cognito.groups(),
            cognito.userGroups("ann"),
            cognito.addUserToGroup("ann", "staff"),
            cognito.removeUserFromGroup("ann", "staff"),
            cognito.signOutUser("ann"),
            cognito.userDevices("ann"),
            cognito.forgetUserDevice("ann", "eu-west-1_01234567-89ab-cdef-0123-456789abcdef"))) {
      assertThat(failure(NotFoundException.class, call))
          .hasMessageContaining("no user pool " + NO_POOL);
    }
    assertThat(failure(NotFoundException.class, local.client().addUserToGroup("ann", "no-group")))
        .hasMessageNotContaining("no user pool");
  }

  private static CognitoClient client(LoginFlow flow) {
    return client(local.config().userPoolId(), "noclient1", flow);
  }

  private static CognitoClient client(String userPoolId, String clientId, LoginFlow flow) {
    return local.client(
        CognitoClientConfig.of(userPoolId, clientId, local.config().identityPoolId())
            .withRegion("eu-west-1")
            .withLoginFlow(flow));
  }

  private static void assertNamed(Future<?> call) {
    assertThat(failure(NotFoundException.class, call))
        .hasMessageContaining("no app client noclient1")
        .hasMessageContaining("correct the client id");
  }
}
