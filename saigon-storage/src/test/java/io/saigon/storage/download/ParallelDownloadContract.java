package io.saigon.storage.download;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.TransferProgress;
import io.saigon.storage.testing.PacedS3;
import io.saigon.storage.testing.ScriptedS3;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large objects from a storage that is slower over one connection than this machine. */
abstract class ParallelDownloadContract {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "large.bin");
  private static final byte[] OBJECT = new byte[(72 << 20) + 12_345];

  private final Vertx vertx = Vertx.vertx();
  private final boolean tls;
  private final PacedS3 s3;
  private final Saigon saigon;
  private final List<TransferProgress> reported = new CopyOnWriteArrayList<>();
  @TempDir private Path tempDir;

  ParallelDownloadContract(boolean tls) {
    this.tls = tls;
    this.s3 = new PacedS3(vertx, tls, OBJECT);
    this.saigon = Saigon.create(vertx, s3.options());
  }

  @BeforeAll
  static void fill() {
    new Random(11).nextBytes(OBJECT);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    await(saigon.close());
    s3.close();
    await(vertx.close());
    try (var left = Files.list(tempDir)) {
      assertThat(left).as("left behind").isEmpty();
    }
  }

  private static String checksum(int change) {
    CRC32C crc = new CRC32C();
    crc.update(OBJECT);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue() ^ change).array());
  }

  private Downloaded download() {
    return await(
        saigon
            .storage()
            .download(SOURCE, DownloadOptions.defaults().withDirectory(tempDir), reported::add));
  }

  private void assertDownloads() throws IOException {
    try (Downloaded file = download()) {
      assertThat(Arrays.mismatch(Files.readAllBytes(file.path()), OBJECT))
          .as("first difference")
          .isEqualTo(-1);
      assertThat(file.size()).isEqualTo(OBJECT.length);
    }
    assertThat(reported).last().isEqualTo(new TransferProgress(OBJECT.length, OBJECT.length));
  }

  private void assertFails(Reason reason) {
    assertThatThrownBy(this::download)
        .isInstanceOfSatisfying(
            ObjectException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void parallelRangesOfTheSameVersionSpeedUpASlowConnection() throws IOException {
    s3.head = response -> response.putHeader("x-amz-checksum-crc32c", checksum(0));
    assertDownloads();
    assertThat(s3.ranges())
        .hasSizeBetween(3, 9)
        .allMatch(range -> range.endsWith("-") || range.matches("bytes=\\d+-\\d+"));
    // In whatever order the connections reach the server.
    assertThat(s3.ranges())
        .anyMatch(range -> range.startsWith("bytes=" + (OBJECT.length - (8 << 20))));
    assertThat(s3.conditions()).containsOnly(PacedS3.TAG);
  }

  @Test
  void parallelRangesAreVerifiedToo() {
    s3.head = response -> response.putHeader("x-amz-checksum-crc32c", checksum(1));
    assertFails(Reason.CHECKSUM_MISMATCH);
  }

  @Test
  void aBrokenRangeIsResumed() throws IOException {
    s3.ranged = s3::brokenRange;
    assertDownloads();
    assertThat(s3.ranges()).hasSizeGreaterThan(3);
  }

  @Test
  void contentOfAReplacedObjectIsNotMixed() {
    s3.ranged = request -> ScriptedS3.error(412, "PreconditionFailed").handle(request);
    assertFails(Reason.CHANGED);
  }

  @Test
  void aStorageThatAnnouncesRangesAndSendsNoneIsReadAsAWhole() throws IOException {
    s3.ranged =
        request -> {
          s3.slow = false;
          s3.whole(request);
        };
    assertDownloads();
    assertThat(s3.ranges()).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aSmallObjectIsFetchedOverOneConnectionHoweverSlowItIs() throws IOException {
    PacedS3 small = new PacedS3(vertx, tls, Arrays.copyOf(OBJECT, 16 << 20));
    Saigon other = Saigon.create(vertx, small.options());
    try (Downloaded file =
        await(
            other.storage().download(SOURCE, DownloadOptions.defaults().withDirectory(tempDir)))) {
      assertThat(file.size()).isEqualTo(16 << 20);
      assertThat(small.ranges()).isEmpty();
    } finally {
      await(other.close());
      small.close();
    }
  }
}
