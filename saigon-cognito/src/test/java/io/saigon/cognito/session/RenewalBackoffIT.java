package io.saigon.cognito.session;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.error.SaigonException;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions whose tokens have expired, at a user pool that refuses every refresh. */
class RenewalBackoffIT {
  private final ScriptedCognito cognito = new ScriptedCognito();
  private final ManualClock clock = new ManualClock();
  private final CognitoClient client = cognito.client(ScriptedCognito.CONFIG, clock);

  @AfterEach
  void stop() {
    cognito.close();
  }

  @Test
  void manyCallersOfOneUserMakeOneCallPerPause() {
    CognitoSession session = expired("ann");
    fail(50, session::tokens);
    assertThat(cognito.requests).hasSize(1);
    fail(50, session::tokens);
    fail(50, session::credentials);
    assertThat(cognito.requests).hasSize(1);
    assertThat(failure(SaigonException.class, session.credentials()))
        .hasMessageContaining("not tried again before");
    clock.at(Duration.ofSeconds(2));
    fail(50, session::credentials);
    assertThat(cognito.requests).hasSize(2);
  }

  @Test
  void manyUsersDoNotFloodAPoolThatRefusesAll() {
    Promise<Void> release = cognito.holdsAnswers();
    List<Future<CognitoTokens>> users =
        IntStream.range(0, 500).mapToObj(i -> expired("user-" + i).tokens()).toList();
    release.complete();
    for (Future<CognitoTokens> user : users) {
      failure(SaigonException.class, user);
    }
    assertThat(cognito.requests.size())
        .isBetween(RenewalLimiter.MAX_CONCURRENT, RenewalLimiter.MAX_CONCURRENT * 2);
  }

  @Test
  void aUserWhoLogsInAgainIsServedAtOnce() {
    CognitoSession session = expired("ann");
    failure(SaigonException.class, session.tokens());
    clock.at(Duration.ofSeconds(2));
    cognito.responds(ScriptedCognito.tokens(session.userId().toString(), null, 3600));
    assertThat(await(session.tokens()).userId()).isEqualTo(session.userId());
  }

  private CognitoSession expired(String name) {
    JsonObject result =
        ScriptedCognito.tokens(UUID.randomUUID().toString(), "refresh-" + name, 3600)
            .getJsonObject("AuthenticationResult");
    Instant past = ManualClock.START.minusSeconds(60);
    return client.session(
        name,
        new CognitoTokens(
            result.getString("IdToken"),
            result.getString("AccessToken"),
            result.getString("RefreshToken"),
            past));
  }

  private static void fail(int callers, Supplier<Future<?>> call) {
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(call.get());
    }
    for (Future<?> one : all) {
      failure(SaigonException.class, one);
    }
  }
}
