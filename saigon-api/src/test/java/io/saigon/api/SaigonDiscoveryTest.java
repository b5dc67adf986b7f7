package io.saigon.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.providers.OneVault;
import io.saigon.api.providers.OtherOneVault;
import io.saigon.api.providers.QuietVault;
import io.saigon.api.providers.TwoVault;
import io.saigon.api.spi.SecretVaultProvider;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SaigonDiscoveryTest {
  @TempDir Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    System.clearProperty("saigon.vault");
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void withoutProvidersTheArtifactToAddIsNamed() throws IOException {
    Saigon saigon = saigonWith(SaigonOptions.defaults());
    assertThatThrownBy(saigon::vault)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("add the artifact io.saigon:saigon-vault");
    assertThatThrownBy(() -> saigon.vault(VaultKind.AWS_SSM))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("io.saigon:saigon-vault");
    assertThatThrownBy(saigon::storage)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("add the artifact io.saigon:saigon-storage");
    assertThatThrownBy(() -> saigon.cognitoIdp(CognitoIdpConfig.of("eu-west-1_abc")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("add the artifact io.saigon:saigon-cognito");
  }

  @Test
  void theOnlyProviderServes() throws IOException {
    assertThat(saigonWith(SaigonOptions.defaults(), QuietVault.class).vault().name())
        .isEqualTo("quiet");
  }

  @Test
  void severalProvidersAreListedWithTheWaysToChoose() throws IOException {
    Saigon saigon = saigonWith(SaigonOptions.defaults(), TwoVault.class, OneVault.class);
    assertThatThrownBy(saigon::vault)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("one (io.saigon.api.providers.OneVault), two (")
        .hasMessageContaining("SaigonOptions.withVault")
        .hasMessageContaining("saigon.vault")
        .hasMessageContaining("SAIGON_VAULT");
  }

  @Test
  void onlyThoseThatServeByDefaultAreListed() throws IOException {
    Saigon saigon =
        saigonWith(SaigonOptions.defaults(), TwoVault.class, OneVault.class, QuietVault.class);
    assertThatThrownBy(saigon::vault).hasMessageNotContaining("quiet");
  }

  @Test
  void whichVaultServesIsLoggedWithWhatChoseItAndTheNamesOfItsSettings() throws IOException {
    System.setProperty("saigon.vault", "two");
    JsonObject settings = new JsonObject().put("ttlMs", 12_345);
    SaigonOptions options = SaigonOptions.defaults().withSettings("two", settings);
    try (LogLines lines = LogLines.of(Saigon.class)) {
      Saigon saigon = saigonWith(options, OneVault.class, TwoVault.class);
      saigon.vault();
      saigon.vault();
      assertThat(lines.all())
          .containsExactly(
              "FINE Vault two of io.saigon.api.providers.TwoVault serves, chosen by system property saigon.vault; SaigonOptions set [ttlMs] of it");
    }
  }

  @Test
  void amongSeveralTheOneThatServesByDefaultServes() throws IOException {
    assertThat(
            saigonWith(SaigonOptions.defaults(), QuietVault.class, OneVault.class).vault().name())
        .isEqualTo("one");
  }

  @Test
  void anOptionChooses() throws IOException {
    SaigonOptions options = SaigonOptions.defaults().withVault("two");
    System.setProperty("saigon.vault", "one");
    assertThat(saigonWith(options, OneVault.class, TwoVault.class).vault().name()).isEqualTo("two");
  }

  @Test
  void aSystemPropertyChooses() throws IOException {
    System.setProperty("saigon.vault", "two");
    Saigon saigon = saigonWith(SaigonOptions.defaults(), OneVault.class, TwoVault.class);
    assertThat(saigon.vault().name()).isEqualTo("two");
    assertThat(saigon.vault()).isSameAs(saigon.vault("two"));
  }

  @Test
  void providersAreSearchedForOnce() throws IOException {
    SaigonOptions options = SaigonOptions.defaults().withVault("one");
    Saigon saigon = saigonWith(options, OneVault.class, TwoVault.class);
    saigon.vault();
    Files.delete(directory.resolve("META-INF/services/" + SecretVaultProvider.class.getName()));
    assertThat(saigon.vault("two").name()).isEqualTo("two");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheKnownOnes() throws IOException {
    Saigon saigon = saigonWith(SaigonOptions.defaults(), TwoVault.class, OneVault.class);
    assertThatThrownBy(() -> saigon.vault("three"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'three'")
        .hasMessageContaining("one, two");
  }

  @Test
  void twoProvidersOfOneNameAreRefused() throws IOException {
    Saigon saigon = saigonWith(SaigonOptions.defaults(), OneVault.class, OtherOneVault.class);
    assertThatThrownBy(saigon::vault)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("OneVault")
        .hasMessageContaining("OtherOneVault");
  }

  @Test
  void aClosedSaigonThrowsAClosedException() throws Exception {
    Saigon saigon = saigonWith(SaigonOptions.defaults(), OneVault.class);
    saigon.vault("one");
    saigon.close().toCompletionStage().toCompletableFuture().get();
    assertThatThrownBy(() -> saigon.vault("one"))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(saigon::vault).isInstanceOf(ClosedException.class);
    assertThatThrownBy(saigon::storage).isInstanceOf(ClosedException.class);
  }

  private Saigon saigonWith(SaigonOptions options, Class<?>... providers) throws IOException {
    Thread.currentThread()
        .setContextClassLoader(new ProviderLoader(directory, SecretVaultProvider.class, providers));
    return Saigon.create(vertx, options);
  }
}
