package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.cognito.provider.CognitoClientFactory;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockSkewIT {
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
  @ValueSource(longs = {-180, 0, 180})
  void aMachineWhoseClockIsWrongRenewsByAwsTime(long minutes) {
    Clock wrong = Clock.offset(local.aws.clock(), Duration.ofMinutes(minutes));
    CognitoSession session =
        await(
            new CognitoClientFactory(local.saigon.context(), wrong)
                .client(local.config().withLoginFlow(LoginFlow.PASSWORD))
                .openSession(LoginRequest.of("ann", PASSWORD)));
    AwsCredentials first = await(session.credentials());
    local.aws.clock().advance(Duration.ofMinutes(40));
    assertThat(await(session.credentials())).isSameAs(first);
    local.aws.clock().advance(Duration.ofMinutes(40));
    assertThat(await(session.credentials()).accessKeyId()).isNotEqualTo(first.accessKeyId());
  }
}
