package io.saigon.storage.upload;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.saigon.api.stream.QueuedStream;
import io.saigon.storage.StorageFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;

class UploadIT extends StorageFixture {
  private static final int MIB = 1 << 20;
  @TempDir private Path directory;

  private Path file(long size) throws IOException {
    Path file = directory.resolve("content");
    byte[] block = new byte[MIB];
    Random random = new Random(size);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return file;
  }

  private void assertStored(String key, Path file) throws IOException {
    try (Downloaded stored = await(storages.storage().download(object(key), storages.download()))) {
      assertThat(Files.mismatch(stored.path(), file)).as("first difference").isEqualTo(-1);
    }
  }

  private int openUploads() {
    S3AsyncClient client = await(storages.storage().unwrap(S3AsyncClient.class));
    return client.listMultipartUploads(l -> l.bucket(storages.bucket)).join().uploads().size();
  }

  @Test
  void aLargeFileIsUploadedInParts() throws IOException {
    Path file = file(70L * MIB + 12_345);
    UploadOptions options =
        UploadOptions.defaults().withContentType("text/csv").withMetadata(Map.of("till", "7"));
    UploadedObject uploaded = await(storages.storage().upload(object("parts"), file, options));
    assertThat(uploaded.eTag()).isNotBlank();
    assertStored("parts", file);
    ObjectInfo info = await(storages.storage().head(object("parts")));
    assertThat(info.contentType()).isEqualTo("text/csv");
    assertThat(info.metadata()).containsEntry("till", "7");
    assertThat(openUploads()).isZero();
  }

  @Test
  void partsAreAsFewAsS3Allows() {
    assertThat(ParallelUpload.partSize(100L * MIB)).isEqualTo(16L * MIB);
    long most = 50L << 40;
    assertThat(ParallelUpload.partSize(most) * MultipartUpload.MAX_PARTS)
        .isGreaterThanOrEqualTo(most);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 40 * MIB + 7})
  void aStreamOfUnknownLengthIsUploaded(int size) throws IOException {
    Path file = file(size);
    await(
        storages
            .vertx
            .fileSystem()
            .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
            .compose(content -> storages.storage().upload(object("stream-" + size), content)));
    assertStored("stream-" + size, file);
    assertThat(openUploads()).isZero();
  }

  @Test
  void aStreamThatFailsLeavesNoObjectAndNoParts() {
    var context = CallerContext.current(storages.vertx);
    var content =
        new QueuedStream<Buffer>(context) {
          private int chunks;

          @Override
          protected void more() {
            if (chunks++ < 20) {
              push(Buffer.buffer(new byte[MIB]));
            } else {
              end(new IOException("the source broke"));
            }
          }
        };
    var upload = storages.storage().upload(object("broken"), content);
    assertThatThrownBy(() -> await(upload)).hasStackTraceContaining("the source broke");
    assertThatThrownBy(() -> await(storages.storage().head(object("broken"))))
        .isInstanceOf(NotFoundException.class);
    assertThat(openUploads()).isZero();
  }

  @Test
  void aStreamIntoAMissingBucketFails() throws IOException {
    Path file = file(30 * MIB);
    assertThatThrownBy(
            () ->
                await(
                    storages
                        .vertx
                        .fileSystem()
                        .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
                        .compose(
                            content ->
                                storages
                                    .storage()
                                    .upload(
                                        S3ObjectDescriptor.of("no-such-bucket", "k"), content))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("There is no bucket 'no-such-bucket'");
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing.csv");
    assertThatThrownBy(() -> await(storages.storage().upload(object("k"), missing)))
        .isInstanceOf(LocalFileException.class)
        .hasMessage(missing + " does not exist; create it or correct the path");
  }

  @Test
  void aTargetWithAVersionIsAnIllegalArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> storages.storage().upload(object("k").withVersionId("3"), Buffer.buffer("x")))
        .withMessageContaining("version");
  }
}
