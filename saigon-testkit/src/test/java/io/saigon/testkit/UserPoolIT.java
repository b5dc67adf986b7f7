package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Users and their passwords, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class UserPoolIT {
  private final String username = "user-" + UUID.randomUUID();
  private LocalAws aws;
  private String pool;
  private CognitoIdentityProviderClient client;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    pool = aws.userPool().id();
    client = Clients.userPools(aws);
  }

  @Test
  void aCreatedUserMustChangeThePassword() {
    UserType user = create("Passw0rd").user();
    assertThat(user.userStatus()).isEqualTo(UserStatusType.FORCE_CHANGE_PASSWORD);
    assertThat(user.enabled()).isTrue();
    assertThat(user.attributes()).extracting(AttributeType::name).contains("sub", "email");
    AdminGetUserResponse read = client.adminGetUser(r -> r.userPoolId(pool).username(username));
    assertThat(read.userAttributes()).isEqualTo(user.attributes());
    assertThat(read.userCreateDate()).isEqualTo(user.userCreateDate());
  }

  @Test
  void aUserWhoExistsIsNotCreatedAgain() {
    create("Passw0rd");
    assertThatThrownBy(() -> create("Passw0rd"))
        .isInstanceOf(UsernameExistsException.class)
        .hasMessageContaining("User account already exists");
  }

  @Test
  void weakPasswordsAreRefused() {
    assertThatThrownBy(() -> create("Short1"))
        .isInstanceOf(InvalidPasswordException.class)
        .hasMessageContaining("Password did not conform with policy: Password not long enough");
    assertThatThrownBy(() -> create("passw0rd")).hasMessageContaining("uppercase");
    assertThatThrownBy(() -> create("PASSW0RD")).hasMessageContaining("lowercase");
    assertThatThrownBy(() -> create("Password")).hasMessageContaining("numeric");
    assertThatThrownBy(() -> client.adminGetUser(r -> r.userPoolId(pool).username(username)))
        .isInstanceOf(UserNotFoundException.class);
  }

  @Test
  void attributesOutsideTheSchemaAreRefused() {
    assertThatThrownBy(
            () ->
                client.adminCreateUser(
                    r ->
                        r.userPoolId(pool)
                            .username(username)
                            .userAttributes(a -> a.name("shoe_size").value("44"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("shoe_size");
  }

  @Test
  void aDeletedUserIsGone() {
    create("Passw0rd");
    client.adminDeleteUser(r -> r.userPoolId(pool).username(username));
    assertThatThrownBy(() -> client.adminDeleteUser(r -> r.userPoolId(pool).username(username)))
        .isInstanceOf(UserNotFoundException.class)
        .hasMessageContaining("User does not exist.");
  }

  @Test
  void aPoolThatIsNotThereIsSaidSo() {
    assertThatThrownBy(
            () -> client.adminGetUser(r -> r.userPoolId("eu-west-1_NoSuchPool").username("x")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("User pool eu-west-1_NoSuchPool does not exist.");
  }

  @Test
  void theNewPasswordIsAskedForOnceAndThenTheTemporaryOneIsWorthless() {
    create("Passw0rd");
    InitiateAuthResponse asked = login("Passw0rd");
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    assertThat(asked.challengeParameters()).containsEntry("USER_ID_FOR_SRP", username);
    assertThatThrownBy(() -> newPassword(asked.session(), "weak"))
        .isInstanceOf(InvalidPasswordException.class);
    assertThat(newPassword(asked.session(), "Passw0rd2").authenticationResult().refreshToken())
        .isNotEmpty();
    assertThatThrownBy(() -> newPassword(asked.session(), "Passw0rd3"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session can only be used once");
    assertThatThrownBy(() -> login("Passw0rd")).isInstanceOf(NotAuthorizedException.class);
    assertThat(login("Passw0rd2").authenticationResult().expiresIn()).isEqualTo(3600);
  }

  @Test
  void aSessionIsOfNoUseToAnotherUser() {
    create("Passw0rd");
    String session = login("Passw0rd").session();
    aws.userPool().createUser("other-" + username, "Passw0rd");
    assertThatThrownBy(
            () ->
                client.respondToAuthChallenge(
                    r ->
                        r.clientId(aws.userPool().clientId())
                            .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                            .session(session)
                            .challengeResponses(
                                Map.of(
                                    "USERNAME", "other-" + username, "NEW_PASSWORD", "Passw0rd2"))))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserLookAlike() {
    create("Passw0rd");
    assertThatThrownBy(() -> login("Passw0rd9"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
    assertThatThrownBy(() -> login("nobody-" + username, "Passw0rd9"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect username or password.");
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
                    r ->
                        r.clientId(aws.userPool().clientId())
                            .username(username)
                            .confirmationCode("none")))
        .isInstanceOf(CodeMismatchException.class);
    String code = aws.userPool().lastCode(username).orElseThrow();
    client.confirmSignUp(
        r -> r.clientId(aws.userPool().clientId()).username(username).confirmationCode(code));
    assertThat(login("Passw0rd").authenticationResult()).isNotNull();
    assertThat(aws.userPool().lastCode(username)).isEmpty();
  }

  @Test
  void aForgottenPasswordIsReplacedWithTheMailedCode() {
    theMailedCodeConfirmsASignUp();
    client.forgotPassword(r -> r.clientId(aws.userPool().clientId()).username(username));
    String code = aws.userPool().lastCode(username).orElseThrow();
    client.confirmForgotPassword(
        r ->
            r.clientId(aws.userPool().clientId())
                .username(username)
                .confirmationCode(code)
                .password("Passw0rd2"));
    assertThat(login("Passw0rd2").authenticationResult()).isNotNull();
    assertThatThrownBy(() -> login("Passw0rd")).isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void anAdministratorSetsPasswordsForGoodOrForOnce() {
    create("Passw0rd");
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password("Passw0rd2").permanent(true));
    assertThat(login("Passw0rd2").authenticationResult()).isNotNull();
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(username).password("Passw0rd3").permanent(false));
    assertThat(login("Passw0rd3").challengeName())
        .isEqualTo(ChallengeNameType.NEW_PASSWORD_REQUIRED);
  }

  @Test
  void aDisabledUserCannotLogIn() {
    aws.userPool().createUser(username, "Passw0rd");
    client.adminDisableUser(r -> r.userPoolId(pool).username(username));
    assertThatThrownBy(() -> login("Passw0rd"))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("User is disabled.");
    client.adminEnableUser(r -> r.userPoolId(pool).username(username));
    assertThat(login("Passw0rd").authenticationResult()).isNotNull();
  }

  @Test
  void groupsMustExistAndAreListedForTheirUsers() {
    create("Passw0rd");
    assertThatThrownBy(
            () ->
                client.adminAddUserToGroup(
                    r -> r.userPoolId(pool).username(username).groupName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Group not found.");
    aws.userPool().createGroup("readers");
    client.adminAddUserToGroup(r -> r.userPoolId(pool).username(username).groupName("readers"));
    assertThat(client.adminListGroupsForUser(r -> r.userPoolId(pool).username(username)).groups())
        .extracting(GroupType::groupName)
        .containsExactly("readers");
    assertThatThrownBy(() -> client.createGroup(r -> r.userPoolId(pool).groupName("readers")))
        .isInstanceOf(GroupExistsException.class);
  }

  @Test
  void aClientWithASecretMustProveItsSecret() {
    aws.userPool().createUser(username, "Passw0rd");
    String secretClient = aws.userPool().secretClientId();
    assertThatThrownBy(
            () -> login(secretClient, Map.of("USERNAME", username, "PASSWORD", "Passw0rd")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("is configured with secret but SECRET_HASH was not received");
    assertThatThrownBy(
            () ->
                login(
                    secretClient,
                    Map.of("USERNAME", username, "PASSWORD", "Passw0rd", "SECRET_HASH", "x")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("SecretHash does not match");
    AuthenticationResultType tokens =
        login(
                secretClient,
                Map.of("USERNAME", username, "PASSWORD", "Passw0rd", "SECRET_HASH", secretHash()))
            .authenticationResult();
    assertThat(refresh(secretClient, tokens.refreshToken(), Map.of("SECRET_HASH", secretHash())))
        .isNotNull();
    assertThatThrownBy(() -> refresh(secretClient, tokens.refreshToken(), Map.of()))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aFlowThatAClientDoesNotAllowIsRefused() {
    String id =
        client
            .createUserPoolClient(
                r ->
                    r.userPoolId(pool)
                        .clientName("srp only")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH))
            .userPoolClient()
            .clientId();
    assertThatThrownBy(() -> login(id, Map.of("USERNAME", "x", "PASSWORD", "y")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("USER_PASSWORD_AUTH flow not enabled for this client");
  }

  @Test
  void refreshedTokensComeWithoutANewRefreshTokenUntilTheOldOneIsRevoked() {
    aws.userPool().createUser(username, "Passw0rd");
    String clientId = aws.userPool().clientId();
    String token = login("Passw0rd").authenticationResult().refreshToken();
    AuthenticationResultType refreshed = refresh(clientId, token, Map.of());
    assertThat(refreshed.idToken()).isNotEmpty();
    assertThat(refreshed.refreshToken()).isNull();
    client.revokeToken(r -> r.clientId(clientId).token(token));
    assertThatThrownBy(() -> refresh(clientId, token, Map.of()))
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
    assertThatThrownBy(() -> refresh(aws.userPool().clientId(), other.refreshToken(), Map.of()))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void anIdTokenIsNoAccessToken() {
    aws.userPool().createUser(username, "Passw0rd");
    String idToken = login("Passw0rd").authenticationResult().idToken();
    assertThatThrownBy(() -> client.getUser(r -> r.accessToken(idToken)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid Access Token");
    assertThatThrownBy(() -> client.getUser(r -> r.accessToken("x.y.z")))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void wherePoolsNameUsersByEmailTheUsernameIsTheSub() {
    String mailPool =
        client
            .createUserPool(r -> r.poolName("mail").usernameAttributes(UsernameAttributeType.EMAIL))
            .userPool()
            .id();
    UserType user =
        client.adminCreateUser(r -> r.userPoolId(mailPool).username("ann@example.com")).user();
    assertThat(UUID.fromString(user.username())).isNotNull();
    assertThat(
            client.adminGetUser(r -> r.userPoolId(mailPool).username("ann@example.com")).username())
        .isEqualTo(user.username());
    assertThatThrownBy(() -> client.adminCreateUser(r -> r.userPoolId(mailPool).username("ann")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Username should be an email.");
  }

  @Test
  void administratorsCallsAreRefusedWithoutASignature() {
    var response =
        Wire.unsigned(
            aws,
            "AWSCognitoIdentityProviderService.AdminGetUser",
            new JsonObject().put("UserPoolId", pool).put("Username", "x").encode());
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .hasValue("MissingAuthenticationTokenException:");
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

  private SignUpResponse signUp() {
    return client.signUp(
        r ->
            r.clientId(aws.userPool().clientId())
                .username(username)
                .password("Passw0rd")
                .userAttributes(a -> a.name("email").value("ann@example.com")));
  }

  private InitiateAuthResponse login(String password) {
    return login(username, password);
  }

  private InitiateAuthResponse login(String user, String password) {
    return login(aws.userPool().clientId(), Map.of("USERNAME", user, "PASSWORD", password));
  }

  private InitiateAuthResponse login(String clientId, Map<String, String> parameters) {
    return client.initiateAuth(
        r ->
            r.authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                .clientId(clientId)
                .authParameters(parameters));
  }

  private AuthenticationResultType refresh(
      String clientId, String token, Map<String, String> more) {
    Map<String, String> parameters = new java.util.HashMap<>(more);
    parameters.put("REFRESH_TOKEN", token);
    return client
        .initiateAuth(
            r ->
                r.authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                    .clientId(clientId)
                    .authParameters(parameters))
        .authenticationResult();
  }

  private RespondToAuthChallengeResponse newPassword(String session, String password) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(aws.userPool().clientId())
                .challengeName(ChallengeNameType.NEW_PASSWORD_REQUIRED)
                .session(session)
                .challengeResponses(Map.of("USERNAME", username, "NEW_PASSWORD", password)));
  }

  private String secretHash() {
    byte[] message = (username + aws.userPool().secretClientId()).getBytes(StandardCharsets.UTF_8);
    byte[] key = aws.userPool().clientSecret().getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(SrpClient.hmac(key, message));
  }
}
