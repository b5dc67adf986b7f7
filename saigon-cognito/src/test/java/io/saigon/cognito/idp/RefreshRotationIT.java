package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;

/** App clients that rotate refresh tokens: renewals that race, and the grace period. */
class RefreshRotationIT {
  private final LocalCognito local = new LocalCognito();

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void renewalsThatRaceShareOneRotation() {
    CognitoClient client = client(0);
    CognitoTokens tokens = login(client);
    Future<CognitoTokens> one = client.refresh(tokens);
    Future<CognitoTokens> other = client.refresh(tokens);
    assertThat(await(other).refreshToken())
        .isEqualTo(await(one).refreshToken())
        .isNotEqualTo(tokens.refreshToken());
    assertThat(await(client.refresh(tokens)).refreshToken()).isEqualTo(await(one).refreshToken());
    assertThat(await(client.refresh(await(one))).refreshToken()).isNotNull();
  }

  @Test
  void twoSessionsOfOneSavedFormStayLoggedIn() {
    CognitoClient client = client(0);
    CognitoSession session = client.session("ann", login(client));
    CognitoSession restored = await(client.restoreSession(session.save()));
    local.aws.clock().advance(Duration.ofHours(2));
    assertThat(await(restored.tokens()).refreshToken())
        .isEqualTo(await(session.tokens()).refreshToken());
    local.aws.clock().advance(Duration.ofHours(2));
    assertThat(await(session.tokens())).isNotNull();
    assertThat(await(restored.tokens())).isNotNull();
  }

  @Test
  void anotherProcessMayUseAReplacedTokenForTheGracePeriod() {
    CognitoTokens tokens = login(client(30));
    assertThat(await(client(30).refresh(tokens)).refreshToken())
        .isNotEqualTo(tokens.refreshToken());
    assertThat(await(client(30).refresh(tokens)).refreshToken()).isNotNull();
    local.aws.clock().advance(Duration.ofSeconds(31));
    assertThat(failure(AuthenticationException.class, client(30).refresh(tokens)))
        .hasMessageContaining("log in again")
        .hasMessageNotContaining(tokens.refreshToken())
        .returns(Reason.SESSION_EXPIRED, AuthenticationException::reason);
  }

  private String app;

  private CognitoClient client(int graceSeconds) {
    if (app == null) {
      local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
      app =
          local
              .sdk
              .createUserPoolClient(
                  r ->
                      r.userPoolId(local.config().userPoolId())
                          .clientName("rotating")
                          .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                          .refreshTokenRotation(
                              t ->
                                  t.feature(FeatureType.ENABLED)
                                      .retryGracePeriodSeconds(graceSeconds)))
              .join()
              .userPoolClient()
              .clientId();
    }
    return local.client(
        CognitoClientConfig.of(local.config().userPoolId(), app)
            .withRegion(local.aws.region())
            .withLoginFlow(LoginFlow.PASSWORD));
  }

  private static CognitoTokens login(CognitoClient client) {
    return await(client.loginUser("ann", LocalCognito.PASSWORD));
  }
}
