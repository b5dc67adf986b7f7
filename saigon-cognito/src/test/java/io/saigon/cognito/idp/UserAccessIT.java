package io.saigon.cognito.idp;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.ChallengeRequiredException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreateUserResult;
import io.saigon.api.cognito.IncompleteUserException;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserFilter.Attribute;
import io.saigon.api.cognito.UserStatus;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.fixture.LocalCognito;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls of an administrator on the log-ins of users, and on many users at once. */
class UserAccessIT {
  private static final Map<String, String> REACHABLE =
      Map.of("email", "reachable@example.com", "email_verified", "true");

  private static LocalCognito local;
  private static CognitoClient cognito;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.passwordClient();
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void aPasswordOfAnAdministratorLastsAndATemporaryOneIsReplaced() {
    await(cognito.createUser(CreateUserRequest.of("anna").withTemporaryPassword(PASSWORD)));
    await(cognito.setUserPassword("anna", "Lasting-Pass-1"));
    assertThat(await(cognito.user("anna")).status()).isEqualTo(UserStatus.CONFIRMED);
    await(cognito.loginUser("anna", "Lasting-Pass-1"));

    await(cognito.setTemporaryPassword("anna", "Temporary-Pass-1"));
    assertThat(await(cognito.user("anna")).status()).isEqualTo(UserStatus.FORCE_CHANGE_PASSWORD);
    failure(ChallengeRequiredException.class, cognito.loginUser("anna", "Temporary-Pass-1"));
    await(cognito.loginUser("anna", "Temporary-Pass-1", "Lasting-Pass-2"));
    await(cognito.loginUser("anna", "Lasting-Pass-2"));
  }

