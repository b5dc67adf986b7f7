package io.saigon.storage.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.io.Progress;
import io.saigon.testkit.Await;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.LongConsumer;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class FileTargetTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("shelf", "book");
  private static final String CONTENT = "0123456789".repeat(10);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void choose() {
    file = directory.resolve("book");
  }

  @AfterAll
  static void stop() {
    Await.await(VERTX.close());
  }

  private FileTarget target(long size, @Nullable String content, LongConsumer limit) {
    return FileTarget.create(
        file,
        file,
        size,
        content == null ? null : checksum(content),
        limit,
        new Progress(CallerContext.current(VERTX), done -> {}));
  }

  private FileTarget target() {
    return target(CONTENT.length(), CONTENT, size -> {});
  }

  private static ContentChecksum checksum(String content) {
    CRC32 crc = new CRC32();
    crc.update(content.getBytes(UTF_8));
    byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array();
    return ContentChecksum.of(
        GetObjectResponse.builder()
            .checksumCRC32(Base64.getEncoder().encodeToString(value))
            .build());
  }

  private static ByteBuffer bytes(String content) {
    return ByteBuffer.wrap(content.getBytes(UTF_8));
  }

  private static boolean verifyAll(FileTarget target) {
    boolean any = false;
    while (target.verifySome()) {
      any = true;
    }
    return any;
  }

  @Test
  void contentIsWrittenInOrderAndVerified() throws IOException {
    FileTarget target = target();
    assertThat(target.write(bytes(CONTENT.substring(0, 33)))).isTrue();
    assertThat(target.write(bytes(CONTENT.substring(33)))).isTrue();
    assertThat(target.written()).isEqualTo(100);
    assertThat(target.total()).isEqualTo(100);
    assertThat(verifyAll(target)).as("read again").isFalse();
    target.finish(SOURCE);
    assertThat(Files.readString(file)).isEqualTo(CONTENT);
  }

  @Test
  void contentWithoutItsChecksumFailsAtTheEnd() {
    FileTarget target = target();
    target.write(bytes(CONTENT.replace('9', '8')));
    ObjectException failure =
        catchThrowableOfType(ObjectException.class, () -> target.finish(SOURCE));
    assertThat(failure.reason()).isEqualTo(ObjectException.Reason.CHECKSUM_MISMATCH);
    assertThat(failure).hasMessageContaining("CRC32").hasMessageContaining("'book'");
  }

  @Test
  void aRangeAtTheEndIsWrittenByOthersAndVerifiedAfterwards() throws IOException {
    FileTarget target = target();
    ByteRange range = target.claim(20);
    assertThat(range).isEqualTo(new ByteRange(80, 100, 80));
    Transfer.Target other = target.range(range);
    assertThat(other.write(bytes(CONTENT.substring(80)))).isTrue();
    assertThat(target.satisfied()).isFalse();
    assertThat(target.write(bytes(CONTENT))).as("more is needed").isFalse();
    assertThat(target.satisfied()).isTrue();
    assertThat(target.written()).as("up to the range").isEqualTo(80);
    assertThat(target.total()).isEqualTo(100);
    verifyAll(target);
    target.finish(SOURCE);
    assertThat(Files.readString(file)).isEqualTo(CONTENT);
  }

  @Test
  void aRangeThatOthersWroteWronglyFailsAtTheEnd() {
    FileTarget target = target();
    target.range(target.claim(20)).write(bytes("x".repeat(20)));
    target.write(bytes(CONTENT));
    verifyAll(target);
    assertThatThrownBy(() -> target.finish(SOURCE)).isInstanceOf(ObjectException.class);
  }

  @Test
  void rangesAreClaimedBackwardsWhileTwiceTheirLengthIsLeft() {
    FileTarget target = target();
    target.write(bytes(CONTENT.substring(0, 20)));
    assertThat(target.claim(20)).isEqualTo(new ByteRange(80, 100, 80));
    assertThat(target.claim(20)).isEqualTo(new ByteRange(60, 80, 60));
    assertThat(target.claim(20)).isEqualTo(new ByteRange(40, 60, 40));
    assertThat(target.claim(20)).isNull();
    target.abandon();
  }

  @Test
  void aRangeTakesNoMoreThanItsOwnBytes() throws IOException {
    FileTarget target = target(CONTENT.length(), null, size -> {});
    Transfer.Target last = target.range(target.claim(20));
    Transfer.Target before = target.range(target.claim(20));
    last.write(bytes("b".repeat(20)));
    before.write(bytes("a".repeat(30)));
    assertThat(before.written()).isEqualTo(20);
    target.abandon();
    assertThat(Files.readString(file)).endsWith("a".repeat(20) + "b".repeat(20));
  }

  @Test
  void aRangeBeginsAnewAtItsOwnStart() throws IOException {
    FileTarget target = target(CONTENT.length(), null, size -> {});
    Transfer.Target range = target.range(target.claim(20));
    range.write(bytes("x".repeat(15)));
    assertThat(range.restart()).isTrue();
    assertThat(range.written()).isZero();
    range.write(bytes(CONTENT.substring(80)));
    target.abandon();
    assertThat(Files.readString(file)).endsWith(CONTENT.substring(80)).hasSize(100);
  }

  @Test
  void aRestartDiscardsContentAndChecksum() throws IOException {
    FileTarget target = target();
    target.write(bytes("something else, and longer".repeat(10)));
    assertThat(target.restart()).isTrue();
    assertThat(target.written()).isZero();
    target.write(bytes(CONTENT));
    target.finish(SOURCE);
    assertThat(Files.readString(file)).isEqualTo(CONTENT);
  }

  @Test
  void nothingIsDiscardedOnceOthersWriteRanges() {
    FileTarget target = target();
    target.claim(20);
    assertThat(target.restart()).isFalse();
    target.abandon();
  }

  @Test
  void contentOfUnknownSizeIsBoundedWhileItIsWritten() {
    FileTarget target =
        target(
            -1,
            null,
            size -> {
              if (size > 150) {
                throw new IllegalStateException("the limit");
              }
            });
    assertThat(target.write(bytes(CONTENT))).isTrue();
    assertThat(target.total()).isEqualTo(100);
    assertThatThrownBy(() -> target.write(bytes(CONTENT))).hasMessage("the limit");
    target.abandon();
  }

  @Test
  void aMissingDirectoryAndAnExistingFileFailWithTheirPaths() throws IOException {
    file = directory.resolve("none/book");
    LocalFileException missing =
        catchThrowableOfType(LocalFileException.class, FileTargetTest.this::target);
    assertThat(missing.getMessage()).startsWith(directory.resolve("none").toString());
    file = Files.createFile(directory.resolve("there"));
    assertThatThrownBy(this::target)
        .isInstanceOf(LocalFileException.class)
        .hasMessageStartingWith(file.toString());
  }
}
