package io.saigon.cognito;

import static io.saigon.cognito.LocalCognito.PASSWORD;
import static io.saigon.cognito.LocalCognito.await;
import static io.saigon.cognito.LocalCognito.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.AuthenticationException;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionsIT {
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
  void theSessionNotUsedForLongestMakesRoom() {
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
  void aFailedLoginKeepsNothing() {
    CognitoSessions sessions = cognito.sessions(10);
    failure(AuthenticationException.class, sessions.login(LoginRequest.of("ann", "Wrong-Pass-1")));
    assertThat(sessions.size()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> cognito.sessions(0));
  }

  /** Two hundred users, ten callers each, across three expiries. */
  @Test
  void nobodyEverGetsAnothersCredentialsAndEachUserIsRenewedOnce() {
    int users = 200;
    CognitoSessions sessions = cognito.sessions(users);
    for (int i = 0; i < users; i++) {
      local.aws.userPool().createUser("user-" + i, PASSWORD);
    }
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      ids.add(login(sessions, "user-" + i).userId());
    }
    Map<UUID, String> identities = new HashMap<>();
    Set<String> allKeys = new HashSet<>();
    for (int period = 0; period < 3; period++) {
      List<UUID> callers = new ArrayList<>();
      for (int n = 0; n < 10; n++) {
        callers.addAll(ids);
      }
      Collections.shuffle(callers, new Random(period));
      List<Future<IamCredentials>> calls =
          callers.stream().map(id -> sessions.find(id).orElseThrow().iamCredentials()).toList();
      await(Future.all(calls));
      Map<UUID, Set<String>> keys = new HashMap<>();
      for (int i = 0; i < callers.size(); i++) {
        IamCredentials credentials = calls.get(i).result();
        String known = identities.putIfAbsent(callers.get(i), credentials.identityId());
        assertThat(known).isIn(null, credentials.identityId());
        keys.computeIfAbsent(callers.get(i), id -> new HashSet<>())
            .add(credentials.credentials().accessKeyId());
      }
      assertThat(keys.values()).hasSize(users).allSatisfy(own -> assertThat(own).hasSize(1));
      keys.values().forEach(allKeys::addAll);
      assertThat(allKeys).hasSize(users * (period + 1));
      ids.forEach(
          id -> assertThat(await(sessions.find(id).orElseThrow().tokens()).userId()).isEqualTo(id));
      local.aws.clock().advance(Duration.ofHours(2));
    }
    assertThat(Set.copyOf(identities.values())).hasSize(users);
  }

  @Test
  void renewalsHoldWhileAwsThrottlesAndConnectionsBreak() {
    int users = 40;
    CognitoSessions sessions = cognito.sessions(users);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      local.aws.userPool().createUser("patient-" + i, PASSWORD);
      ids.add(login(sessions, "patient-" + i).userId());
    }
    Faults faults = local.aws.faults();
    for (String call : List.of("cognito-idp.InitiateAuth", "cognito-identity")) {
      faults.next(call, 10, Fault.throttling());
      faults.next(call, 10, Fault.disconnect());
    }
    local.aws.clock().advance(Duration.ofHours(2));
    Map<UUID, Future<IamCredentials>> calls = new HashMap<>();
    ids.forEach(id -> calls.put(id, sessions.find(id).orElseThrow().iamCredentials()));
    await(Future.all(List.copyOf(calls.values())));
    assertThat(faults.pending()).isZero();
    assertThat(calls.values().stream().map(call -> call.result().identityId()).distinct())
        .hasSize(users);
    ids.forEach(
        id -> assertThat(await(sessions.find(id).orElseThrow().tokens()).userId()).isEqualTo(id));
  }

  private static CognitoSession login(CognitoSessions sessions, String user) {
    return await(sessions.login(LoginRequest.of(user, PASSWORD)));
  }
}
