package io.saigon.storage.upload;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.StorageFixture;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectUploadIT extends StorageFixture {
  @Test
  void aFileIsUploaded() throws IOException {
    Path file = Files.createTempFile("upload", ".bin");
    try {
      byte[] content = random(3_000_001);
      Files.write(file, content);
      await(storages.storage().upload(object("file"), file));
      Files.write(file, new byte[0]);
      await(storages.storage().upload(object("empty-file"), file));
      try (Downloaded downloaded =
              await(storages.storage().download(object("file"), storages.download()));
          Downloaded empty =
              await(storages.storage().download(object("empty-file"), storages.download()))) {
        assertThat(downloaded.path()).hasBinaryContent(content);
        assertThat(empty.path()).isEmptyFile();
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void metadataAndTypeAreKept() {
    UploadOptions options =
        UploadOptions.defaults()
            .withContentType("text/csv")
            .withMetadata(Map.of("order", "42", "source", "till 7"));
    await(storages.storage().upload(object("meta"), Buffer.buffer("1;2"), options));
    ObjectInfo info = await(storages.storage().head(object("meta")));
    assertThat(info.contentType()).isEqualTo("text/csv");
    assertThat(info.metadata()).containsEntry("order", "42").containsEntry("source", "till 7");
    assertThat(info.size()).isEqualTo(3);
    assertThat(info.lastModified()).isNotNull();
    assertThat(info.eTag()).isNotBlank().doesNotContain("\"");
  }

  @Test
  void anExistingObjectIsNotReplacedWithOnlyIfAbsent() throws IOException {
    UploadOptions absent = UploadOptions.defaults().withOnlyIfAbsent(true);
    S3ObjectDescriptor object = object("once");
    await(storages.storage().upload(object, Buffer.buffer("first"), absent));
    assertThatThrownBy(
            () -> await(storages.storage().upload(object, Buffer.buffer("second"), absent)))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.EXISTS));
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path()).hasContent("first");
    }
  }

  @Test
  void anObjectIsCopiedWithItsTypeAndMetadata() throws IOException {
    byte[] content = random(50_000);
    UploadOptions options =
        UploadOptions.defaults().withContentType("text/csv").withMetadata(Map.of("order", "42"));
    await(storages.storage().upload(object("copied/from é+%"), Buffer.buffer(content), options));
    S3ObjectDescriptor copy = object("copied/to");
    await(storages.storage().copy(object("copied/from é+%"), copy));
    ObjectInfo info = await(storages.storage().head(copy));
    assertThat(info.contentType()).isEqualTo("text/csv");
    assertThat(info.metadata()).containsEntry("order", "42");
    try (Downloaded file = await(storages.storage().download(copy, storages.download()))) {
      assertThat(file.path()).hasBinaryContent(content);
    }
    assertThatThrownBy(() -> await(storages.storage().copy(object("copied/none"), copy)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("copied/none");
    assertThatThrownBy(
            () ->
                await(storages.storage().copy(copy, S3ObjectDescriptor.of("no-such-bucket", "k"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no-such-bucket");
  }
}
