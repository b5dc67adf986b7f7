package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Users of a pool and their groups, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class UserPoolIT {
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
  void aDeletedUserDoesNotExist() {
    create("Passw0rd");
    client.adminDeleteUser(r -> r.userPoolId(pool).username(username));
    assertThatThrownBy(() -> client.adminDeleteUser(r -> r.userPoolId(pool).username(username)))
        .isInstanceOf(UserNotFoundException.class)
        .hasMessageContaining("User does not exist.");
  }

  @Test
  void anAdministratorSetsPermanentAndTemporaryPasswords() {
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
