package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretVault;
import io.saigon.vault.source.EnvironmentSource;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EnvironmentVaultTest {
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) {
    vault =
        EnvironmentVault.create(
            vertx,
            Map.of("ORDERS_DB", "derived", "orders/api", "exact", "ORDERS_API", "x", "EMPTY", ""));
  }

  @Test
  void aKeyBecomesTheNameOfAVariable() {
    assertThat(await(vault.secretString("orders/db"))).isEqualTo("derived");
    assertThat(await(vault.secretString("ORDERS_DB"))).isEqualTo("derived");
  }

  @Test
  void aVariableOfTheExactNameComesFirst() {
    assertThat(await(vault.secretString("orders/api"))).isEqualTo("exact");
  }

  @Test
  void aMissingVariableIsNotFoundAndNamed() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> await(vault.secretString("orders/mail-server")))
        .withMessage(
            "There is no environment variable for secret orders/mail-server; set ORDERS_MAIL_SERVER");
  }

  @Test
  void aVariableThatIsEmptyIsAnError() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> await(vault.secretString("empty")))
        .withMessage("Environment variable EMPTY is set but empty; give it a value or remove it");
  }

  @Test
  void theEnvironmentIsNotPrinted() {
    EnvironmentSource source = new EnvironmentSource(Map.of("ORDERS_DB", "CANARY"));
    assertThat(source.toString()).doesNotContain("CANARY");
  }

  @Test
  void variablesHaveNoVersions() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> await(vault.secretString(SecretId.of("orders/db").withVersion("1"))));
  }
}
