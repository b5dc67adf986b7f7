package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.fixture.LocalCognito;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Temporary credentials of an identity pool for the tokens of a log-in. */
class IamCredentialsIT {
  private static LocalCognito local;
  private static CognitoClient cognito;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.client();
    local.aws.userPool().createUser("ann@example.com", PASSWORD);
    local.aws.userPool().createUser("bob@example.com", PASSWORD);
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void aLoggedInUserGetsCredentialsOfOneIdentity() {
    CognitoTokens tokens = await(cognito.loginUser("ann@example.com", PASSWORD));
    IamCredentials one = await(cognito.iamCredentials(tokens.idToken()));
    IamCredentials two = await(cognito.iamCredentials(tokens.idToken()));
    assertThat(one.identityId()).startsWith("eu-west-1:").isEqualTo(two.identityId());
    CognitoTokens ofBob = await(cognito.loginUser("bob@example.com", PASSWORD));
    IamCredentials bob = await(cognito.iamCredentials(ofBob.idToken()));
    assertThat(bob.identityId()).startsWith("eu-west-1:").isNotEqualTo(one.identityId());
    assertThat(bob.credentials().sessionToken()).isNotEqualTo(one.credentials().sessionToken());
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
    assertThat(getStackTrace(refused)).doesNotContain(tokens.idToken());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cognito.session("ann@example.com", tokens))
        .withMessageContaining(cognito.userPoolId());
  }
}
