package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Logins with a password and their tokens, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class PasswordLoginIT {
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
  void aNewPasswordIsRequiredOnceAndInvalidatesTheTemporaryOne() {
    create("Passw0rd");
    InitiateAuthResponse asked = login("Passw0rd");
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    assertThat(asked.challengeParameters()).containsEntry("USER_ID_FOR_SRP", username);
    assertThatThrownBy(() -> users.newPassword(username, asked.session(), "weak"))
        .isInstanceOf(InvalidPasswordException.class);
    assertThat(
            users
                .newPassword(username, asked.session(), "Passw0rd2")
                .authenticationResult()
                .refreshToken())
        .isNotEmpty();
    assertThatThrownBy(() -> users.newPassword(username, asked.session(), "Passw0rd3"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session can only be used once");
    assertThatThrownBy(() -> login("Passw0rd")).isInstanceOf(NotAuthorizedException.class);
    assertThat(login("Passw0rd2").authenticationResult().expiresIn()).isEqualTo(3600);
  }

  @Test
  void aSessionOfAnotherUserIsRefused() {
    create("Passw0rd");
    String session = login("Passw0rd").session();
    aws.userPool().createUser("other-" + username, "Passw0rd");
    assertThatThrownBy(
            () ->
                client.respondToAuthChallenge(
                    r ->
                        r.clientId(users.app())
                            .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                            .session(session)
                            .challengeResponses(
                                Map.of(
                                    "USERNAME", "other-" + username, "NEW_PASSWORD", "Passw0rd2"))))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserHaveTheSameError() {
    create("Passw0rd");
    assertThatThrownBy(() -> login("Passw0rd9"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
    assertThatThrownBy(() -> users.login("nobody-" + username, "Passw0rd9"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
  }

  @Test
  void aClientWithASecretMustSendItsHash() {
    aws.userPool().createUser(username, "Passw0rd");
    String secretClient = aws.userPool().secretClientId();
    assertThatThrownBy(
            () ->
                users.begin(
                    secretClient,
                    "USER_PASSWORD_AUTH",
                    Map.of("USERNAME", username, "PASSWORD", "Passw0rd")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("is configured with secret but SECRET_HASH was not received");
    assertThatThrownBy(
            () ->
                users.begin(
                    secretClient,
                    "USER_PASSWORD_AUTH",
                    Map.of("USERNAME", username, "PASSWORD", "Passw0rd", "SECRET_HASH", "x")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SecretHash does not match");
    AuthenticationResultType tokens =
        users
            .begin(
                secretClient,
                "USER_PASSWORD_AUTH",
                Map.of(
                    "USERNAME",
                    username,
                    "PASSWORD",
                    "Passw0rd",
                    "SECRET_HASH",
                    users.secretHash(username)))
            .authenticationResult();
    assertThat(
            users.begin(
                secretClient,
                "REFRESH_TOKEN_AUTH",
                Map.of(
                    "REFRESH_TOKEN",
                    tokens.refreshToken(),
                    "SECRET_HASH",
                    users.secretHash(username))))
        .isNotNull();
    assertThatThrownBy(
            () ->
                users.begin(
                    secretClient,
                    "REFRESH_TOKEN_AUTH",
                    Map.of("REFRESH_TOKEN", tokens.refreshToken())))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void refreshedTokensComeWithoutANewRefreshTokenUntilTheOldOneIsRevoked() {
    aws.userPool().createUser(username, "Passw0rd");
    String clientId = users.app();
    String token = login("Passw0rd").authenticationResult().refreshToken();
    AuthenticationResultType refreshed = users.refresh(token).authenticationResult();
    assertThat(refreshed.idToken()).isNotEmpty();
    assertThat(refreshed.refreshToken()).isNull();
    client.revokeToken(r -> r.clientId(clientId).token(token));
    assertThatThrownBy(() -> users.refresh(token).authenticationResult())
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Refresh Token has been revoked");
    assertThatThrownBy(() -> client.getUser(r -> r.accessToken(refreshed.accessToken())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Access Token has been revoked");
  }

  @Test
  void aGlobalSignOutEndsAllLoginsOfTheUser() {
    aws.userPool().createUser(username, "Passw0rd");
    AuthenticationResultType one = login("Passw0rd").authenticationResult();
    AuthenticationResultType other = login("Passw0rd").authenticationResult();
    assertThat(client.getUser(r -> r.accessToken(one.accessToken())).username())
        .isEqualTo(username);
    client.globalSignOut(r -> r.accessToken(one.accessToken()));
    assertThatThrownBy(() -> client.getUser(r -> r.accessToken(other.accessToken())))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> users.refresh(other.refreshToken()))
        .isInstanceOf(NotAuthorizedException.class);
  }

  private InitiateAuthResponse login(String password) {
    return users.login(username, password);
  }

  private AdminCreateUserResponse create(String password) {
    return client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(username)
                .temporaryPassword(password)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(a -> a.name("email").value("ann@example.com")));
  }
}
