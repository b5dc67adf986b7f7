package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.testing.StorageCalls;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that one types first. */
class FirstCallsIT extends StorageFixture {
  @Test
  void bytesFilesAndStreamsAreUploadedToABucketAndAKey(@TempDir Path directory) throws IOException {
    ObjectStorage storage = storages.storage();
    Buffer content = Buffer.buffer("content");
    Path file = Files.writeString(directory.resolve("file"), "content");
    await(storage.upload(storages.bucket, "first/bytes", content));
    await(storage.upload(storages.bucket, "first/file", file));
    await(
        storage.upload(
            storages.bucket, "first/stream", StorageCalls.stream(storages.vertx, content)));
    for (String key : new String[] {"first/bytes", "first/file", "first/stream"}) {
      S3ObjectDescriptor object = S3ObjectDescriptor.parse("s3://" + storages.bucket + "/" + key);
      assertThat(await(storage.readString(object, 7))).isEqualTo("content");
    }
  }

  @Test
  void anObjectExistsOrDoesNot() {
    S3ObjectDescriptor object = uploaded("exists", random(3));
    assertThat(await(storages.storage().exists(object))).isTrue();
    assertThat(await(storages.storage().exists(object("exists/not")))).isFalse();
  }

  @Test
  void anObjectWithinTheBoundIsReadWhole() {
    byte[] content = random(200_000);
    S3ObjectDescriptor object = uploaded("whole", content);
    assertThat(await(storages.storage().readBytes(object, content.length)).getBytes())
        .isEqualTo(content);
    assertThat(await(storages.storage().readBytes(uploaded("empty", random(0)), 0)).length())
        .isZero();
    assertThatThrownBy(() -> await(storages.storage().readBytes(object("none"), 10)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void anObjectAboveTheBoundIsRefusedWithTheBound() {
    S3ObjectDescriptor object = uploaded("large", random(200_000));
    ScriptedFixture.assertFails(
        storages.storage().readBytes(object, 199_999),
        Reason.TOO_LARGE,
        "Object 'large' in bucket '%s' has 200000 bytes or more, and the limit is 199999; raise it"
            .formatted(storages.bucket));
  }

  @Test
  void textIsReadAsUtf8AndNothingElse() {
    S3ObjectDescriptor text = uploaded("text", "é漢😀".getBytes(UTF_8));
    assertThat(await(storages.storage().readString(text, 100))).isEqualTo("é漢😀");
    S3ObjectDescriptor bytes = uploaded("bytes", new byte[] {'a', (byte) 0xff});
    ScriptedFixture.assertFails(
        storages.storage().readString(bytes, 100),
        Reason.NOT_TEXT,
        "is not text in UTF-8; read it by readBytes");
  }

  @Test
  void aBucketIsListedWholeOrUpToABound() {
    for (int i = 0; i < 3; i++) {
      uploaded("bounded/" + i, random(1));
    }
    ObjectStorage storage = storages.storage();
    assertThat(await(storage.list(storages.bucket, "bounded/", 2)))
        .extracting(info -> info.descriptor().key())
        .containsExactly("bounded/0", "bounded/1");
    assertThat(await(storage.list(storages.bucket, "bounded/", 3))).hasSize(3);
    assertThat(await(storage.list(storages.bucket, "bounded/", 4))).hasSize(3);
    int all = await(storage.list(storages.bucket, "", Integer.MAX_VALUE)).size();
    List<ObjectInfo> listed = await(storage.list(storages.bucket).collect(Collectors.toList()));
    assertThat(listed).hasSize(all);
    assertThatThrownBy(() -> await(storage.list("no-such-bucket", "", 1)))
        .isInstanceOf(NotFoundException.class);
  }
}
