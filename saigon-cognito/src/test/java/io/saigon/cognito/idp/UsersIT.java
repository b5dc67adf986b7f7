package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CodeDelivery;
import io.saigon.api.cognito.CodeMedium;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserFilter.Attribute;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.cognito.UserPage;
import io.saigon.api.cognito.UserStatus;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users and groups: own attributes, and those that an administrator reads and changes. */
class UsersIT {
  private final LocalCognito local = new LocalCognito();
  private final CognitoClient client = local.passwordClient();

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void aUserChangesVerifiesAndDeletesOwnAttributes() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD, Map.of("nickname", "annie"));
    String token = await(client.loginUser("ann", LocalCognito.PASSWORD)).accessToken();
    assertThat(await(client.attributes(token))).containsEntry("nickname", "annie");
    assertThat(await(client.updateAttributes(token, Map.of("email", "ann@example.com")))).isEmpty();
    CodeDelivery sent = await(client.attributeVerificationCode(token, "email"));
    assertThat(sent.medium()).isEqualTo(CodeMedium.EMAIL);
    assertThat(
            failure(
                    AuthenticationException.class,
                    client.verifyAttribute(token, "email", "000000x"))
                .reason())
        .isEqualTo(Reason.CODE_MISMATCH);
    String code = local.aws.userPool().lastCode("ann").orElseThrow();
    await(client.verifyAttribute(token, "email", code));
    assertThat(await(client.attributes(token))).containsEntry("email_verified", "true");
    await(client.updateAttributes(token, Map.of("email", "other@example.com")));
    assertThat(await(client.attributes(token))).containsEntry("email_verified", "false");
    await(client.deleteAttributes(token, Set.of("nickname", "email")));
    assertThat(await(client.attributes(token))).containsOnlyKeys("sub");
  }

  @Test
  void anAdministratorReadsAndChangesUsers() {
    String id = local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    await(client.updateUserAttributes("ann", Map.of("name", "Ann \"the\" Lee", "locale", "de")));
    await(client.deleteUserAttributes("ann", Set.of("locale")));
    CognitoUser ann = await(client.user("ann"));
    assertThat(ann.id()).hasToString(id);
    assertThat(ann.attributes()).containsOnlyKeys("sub", "name");
    assertThat(ann.enabled()).isTrue();
    assertThat(ann.status()).isEqualTo(UserStatus.CONFIRMED);
    assertThat(ann.toString()).doesNotContain("Lee");
    assertThat(await(client.users(UserFilter.equalTo(Attribute.NAME, "Ann \"the\" Lee"))).users())
        .containsExactly(ann);
    assertThat(failure(NotFoundException.class, client.user("nobody")))
        .hasMessageContaining("no user 'nobody'");
  }

  @Test
  void usersAreListedByPages() {
    for (int i = 0; i < 70; i++) {
      local.aws.userPool().createUser("user-" + i, LocalCognito.PASSWORD);
    }
    local.aws.userPool().createUser("other", LocalCognito.PASSWORD);
    UserFilter filter = UserFilter.startingWith(Attribute.USERNAME, "user-");
    UserPage first = await(client.users(filter));
    UserPage second = await(client.users(filter, first.nextToken()));
    Set<CognitoUser> all = new HashSet<>(first.users());
    all.addAll(second.users());
    assertThat(all).hasSize(70);
    assertThat(second.nextToken()).isNull();
    assertThat(await(client.users()).users()).hasSize(60);
  }

  @Test
  void groupsAreCreatedChangedAndDeleted() {
    await(client.createGroup(new UserGroup("readers", "May read", 5, null)));
    failure(ServiceException.class, client.createGroup(UserGroup.of("readers")));
    await(client.updateGroup(new UserGroup("readers", null, 3, null)));
    assertThat(await(client.group("readers")))
        .isEqualTo(new UserGroup("readers", "May read", 3, null));
    assertThat(await(client.groups())).isEqualTo(List.of("readers"));
    assertThat(await(client.deleteGroup("readers"))).isTrue();
    assertThat(await(client.deleteGroup("readers"))).isFalse();
    assertThat(failure(NotFoundException.class, client.group("readers")))
        .hasMessageContaining("no group 'readers'");
    failure(NotFoundException.class, client.updateGroup(UserGroup.of("readers")));
    assertThatIllegalArgumentException().isThrownBy(() -> new UserGroup("readers", null, -1, null));
  }
}
