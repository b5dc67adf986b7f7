package io.saigon.cognito.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Memory of sessions that nobody uses. */
class IdleSessionsTest {
  private static final int USERS = 100_000;
  private static final int MOST_BYTES = 400;

  @Test
  void aHundredThousandIdleSessionsTakeFourHundredBytesEachBesideTheirTokens(
      TestReporter reporter) {
    try (ScriptedCognito cognito = new ScriptedCognito()) {
      CognitoClient client = cognito.client(ScriptedCognito.CONFIG);
      CognitoSessions sessions = client.sessions(USERS);
      CognitoTokens[] tokens = new CognitoTokens[USERS];
      for (int i = 0; i < USERS; i++) {
        tokens[i] = tokens();
      }
      client.session("warm-up", tokens());
      long before = used();
      for (int i = 0; i < USERS; i++) {
        sessions.add(client.session("user-" + i + "@example.com", tokens[i]));
      }
      long bytes = (used() - before) / USERS;
      reporter.publishEntry("bytes of an idle session", String.valueOf(bytes));
      assertThat(bytes).isLessThanOrEqualTo(MOST_BYTES);
      CognitoSession last = sessions.find("user-" + (USERS - 1) + "@example.com").orElseThrow();
      assertThat(last.userId()).isEqualTo(tokens[USERS - 1].userId());
      assertThat(sessions.size()).isEqualTo(USERS);
    }
  }

  private static CognitoTokens tokens() {
    JsonObject result =
        ScriptedCognito.tokens(UUID.randomUUID().toString(), "refresh", 3600)
            .getJsonObject("AuthenticationResult");
    return new CognitoTokens(
        result.getString("IdToken"),
        result.getString("AccessToken"),
        result.getString("RefreshToken"),
        Instant.now().plusSeconds(3600));
  }

  /** Returns the bytes in use once collections free no more. */
  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int same = 0; same < 3; ) {
      System.gc();
      long now = runtime.totalMemory() - runtime.freeMemory();
      same = now < least - USERS ? 0 : same + 1;
      least = Math.min(least, now);
    }
    return least;
  }
}
