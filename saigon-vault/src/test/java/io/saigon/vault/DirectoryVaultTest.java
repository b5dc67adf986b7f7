package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class DirectoryVaultTest {
  @TempDir Path outside;

  private Path directory;
  private SecretVault vault;

  @BeforeEach
  void open(Vertx vertx) throws IOException {
    directory = Files.createDirectory(outside.resolve("secrets"));
    vault = DirectoryVault.create(vertx, directory);
  }

  @Test
  void aSecretHasTheBytesOfItsFile() throws IOException {
    Files.createDirectories(directory.resolve("orders"));
    Files.writeString(directory.resolve("orders/db"), "p@ss\n");
    assertThat(await(vault.secretString("orders/db"))).isEqualTo("p@ss\n");
    assertThat(await(vault.secret(Buffer.class, "orders/db")).length()).isEqualTo(5);
  }

  public record Db(String host, int port) {}

  public record Settings(String name, Db db) {}

  @Test
  void theFilesBelowAPathAreOneModel() throws IOException {
    Files.createDirectories(directory.resolve("orders/db"));
    // As Kubernetes mounts secrets: files are links into a directory that is swapped.
    Path data = Files.createDirectory(directory.resolve("orders/db/..data"));
    Files.writeString(data.resolve("host"), "h");
    Files.createSymbolicLink(directory.resolve("orders/db/host"), Path.of("..data", "host"));
    Files.writeString(directory.resolve("orders/db/port"), "5432");
    Files.writeString(directory.resolve("orders/name"), "orders");

    assertThat(await(vault.secretTree(Settings.class, "orders")))
        .isEqualTo(new Settings("orders", new Db("h", 5432)));
    assertThat(await(vault.secretTree(Db.class, "/orders/db/"))).isEqualTo(new Db("h", 5432));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> await(vault.secretTree(Db.class, "nothing")))
        .withMessageStartingWith("There are no files below nothing/ in ");
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> await(vault.secretTree(Db.class, "../secrets")))
        .withMessageContaining("leads out of the vault's directory");
  }

  @Test
  void aFileOfATreeThatEscapesTheDirectoryIsRefused() throws IOException {
    Files.writeString(outside.resolve("secret"), "CANARY");
    Files.createDirectory(directory.resolve("orders"));
    Files.createSymbolicLink(directory.resolve("orders/link"), outside.resolve("secret"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> await(vault.secretTree(JsonObject.class, "orders")))
        .withMessageContaining("leads out of the vault's directory");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "/etc/passwd", "a/../../secret", ".", "a\0b"})
  void aKeyThatEscapesTheDirectoryIsRefused(String key) throws IOException {
    Files.writeString(outside.resolve("secret"), "CANARY");
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> await(vault.secretString(key)))
        .withMessageContaining("leads out of the vault's directory");
  }

  @Test
  void aLinkThatEscapesTheDirectoryIsRefused() throws IOException {
    Files.writeString(outside.resolve("secret"), "CANARY");
    Files.createSymbolicLink(directory.resolve("link"), outside.resolve("secret"));
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> await(vault.secretString("link")))
        .withMessage("Secret link leads out of the vault's directory; correct the key or the link");
  }

  @Test
  void aMissingFileIsNotFoundAndNamesItsKey() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> await(vault.secretString("orders/db")))
        .withMessageStartingWith("There is no file for secret orders/db in ");
  }

  @Test
  void aDirectoryIsNoSecret() throws IOException {
    Files.createDirectory(directory.resolve("orders"));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> await(vault.secretString("orders")))
        .withMessageStartingWith("Secret orders is no file in ");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    Files.write(directory.resolve("large"), new byte[(1 << 20) + 1]);
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> await(vault.secretString("large")))
        .withMessageStartingWith("The file of secret large is larger than 1048576 bytes");
  }

  @Test
  void aMountThatIsSwappedByItsLinkIsNoticed(Vertx vertx) throws IOException {
    vault =
        DirectoryVault.create(
            vertx, directory, SecretVaultOptions.defaults().withTtl(Duration.ofMillis(100)));
    mount("one", "old");
    Files.createSymbolicLink(directory.resolve("pw"), Path.of("..data/pw"));
    assertThat(await(vault.secretString("pw"))).isEqualTo("old");
    mount("two", "new");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (!await(vault.secretString("pw")).equals("new")) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsReadOnceComplete() throws Exception {
    Path file = directory.resolve("slow");
    Files.writeString(file, "");
    Future<String> read = vault.secretString("slow");
    for (String part : List.of("p", "@s", "sword")) {
      Files.writeString(file, part, StandardOpenOption.APPEND);
    }
    assertThat(await(read)).isEqualTo("p@ssword");
  }

  @Test
  void aFileThatStaysHalfWrittenFailsWithItsKeyAndWithoutItsContent() throws IOException {
    Files.writeString(directory.resolve("half"), "{\"user\":\"CANARY");
    assertThatExceptionOfType(SecretMappingException.class)
        .isThrownBy(() -> await(vault.secret(JsonObject.class, "half")))
        .withMessageStartingWith("Secret half ends before its JSON is complete")
        .withMessageNotContaining("CANARY");
  }

  @Test
  void aDeletedFileIsNotFoundAndReadAgainOnceRestored() throws IOException {
    Path file = Files.writeString(directory.resolve("pw"), "one");
    assertThat(await(vault.secretString("pw"))).isEqualTo("one");
    Files.delete(file);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> await(vault.refresh("pw")));
    Files.writeString(file, "two");
    await(vault.refresh("pw"));
    assertThat(await(vault.secretString("pw"))).isEqualTo("two");
  }

  /** Replaces the mount's content as the kubelet does. */
  private void mount(String name, String content) throws IOException {
    Path version = Files.createDirectory(directory.resolve(".." + name));
    Files.writeString(version.resolve("pw"), content);
    Path fresh = directory.resolve("..data_tmp");
    Files.createSymbolicLink(fresh, version.getFileName());
    Files.move(fresh, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void aSaigonFindsItByNameAndPath(Vertx vertx) throws IOException {
    Files.writeString(directory.resolve("pw"), "p");
    SaigonOptions options =
        SaigonOptions.defaults()
            .withSettings("directory", new JsonObject().put("path", directory.toString()));
    Saigon saigon = Saigon.create(vertx, options);
    assertThat(await(saigon.vault(VaultKind.DIRECTORY).secretString("pw"))).isEqualTo("p");
    await(saigon.close());
  }

  @Test
  void withoutAPathTheErrorNamesTheSetting(Vertx vertx) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Saigon.create(vertx).vault(VaultKind.DIRECTORY))
        .withMessage(
            "The vault of files has no directory; set SAIGON_VAULT_DIRECTORY or, by"
                + " SaigonOptions.withSettings, path of directory");
  }
}
