package io.saigon.testkit.internal.logs;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.saigon.testkit.internal.wire.Ids;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggedSecretsTest {
  private final LoggedSecrets handler = new LoggedSecrets();

  @Test
  void keysAndTokensAreFoundOnceTheyAreIssued() {
    String key = Ids.secretKey();
    String token = Ids.token(300);
    assertFalse(LoggedSecrets.hasSecret("key " + key + " token " + token));

    LoggedSecrets.issued(key);
    assertTrue(LoggedSecrets.hasSecret("a key (" + key + ")"));
    LoggedSecrets.issued(token);
    assertTrue(LoggedSecrets.hasSecret("{\"SessionToken\":\"" + token + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=Passw0rd!",
        "{\"user\":\"CANARY\"}",
        "Authorization: Bearer eyJraWQiOiJ4In0.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl"
      })
  void passwordsMarkedValuesAndJsonWebTokensAreFound(String text) {
    assertTrue(LoggedSecrets.hasSecret(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/42 answered 403",
        "Secret orders/db has changed",
        "arn:aws:secretsmanager:eu-west-1:000000000000:secret:orders/db-AbCdEf"
      })
  void linesWithoutASecretAreNot(String text) {
    assertFalse(LoggedSecrets.hasSecret(text));
  }

  @Test
  void stacksAreLookedAt() {
    LogRecord line = new LogRecord(Level.FINEST, "refused {0}");
    line.setParameters(new Object[] {"x"});
    assertFalse(LoggedSecrets.hasSecret(handler.text(line)));
    line.setThrown(new IllegalStateException("Passw0rd"));
    assertTrue(LoggedSecrets.hasSecret(handler.text(line)));
  }
}