  @Test
  void aPasswordBelowThePolicyIsRefusedWithTheReason() {
    local.aws.userPool().createUser("bert", PASSWORD);
    AuthenticationException refused =
        failure(AuthenticationException.class, cognito.setUserPassword("bert", "canary"));
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_PASSWORD);
    assertThat(refused).hasMessageContaining("policy").hasMessageNotContaining("canary");
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.setUserPassword("bert", " "));
  }

  @Test
  void aDisabledUserCanNeitherLogInNorRenewATokenUntilEnabled() {
    local.aws.userPool().createUser("cleo", PASSWORD);
    CognitoTokens tokens = await(cognito.loginUser("cleo", PASSWORD));
    await(cognito.disableUser("cleo"));
    await(cognito.disableUser("cleo"));
    assertThat(await(cognito.user("cleo")).enabled()).isFalse();
    assertThat(reason(cognito.loginUser("cleo", PASSWORD))).isEqualTo(Reason.USER_DISABLED);
    assertThat(reason(cognito.refresh(tokens))).isEqualTo(Reason.USER_DISABLED);
    await(cognito.enableUser("cleo"));
    await(cognito.loginUser("cleo", PASSWORD));
    assertThat(reason(cognito.refresh(tokens))).isEqualTo(Reason.SESSION_EXPIRED);
  }

  @Test
  void aResetPasswordIsReplacedByTheCodeThatTheUserGets() {
    local.aws.userPool().createUser("dirk", PASSWORD, REACHABLE);
    CognitoTokens tokens = await(cognito.loginUser("dirk", PASSWORD));
    await(cognito.resetUserPassword("dirk"));
    assertThat(await(cognito.user("dirk")).status()).isEqualTo(UserStatus.RESET_REQUIRED);
    assertThat(reason(cognito.loginUser("dirk", PASSWORD)))
        .isEqualTo(Reason.PASSWORD_RESET_REQUIRED);
    assertThat(reason(cognito.refresh(tokens))).isEqualTo(Reason.PASSWORD_RESET_REQUIRED);
    String code = local.aws.userPool().lastCode("dirk").orElseThrow();
    await(cognito.confirmForgotPassword("dirk", code, "Lasting-Pass-1"));
    await(cognito.loginUser("dirk", "Lasting-Pass-1"));
  }

  @Test
  void aPasswordThatCannotBeResetSaysWhy() {
    local.aws.userPool().createUser("emma", PASSWORD);
    assertThat(failure(ServiceException.class, cognito.resetUserPassword("emma")))
        .hasMessageContaining("'emma'")
        .hasMessageContaining("no verified e-mail address")
        .hasMessageContaining("setUserPassword");
    await(cognito.createUser("finn"));
    assertThat(failure(ServiceException.class, cognito.resetUserPassword("finn")))
        .hasMessageContaining("temporary");
  }

  @Test
  void callsForAMissingUserNameIt() {
    for (Future<Void> call :
        List.of(
            cognito.setUserPassword("nobody", PASSWORD),
            cognito.setTemporaryPassword("nobody", PASSWORD),
            cognito.resetUserPassword("nobody"),
            cognito.enableUser("nobody"),
            cognito.disableUser("nobody"),
            cognito.signOutUser("nobody"))) {
      assertThat(failure(NotFoundException.class, call)).hasMessageContaining("no user 'nobody'");
    }
  }

  @Test
  void manyUsersAreCreatedWithAResultForEach() {
    local.aws.userPool().createGroup("bulk");
    List<CreateUserRequest> requests = new ArrayList<>();
    IntStream.range(0, 30)
        .forEach(i -> requests.add(CreateUserRequest.of("bulk-" + i).withGroupName("bulk")));
    requests.add(CreateUserRequest.of("bulk-no-group").withGroupName("nowhere"));
    requests.add(CreateUserRequest.of("bulk-weak").withTemporaryPassword("weak"));
    requests.add(CreateUserRequest.of("bulk-0"));
    await(cognito.createUser("bulk-0"));
    List<CreateUserResult> results = await(cognito.createUsers(requests, 4));
    assertThat(results).extracting(CreateUserResult::request).containsExactlyElementsOf(requests);
    assertThat(results.subList(1, 30))
        .allMatch(r -> r instanceof CreateUserResult.Created made && !made.user().existed());
    assertThat(List.of(results.get(0), results.get(32)))
        .allMatch(r -> r instanceof CreateUserResult.Created made && made.user().existed());
    assertThat(((CreateUserResult.Failed) results.get(30)).failure())
        .isInstanceOf(IncompleteUserException.class);
    assertThat(((CreateUserResult.Failed) results.get(31)).failure())
        .isInstanceOf(ServiceException.class);
    assertThat(all(cognito.listUsersInGroup("bulk"))).hasSize(29);
    assertThat(await(cognito.createUsers(List.of(), 1))).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.createUsers(requests, 0));
  }

  @Test
  void usersAreListedAsAStreamAcrossPages() {
    IntStream.range(0, 130).forEach(i -> local.aws.userPool().createUser("listed-" + i, PASSWORD));
    ReadStream<CognitoUser> users =
        cognito.listUsers(UserFilter.startingWith(Attribute.USERNAME, "listed-"));
    assertThat(all(users)).extracting(CognitoUser::username).doesNotHaveDuplicates().hasSize(130);
    Promise<Void> end = Promise.promise();
    cognito
        .listUsersInGroup("missing")
        .exceptionHandler(end::fail)
        .endHandler(end::complete)
        .handler(user -> {});
    assertThat(failure(NotFoundException.class, end.future()))
        .hasMessageContaining("no group 'missing'");
  }

  private static List<CognitoUser> all(ReadStream<CognitoUser> stream) {
    List<CognitoUser> users = new ArrayList<>();
    Promise<Void> end = Promise.promise();
    stream.exceptionHandler(end::fail).endHandler(end::complete).handler(users::add);
    await(end.future());
    return users;
  }

  private static Reason reason(Future<?> refused) {
    return failure(AuthenticationException.class, refused).reason();
  }
}
