package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** E-mail addresses as user names and aliases, and their verification. */
@ExtendWith(LocalAwsExtension.class)
class EmailNamesIT {
  private LocalAws aws;
  private CognitoIdentityProviderClient client;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
  }

  @Test
  void aVerifiedEmailAddressIsAnAliasOfOneUserOnly() {
    String pool =
        client
            .createUserPool(r -> r.poolName("alias").aliasAttributes(AliasAttributeType.EMAIL))
            .userPool()
            .id();
    create(pool, "ann", "ann@example.com", "false");
    assertThatThrownBy(
            () -> client.adminGetUser(r -> r.userPoolId(pool).username("ann@example.com")))
        .isInstanceOf(UserNotFoundException.class);
    verify(pool, "ann");
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("ann@example.com")).username())
        .isEqualTo("ann");
    assertThatThrownBy(() -> create(pool, "bob", "ann@example.com", "true"))
        .isInstanceOf(AliasExistsException.class);
    create(pool, "bob", "ann@example.com", "false");
    verify(pool, "bob");
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("ann@example.com")).username())
        .isEqualTo("bob");
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username("carol")
                .forceAliasCreation(true)
                .userAttributes(
                    a -> a.name("email").value("ann@example.com"),
                    a -> a.name("email_verified").value("true")));
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("ann@example.com")).username())
        .isEqualTo("carol");
  }

  @Test
  void whereAddressesAreAliasesAUserNameCannotBeAnAddress() {
    String pool = aliasPool();
    assertThatThrownBy(() -> create(pool, "ann@example.com", "ann@example.com", "true"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Username cannot be of email format");
    String app = app(pool);
    assertThatThrownBy(() -> signUp(app, "ann@example.com", "ann@example.com"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Username cannot be of email format");
  }

  @Test
  void aSignUpWithAnotherUsersAddressCannotBeConfirmed() {
    String pool = aliasPool();
    String app = app(pool);
    create(pool, "ann", "ann@example.com", "true");
    signUp(app, "eve", "ann@example.com");
    String code = aws.messages(pool, "eve").get(0).content();
    assertThatThrownBy(
            () -> client.confirmSignUp(r -> r.clientId(app).username("eve").confirmationCode(code)))
        .isInstanceOf(AliasExistsException.class)
        .hasMessageContaining("An account with the email already exists.");
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("ann@example.com")).username())
        .isEqualTo("ann");
    assertThat(client.adminGetUser(r -> r.userPoolId(pool).username("eve")).userStatus())
        .isEqualTo(UserStatusType.UNCONFIRMED);
  }

  @Test
  void usersCannotMarkTheirAddressesAsVerified() {
    String app = aws.userPool().clientId();
    for (String name : new String[] {"email_verified", "phone_number_verified"}) {
      AttributeType claim = AttributeType.builder().name(name).value("true").build();
      assertThatThrownBy(
              () ->
                  client.signUp(
                      r ->
                          r.clientId(app)
                              .username("voucher")
                              .password("Passw0rd")
                              .userAttributes(claim)))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("A client attempted to write unauthorized attribute");
      String user = "vouching-" + name;
      aws.userPool().createUser(user, "Passw0rd", Map.of("email", "a@example.com"));
      String token = CognitoUsers.login(aws, user, "Passw0rd").accessToken();
      assertThatThrownBy(
              () -> client.updateUserAttributes(r -> r.accessToken(token).userAttributes(claim)))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("A client attempted to write unauthorized attribute");
    }
  }

  @Test
  void whereAddressesAreUserNamesTheyAreUnique() {
    String pool =
        client
            .createUserPool(
                r ->
                    r.poolName("mail")
                        .usernameAttributes(UsernameAttributeType.EMAIL)
                        .usernameConfiguration(u -> u.caseSensitive(false)))
            .userPool()
            .id();
    client.adminCreateUser(r -> r.userPoolId(pool).username("ann@example.com"));
    assertThatThrownBy(
            () -> client.adminCreateUser(r -> r.userPoolId(pool).username("ANN@example.com")))
        .isInstanceOf(UsernameExistsException.class)
        .hasMessageContaining("An account with the given email already exists.");
    String app = app(pool);
    assertThatThrownBy(() -> signUp(app, "ann@example.com", "ann@example.com"))
        .isInstanceOf(UsernameExistsException.class);
    assertThatThrownBy(() -> signUp(app, "ann", "ann@example.com"))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Username should be an email.");
  }

  private String aliasPool() {
    return client
        .createUserPool(
            r ->
                r.poolName("alias")
                    .aliasAttributes(AliasAttributeType.EMAIL)
                    .autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
        .userPool()
        .id();
  }

  private String app(String pool) {
    return client
        .createUserPoolClient(r -> r.userPoolId(pool).clientName("app"))
        .userPoolClient()
        .clientId();
  }

  private void signUp(String app, String name, String email) {
    client.signUp(
        r ->
            r.clientId(app)
                .username(name)
                .password("Passw0rd!")
                .userAttributes(a -> a.name("email").value(email)));
  }

  private void create(String pool, String name, String email, String verified) {
    client.adminCreateUser(
        r ->
            r.userPoolId(pool)
                .username(name)
                .userAttributes(
                    a -> a.name("email").value(email),
                    a -> a.name("email_verified").value(verified)));
  }

  private void verify(String pool, String name) {
    client.adminUpdateUserAttributes(
        r ->
            r.userPoolId(pool)
                .username(name)
                .userAttributes(a -> a.name("email_verified").value("true")));
  }
}
