package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class CredentialTrialsTest {
  private final CredentialTrials trials = new CredentialTrials();
  private final PostgreSqlCredentials old = credentials("old");

  private static PostgreSqlCredentials credentials(String password) {
    return new PostgreSqlCredentials("db", 5432, "orders", "app", password, SslMode.PREFER);
  }

  @Test
  void unprovenCredentialsAreTriedByOneLoginAtATime() {
    assertThat(trials.claim(old)).isNull();
    Future<Void> second = trials.claim(old);
    assertThat(second).isNotNull();
    assertThat(second.isComplete()).isFalse();
    trials.tried(old, true, null);
    assertThat(second.isComplete()).isTrue();
  }

  @Test
  void provenCredentialsAreUsedConcurrentlyUntilTheyAreRefused() {
    trials.prove(old);
    assertThat(trials.claim(old)).isNull();
    assertThat(trials.claim(old)).isNull();
    trials.tried(old, false, new IllegalStateException("refused"));
    assertThat(trials.refusal(old)).hasMessage("refused");
    assertThat(trials.claim(old)).isNull();
    assertThat(trials.claim(old)).isNotNull();
    trials.tried(old, true, null);
    assertThat(trials.claim(old)).isNull();
    assertThat(trials.claim(old)).isNull();
  }

  @Test
  void newerCredentialsThatWorkReplaceThem() {
    assertThat(trials.prove(old)).isFalse();
    assertThat(trials.prove(old)).isFalse();
    assertThat(trials.prove(credentials("new"))).isTrue();
    assertThat(trials.isProven(old)).isFalse();
  }
}
