package io.saigon.storage.download;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.TransferProgress;
import io.saigon.storage.StorageFixture;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadIT extends StorageFixture {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 300_000, 9_000_000})
  void uploadedObjectsAreDownloaded(int size) throws IOException {
    byte[] content = random(size);
    S3ObjectDescriptor object = uploaded("sizes/" + size + ".bin", content);
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path()).hasBinaryContent(content).hasFileName(size + ".bin");
      assertThat(file.size()).isEqualTo(size);
      assertThat(file.source().key()).isEqualTo(object.key());
      assertThat(file.info().eTag()).isNotBlank();
      assertThat(file.path().getParent().getParent()).isEqualTo(storages.tempDir);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space+plus%20percent",
        "é漢😀",
        "a/b//c",
        "q?a=b&c#d",
        "~:@=*'()!;,$[]",
        "../up",
        "/lead",
        "tab\tin"
      })
  void everyKeyMakesTheRoundTrip(String key) throws IOException {
    S3ObjectDescriptor object = uploaded("keys/" + key, key.getBytes(UTF_8));
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path()).hasContent(key);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"k/..\\..\\evil", "k/C:\\evil", "k/CON", "k/a:b", "k/a.", "k/~", "k/-rf"})
  void noKeyEscapesTheDirectory(String key) throws IOException {
    S3ObjectDescriptor object = uploaded(key, new byte[] {1});
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path().toRealPath().getParent().getParent())
          .isEqualTo(storages.tempDir.toRealPath());
      assertThat(file.path()).isRegularFile();
    }
  }

  @Test
  void aDownloadToAPathReplacesTheFileOnceComplete() throws IOException {
    S3ObjectDescriptor object = uploaded("to-path", "new".getBytes(UTF_8));
    Path directory = Files.createDirectory(storages.tempDir.resolve("d"));
    try {
      Path file = Files.writeString(directory.resolve("f"), "old and longer");
      ObjectInfo info = await(storages.storage().downloadTo(object, file));
      assertThat(file).hasContent("new");
      assertThat(info.size()).isEqualTo(3);
      assertThatThrownBy(() -> await(storages.storage().downloadTo(object("none"), file)))
          .isInstanceOf(NotFoundException.class);
      assertThat(file).hasContent("new");
      assertThatThrownBy(() -> await(storages.storage().downloadTo(object, directory)))
          .isInstanceOf(LocalFileException.class)
          .hasMessageContaining("is a directory");
      assertThatThrownBy(
              () -> await(storages.storage().downloadTo(object, directory.resolve("no/f"))))
          .isInstanceOfSatisfying(
              LocalFileException.class,
              e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NOT_FOUND));
      assertThat(directory).isDirectoryContaining("glob:**/f");
      try (var files = Files.list(directory)) {
        assertThat(files).hasSize(1);
      }
      Files.delete(file);
    } finally {
      Files.delete(directory);
    }
  }

  @Test
  void progressEndsWithTheTotal() throws IOException {
    S3ObjectDescriptor object = uploaded("progress", random(500_000));
    List<TransferProgress> reported = new CopyOnWriteArrayList<>();
    await(storages.storage().download(object, storages.download(), reported::add)).close();
    assertThat(reported).last().isEqualTo(new TransferProgress(500_000, 500_000));
  }

  @Test
  void aFutureCompletesOnTheCallersContext() {
    S3ObjectDescriptor object = uploaded("context", random(100_000));
    Context context = storages.vertx.getOrCreateContext();
    Promise<Context> seen = Promise.promise();
    context.runOnContext(
        go ->
            storages
                .storage()
                .download(object, storages.download())
                .compose(Downloaded::delete)
                .onComplete(done -> seen.complete(Vertx.currentContext())));
    assertThat(await(seen.future())).isSameAs(context);
  }

  @Test
  void closingOnAnEventLoopDeletesInTheBackground() {
    S3ObjectDescriptor object = uploaded("close", random(10));
    Downloaded file = await(storages.storage().download(object, storages.download()));
    storages.vertx.runOnContext(go -> file.close());
    until(() -> !Files.exists(file.path().getParent()));
  }

  @Test
  void aTooLargeObjectIsRefused() {
    S3ObjectDescriptor object = uploaded("large", random(100_000));
    assertThatThrownBy(
            () ->
                await(
                    storages.storage().download(object, storages.download().withMaxBytes(99_999))))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.TOO_LARGE))
        .hasMessageContaining("DownloadOptions.maxBytes");
  }
}
