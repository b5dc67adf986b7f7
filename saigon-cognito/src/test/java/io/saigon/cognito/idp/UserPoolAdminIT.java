package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IncompleteUserException;
import io.saigon.api.cognito.SignUpRequest;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

class UserPoolAdminIT {
  private static LocalCognito local;
  private static CognitoIdp users;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    users = local.saigon.cognitoIdp(CognitoIdpConfig.of(local.aws.userPool().id()));
    local.aws.userPool().createGroup("staff");
    local.aws.userPool().createGroup("guests");
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void thePoolHasItsRegionAndUrl() {
    assertThat(users.region()).isEqualTo("eu-west-1");
    assertThat(users.cognitoUrl())
        .isEqualTo("cognito-idp.eu-west-1.amazonaws.com/" + users.userPoolId());
  }

  @Test
  void aUserIsCreatedOnceAndFoundThereafter() {
    CreatedUser first = await(users.createUser("once@example.com"));
    CreatedUser second = await(users.createUser("once@example.com"));
    assertThat(first.existed()).isFalse();
    assertThat(second).isEqualTo(new CreatedUser(first.id(), true));
  }

  @Test
  void concurrentCallsCreateOneUser() {
    List<Future<CreatedUser>> race =
        IntStream.range(0, 20).mapToObj(i -> users.createUser("race@example.com")).toList();
    await(Future.all(race));
    assertThat(race.stream().map(f -> f.result().id()).distinct()).hasSize(1);
    assertThat(race.stream().filter(f -> !f.result().existed())).hasSize(1);
  }

  @Test
  void anAddressAsNameIsTheEmailUnlessExtraAttributesSetOne() {
    await(
        users.createUser(
            CreateUserRequest.of("ann@example.com")
                .withSelfVerify(true)
                .withNotifyUser(false)
                .withExtraAttributes(Map.of("given_name", "Ann"))));
    assertThat(attributes("ann@example.com"))
        .containsEntry("email", "ann@example.com")
        .containsEntry("email_verified", "true")
        .containsEntry("given_name", "Ann");

    await(
        users.createUser(
            CreateUserRequest.of("bob@example.com")
                .withExtraAttributes(Map.of("email", "bob@example.org"))));
    assertThat(attributes("bob@example.com")).containsEntry("email", "bob@example.org");
  }

  @Test
  void aNameWithoutAnAddressSetsNoEmail() {
    await(users.createUser(CreateUserRequest.of("carol").withSelfVerify(true)));
    assertThat(attributes("carol")).doesNotContainKeys("email", "email_verified");
  }

  @Test
  void aGroupIsJoinedOnCreationOnly() {
    await(users.createUser(CreateUserRequest.of("dora").withGroupName("staff")));
    await(users.createUser(CreateUserRequest.of("dora").withGroupName("guests")));
    assertThat(await(users.userGroups("dora"))).containsExactly("staff");
  }

  @Test
  void aFailureAfterTheCreationNamesTheCreatedUser() {
    IncompleteUserException failure =
        failure(
            IncompleteUserException.class,
            users.createUser(CreateUserRequest.of("emil").withGroupName("nowhere")));
    assertThat(failure.user().id()).isEqualTo(await(users.createUser("emil")).id());
    assertThat(failure)
        .hasMessageContaining("'emil'")
        .hasMessageContaining(failure.user().id().toString())
        .hasMessageContaining("'nowhere'")
        .hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  void aUserIsDeletedOnce() {
    await(users.createUser("fred"));
    assertThat(await(users.deleteUser("fred"))).isTrue();
    assertThat(await(users.deleteUser("fred"))).isFalse();
  }

  @Test
  void aSignUpIsConfirmedOnce() {
    await(local.client().signUp(SignUpRequest.of("gina", PASSWORD)));
    await(users.confirmUser("gina"));
    assertThat(failure(ServiceException.class, users.confirmUser("gina")))
        .hasMessageContaining("'gina'")
        .hasMessageContaining("confirmed already");
    assertThat(failure(NotFoundException.class, users.confirmUser("nobody")))
        .hasMessageContaining("no user 'nobody'");
  }

  @Test
  void groupsAreListedJoinedAndLeft() {
    await(users.createUser("hugo"));
    assertThat(await(users.groups())).contains("staff", "guests");
    await(users.addUserToGroup("hugo", "staff"));
    await(users.addUserToGroup("hugo", "staff"));
    await(users.addUserToGroup("hugo", "guests"));
    await(users.removeUserFromGroup("hugo", "staff"));
    assertThat(await(users.userGroups("hugo"))).containsExactly("guests");
    assertThat(failure(NotFoundException.class, users.userGroups("nobody")))
        .hasMessageContaining("no user 'nobody'");
  }

  @Test
  void allPagesOfGroupsAreListed() {
    var pool = local.aws.createUserPool("many-groups");
    List<String> names = IntStream.range(0, 130).mapToObj(i -> "group-" + i).toList();
    names.forEach(pool::createGroup);
    assertThat(await(local.saigon.cognitoIdp(CognitoIdpConfig.of(pool.id())).groups()))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void aMissingPoolIsNotTakenForAMissingUser() {
    CognitoIdp missingPool = local.saigon.cognitoIdp(CognitoIdpConfig.of("eu-west-1_Nowhere99"));
    for (Future<?> call :
        List.of(
            missingPool.deleteUser("ann"), missingPool.createUser("ann"), missingPool.groups())) {
      assertThat(failure(NotFoundException.class, call))
          .hasMessageContaining("eu-west-1_Nowhere99");
    }
  }

  private static Map<String, String> attributes(String username) {
    return Stream.of(
            local.sdk.adminGetUser(b -> b.userPoolId(users.userPoolId()).username(username)).join())
        .flatMap(user -> user.userAttributes().stream())
        .collect(Collectors.toMap(AttributeType::name, AttributeType::value));
  }
}
