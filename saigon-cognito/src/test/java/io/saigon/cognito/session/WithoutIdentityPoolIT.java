package io.saigon.cognito.session;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.ConfigurationException;
import io.saigon.cognito.AwsCognito;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions of a client that has no identity pool. */
class WithoutIdentityPoolIT {
  private final LocalCognito local = new LocalCognito();
  private final CognitoClientConfig config =
      CognitoClientConfig.of(local.config().userPoolId(), local.config().clientId())
          .withRegion(local.aws.region());

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void aSessionHasTokensThatAreRenewedAndSaved() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    CognitoClient client = local.client(config);
    CognitoSession session =
        await(client.openSession(LoginRequest.of("ann", LocalCognito.PASSWORD)));
    String first = await(session.tokens()).accessToken();
    local.aws.clock().advance(Duration.ofHours(2));
    assertThat(await(session.tokens()).accessToken()).isNotEqualTo(first);
    assertThat(await(client.restoreSession(session.save())).userId()).isEqualTo(session.userId());
    await(session.logout());
  }

  @Test
  void credentialsNameWhatToConfigure() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    CognitoClient client = AwsCognito.client(local.vertx, config, local.sdk);
    CognitoSession session =
        await(client.openSession(LoginRequest.of("ann", LocalCognito.PASSWORD)));
    AtomicReference<Throwable> reported = new AtomicReference<>();
    session.onRenewalFailure(reported::set);
    for (Future<?> call :
        List.of(
            session.iamCredentials(),
            session.credentials(),
            session.renewed(AwsCredentials.of("AKID", "secret")),
            client.iamCredentials(await(session.tokens()).idToken()))) {
      assertThat(failure(ConfigurationException.class, call))
          .hasMessageContaining("CognitoClientConfig.withIdentityPoolId")
          .returns(List.of("identityPoolId"), ConfigurationException::names);
    }
    assertThat(await(session.tokens()).accessToken()).isNotEmpty();
    assertThat(reported.get()).isNull();
  }
}
