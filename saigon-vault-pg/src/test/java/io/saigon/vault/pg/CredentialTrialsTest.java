package io.saigon.vault.pg;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SslMode;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class ProofsTest {
  private final Proofs proofs = new Proofs();
  private final PostgreSqlCredentials old = credentials("old");

  private static PostgreSqlCredentials credentials(String password) {
    return new PostgreSqlCredentials("db", 5432, "orders", "app", password, SslMode.PREFER);
  }

  @Test
  void credentialsThatAreNotProvenAreTriedByOneAtATime() {
    assertThat(proofs.claim(old)).isNull();
    Future<Void> second = proofs.claim(old);
    assertThat(second).isNotNull();
    assertThat(second.isComplete()).isFalse();
    proofs.tried(old, true, null);
    assertThat(second.isComplete()).isTrue();
  }

  @Test
  void provenCredentialsAreUsedByAllAtOnceUntilTheyAreRefused() {
    proofs.prove(old);
    assertThat(proofs.claim(old)).isNull();
    assertThat(proofs.claim(old)).isNull();
    proofs.tried(old, false, new IllegalStateException("refused"));
    assertThat(proofs.refusal(old)).hasMessage("refused");
    assertThat(proofs.claim(old)).isNull();
    assertThat(proofs.claim(old)).isNotNull();
    proofs.tried(old, true, null);
    assertThat(proofs.claim(old)).isNull();
    assertThat(proofs.claim(old)).isNull();
  }

  @Test
  void newerCredentialsThatWorkTakeTheirPlace() {
    assertThat(proofs.prove(old)).isFalse();
    assertThat(proofs.prove(old)).isFalse();
    assertThat(proofs.prove(credentials("new"))).isTrue();
    assertThat(proofs.isProven(old)).isFalse();
  }
}
