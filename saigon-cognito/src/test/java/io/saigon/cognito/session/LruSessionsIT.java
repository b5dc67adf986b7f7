package io.saigon.cognito.session;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.cognito.fixture.LocalCognito;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LruSessionsIT {
  private static LocalCognito local;
  private static CognitoClient cognito;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.passwordClient();
    for (String user : List.of("ann", "bob", "carol")) {
      local.aws.userPool().createUser(user, PASSWORD);
    }
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void sessionsAreFoundByIdAndByName() {
    CognitoSessions sessions = cognito.sessions(10);
    CognitoSession ann = login(sessions, "ann");
    CognitoSession bob = login(sessions, "bob");
    assertThat(sessions.find(ann.userId())).containsSame(ann);
    assertThat(sessions.find("bob")).containsSame(bob);
    assertThat(sessions.find("carol")).isEmpty();
    assertThat(sessions.find(UUID.randomUUID())).isEmpty();
  }

  @Test
  void aLaterLoginReplacesTheUsersSession() {
    CognitoSessions sessions = cognito.sessions(10);
    CognitoSession first = login(sessions, "ann");
    CognitoSession second = login(sessions, "ann");
    assertThat(sessions.find("ann")).containsSame(second);
    assertThat(sessions.size()).isOne();
    assertThat(await(first.tokens()).userId()).isEqualTo(second.userId());
  }

  @Test
  void theLeastRecentlyUsedSessionIsEvicted() {
    CognitoSessions sessions = cognito.sessions(2);
    login(sessions, "ann");
    login(sessions, "bob");
    assertThat(sessions.find("ann")).isPresent();
    login(sessions, "carol");
    assertThat(sessions.find("bob")).isEmpty();
    assertThat(sessions.find("ann")).isPresent();
    assertThat(sessions.size()).isEqualTo(2);
  }

  @Test
  void logoutEndsTheUsersSessionAlone() {
    CognitoSessions sessions = cognito.sessions(10);
    CognitoSession ann = login(sessions, "ann");
    CognitoSession bob = login(sessions, "bob");
    assertThat(await(sessions.logout(ann.userId()))).isTrue();
    assertThat(await(sessions.logout(ann.userId()))).isFalse();
    assertThat(sessions.find("ann")).isEmpty();
    failure(AuthenticationException.class, ann.credentials());
    assertThat(await(bob.tokens()).userId()).isEqualTo(bob.userId());
  }

  @Test
  void aSessionOfAnotherUserDoesNotTakeTheNameOfAnActiveOne() {
    CognitoSessions sessions = cognito.sessions(10);
    CognitoSession ann = login(sessions, "ann");
    CognitoSession bob = cognito.session("ann", await(cognito.loginUser("bob", PASSWORD)));
    sessions.add(bob);
    assertThat(sessions.find("ann")).containsSame(ann);
    assertThat(sessions.find(ann.userId())).containsSame(ann);
    assertThat(sessions.find(bob.userId())).containsSame(bob);
    await(ann.logout());
    sessions.add(bob);
    assertThat(sessions.find("ann")).containsSame(bob);
  }

  @Test
  void aNameBelongsToTheLastUserWhoLoggedInWithIt() {
    CognitoSessions sessions = cognito.sessions(10);
    local.aws.userPool().createUser("dora", PASSWORD);
    CognitoSession first = login(sessions, "dora");
    await(cognito.deleteUser("dora"));
    local.aws.userPool().createUser("dora", PASSWORD);
    CognitoSession second = login(sessions, "dora");
    assertThat(second.userId()).isNotEqualTo(first.userId());
    assertThat(sessions.find("dora")).containsSame(second);
    assertThat(sessions.find(first.userId())).containsSame(first);
    sessions.add(first);
    assertThat(sessions.find("dora")).containsSame(second);
  }

  @Test
  void aFailedLoginStoresNothing() {
    CognitoSessions sessions = cognito.sessions(10);
    failure(
        AuthenticationException.class,
        cognito.openSession(LoginRequest.of("ann", "Wrong-Pass-1")).map(sessions::add));
    assertThat(sessions.size()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.sessions(0));
  }

  private static CognitoSession login(CognitoSessions sessions, String user) {
    return await(cognito.openSession(LoginRequest.of(user, PASSWORD)).map(sessions::add));
  }
}
