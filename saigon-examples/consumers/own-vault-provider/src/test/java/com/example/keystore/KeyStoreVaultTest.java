package com.example.keystore;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreVaultTest {
  private final Vertx vertx = Vertx.vertx();
  @TempDir Path directory;

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  @Tag("alone")
  void theVaultIsFoundWithoutBeingNamed() throws Exception {
    SecretVault vault = saigon().vault();

    assertThat(vault.name()).isEqualTo("keystore");
    assertThat(await(vault.secret(JsonObject.class, "orders/db")).getString("host"))
        .isEqualTo("db.internal");
  }

  @Test
  @Tag("alone")
  void aMissingEntryIsNotFound() {
    Future<String> secret = saigon().vault().secretString("orders/none");

    assertThatThrownBy(() -> await(secret))
        .hasCauseInstanceOf(NotFoundException.class)
        .hasMessageContaining("orders/none");
  }

  @Test
  @Tag("alone")
  void aVersionOfAnEntryIsNotFound() {
    Future<String> secret =
        saigon().vault().secretString(SecretId.of("orders/db").withVersion("1"));

    assertThatThrownBy(() -> await(secret)).hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  @Tag("alone")
  void missingSettingsAreNamed() {
    Saigon saigon = Saigon.create(vertx);

    assertThatThrownBy(saigon::vault)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("[path, password]");
  }

  @Test
  @Tag("beside")
  void amongSeveralVaultsItIsChosenByAnOption() {
    Saigon saigon = Saigon.create(vertx, options().withVault("keystore"));

    assertThat(saigon.vault().name()).isEqualTo("keystore");
  }

  @Test
  @Tag("beside")
  void amongSeveralVaultsItIsChosenByName() {
    assertThat(saigon().vault("keystore").name()).isEqualTo("keystore");
  }

  @Test
  @Tag("beside")
  void amongSeveralVaultsOneMustBeChosen() {
    Saigon saigon = saigon();

    assertThatThrownBy(saigon::vault)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("keystore")
        .hasMessageContaining("aws-secrets-manager")
        .hasMessageContaining("SaigonOptions.withVault");
  }

  private Saigon saigon() {
    return Saigon.create(vertx, options());
  }

  private SaigonOptions options() {
    try {
      return KeyStores.options(directory, Map.of("orders/db", "{\"host\":\"db.internal\"}"));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, SECONDS);
  }
}
