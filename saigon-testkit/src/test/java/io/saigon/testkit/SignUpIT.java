package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Users who sign up by themselves, or forgot their password. */
@ExtendWith(LocalAwsExtension.class)
class SignUpIT {
  private final String username = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private UserPoolCalls users;
  private CognitoIdentityProviderClient client;
  private String pool;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
    client = users.client();
    pool = users.pool();
  }

  @Test
  void aUserWhoSignsUpIsConfirmedOnce() {
    signUp();
    assertThatThrownBy(() -> login("Passw0rd")).isInstanceOf(UserNotConfirmedException.class);
    client.adminConfirmSignUp(r -> r.userPoolId(pool).username(username));
    assertThat(login("Passw0rd").authenticationResult()).isNotNull();
    assertThatThrownBy(() -> client.adminConfirmSignUp(r -> r.userPoolId(pool).username(username)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User cannot be confirmed. Current status is CONFIRMED");
  }

  @Test
  void theMailedCodeConfirmsASignUp() {
    SignUpResponse response = signUp();
    assertThat(response.userConfirmed()).isFalse();
    assertThat(response.codeDeliveryDetails().destination()).isEqualTo("a***@e***");
    assertThatThrownBy(
            () ->
                client.confirmSignUp(
                    r -> r.clientId(users.app()).username(username).confirmationCode("none")))
        .isInstanceOf(CodeMismatchException.class);
    String code = aws.userPool().lastCode(username).orElseThrow();
    client.confirmSignUp(r -> r.clientId(users.app()).username(username).confirmationCode(code));
    assertThat(login("Passw0rd").authenticationResult()).isNotNull();
    assertThat(aws.userPool().lastCode(username)).isEmpty();
  }

  @Test
  void aForgottenPasswordIsReplacedWithTheMailedCode() {
    theMailedCodeConfirmsASignUp();
    client.forgotPassword(r -> r.clientId(users.app()).username(username));
    String code = aws.userPool().lastCode(username).orElseThrow();
    client.confirmForgotPassword(
        r ->
            r.clientId(users.app())
                .username(username)
                .confirmationCode(code)
                .password("Passw0rd2"));
    assertThat(login("Passw0rd2").authenticationResult()).isNotNull();
    assertThatThrownBy(() -> login("Passw0rd")).isInstanceOf(NotAuthorizedException.class);
  }

  private InitiateAuthResponse login(String password) {
    return users.login(username, password);
  }

  private SignUpResponse signUp() {
    return client.signUp(
        r ->
            r.clientId(users.app())
                .username(username)
                .password("Passw0rd")
                .userAttributes(a -> a.name("email").value("ann@example.com")));
  }
}
