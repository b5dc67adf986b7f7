package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.cognito.Challenge;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.rest.NotLoggedInException;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

public class RestClientUsersIT extends RestClientSetup {
  @Test
  void aUserLogsInAndReadsAResource() {
    Order order =
        await(
            api.login("ann", "right").compose(user -> api.getResource(Order.class, "/orders/42")));
    assertThat(order).isEqualTo(new Order("42", 3));
    assertThat(last().uri()).isEqualTo("/v1/orders/42");
    assertThat(last().accessKeyId()).isEqualTo("ASIAann1");
  }

  @Test
  void loginReturnsTheSessionOfTheCurrentUser() {
    CognitoSession session = await(api.login("ann", "right"));
    assertThat(session.username()).isEqualTo("ann");
    assertThat(await(session.credentials())).isEqualTo(Users.credentials("ann", 1));
    assertThat(api.currentUser()).isSameAs(session);
  }

  @Test
  void aResponderAnswersTheChallengesOfALogin() {
    LoginRequest request = LoginRequest.withoutPassword("ann");
    await(
        api.login(
            request,
            challenge ->
                Future.succeededFuture(((Challenge.CodeRequired) challenge).answer("right"))));
    assertThat(api.currentUser().username()).isEqualTo("ann");
    assertThatThrownBy(
            () ->
                await(
                    api.login(
                        LoginRequest.withoutPassword("bob"),
                        challenge -> Future.failedFuture(new IllegalStateException("no answer")))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no answer");
    assertThat(api.currentUser().username()).isEqualTo("ann");
  }

  @Test
  void aGivenSessionBecomesTheCurrentOne() {
    CognitoSession session = await(Users.client().openSession(LoginRequest.of("ann", "right")));
    assertThat(await(api.login(session))).isSameAs(session);
    assertThat(api.currentUser()).isSameAs(session);
    await(api.deleteResource("/x"));
    assertThat(last().accessKeyId()).isEqualTo("ASIAann1");
  }

  @Test
  void aUserWithoutCredentialsDoesNotBecomeTheCurrentOne() {
    await(api.login("ann", "right"));
    assertThatThrownBy(() -> await(api.login("nobody", "right")))
        .isInstanceOf(AuthenticationException.class);
    assertThat(api.currentUser().username()).isEqualTo("ann");
    assertThatThrownBy(() -> api.switchUser("nobody")).isInstanceOf(NotLoggedInException.class);
  }

  @Test
  void aWrongPasswordKeepsTheCurrentUser() {
    await(api.login("ann", "right"));
    assertThatThrownBy(() -> await(api.login("bob", "wrong")))
        .isInstanceOf(AuthenticationException.class);
    assertThat(api.currentUser().username()).isEqualTo("ann");
  }

  @Test
  void callsBeforeALoginFailWithNotLoggedIn() {
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/orders/42")))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessage("Nobody is logged in; call login first");
    assertThat(api.currentUser()).isNull();
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void usersWhoAreNotLoggedInAreRefusedWithNotLoggedIn() {
    String message = "User 'bob' has not logged in here; call login first";
    assertThatThrownBy(() -> api.switchUser("bob"))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> api.forUser("bob"))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> await(api.logout("bob")))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessage(message);
  }

  @Test
  void switchUserChangesTheCaller() {
    await(api.login("ann", "right"));
    CognitoSession bob = await(api.login("bob", "right"));
    await(api.deleteResource("/x"));
    assertThat(last().accessKeyId()).isEqualTo("ASIAbob1");
    api.switchUser("ann");
    await(api.deleteResource("/x"));
    assertThat(last().accessKeyId()).isEqualTo("ASIAann1");
    assertThat(api.switchUser("bob")).isEqualTo(bob.userId());
  }

  @Test
  void aViewOfAUserIsIndependentOfTheCurrentUser() {
    await(api.login("ann", "right"));
    RestClient ann = api.forUser("ann");
    await(api.login("bob", "right"));
    await(ann.getResource(Order.class, "/orders/42"));
    assertThat(last().accessKeyId()).isEqualTo("ASIAann1");
    await(api.getResource(Order.class, "/orders/42"));
    assertThat(last().accessKeyId()).isEqualTo("ASIAbob1");
  }

  @Test
  void afterALogoutThereIsNoCurrentUserAndViewsFailWithNotLoggedIn() {
    await(api.login("ann", "right"));
    RestClient ann = api.forUser("ann");
    await(api.logout("ann"));
    assertThat(api.currentUser()).isNull();
    assertThatThrownBy(() -> await(ann.getResource(Order.class, "/x")))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessageContaining("'ann' has logged out")
        .hasMessageContaining("call login again");
  }
}
