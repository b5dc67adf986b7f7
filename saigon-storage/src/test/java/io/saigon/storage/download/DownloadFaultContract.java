package io.saigon.storage.download;

import static io.saigon.storage.testing.ScriptedS3.breakingOff;
import static io.saigon.storage.testing.ScriptedS3.error;
import static io.saigon.storage.testing.ScriptedS3.rest;
import static io.saigon.storage.testing.ScriptedS3.whole;
import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.TransferProgress;
import io.saigon.storage.testing.ScriptedS3;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class DownloadFaultContract {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "a/b.bin");
  private static final String TAG = "\"0a1b-2\"";

  private final Vertx vertx;
  private final ScriptedS3 s3;
  private final Saigon saigon;
  private final byte[] object = new byte[1_500_000];
  @TempDir private Path tempDir;

  DownloadFaultContract(Vertx vertx, boolean tls) {
    this.vertx = vertx;
    this.s3 = new ScriptedS3(vertx, tls);
    this.saigon = Saigon.create(vertx, s3.options());
  }

  @BeforeEach
  void fill() {
    new Random(7).nextBytes(object);
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

  private DownloadOptions options() {
    return DownloadOptions.defaults().withDirectory(tempDir);
  }

  private void assertDownloads() throws IOException {
    try (Downloaded file = await(saigon.storage().download(SOURCE, options()))) {
      assertThat(file.path()).hasBinaryContent(object);
    }
  }

  private void assertFails(Reason reason, String message) {
    assertThatThrownBy(() -> await(saigon.storage().download(SOURCE, options())))
        .isInstanceOfSatisfying(
            ObjectException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  @Test
  void aBrokenConnectionIsReplacedWhereItBroke() throws IOException {
    s3.then(breakingOff(object, 700_000, TAG))
        .then(breakingOff(object, 300_000, TAG))
        .then(rest(object, TAG));
    List<TransferProgress> reports = new CopyOnWriteArrayList<>();
    try (Downloaded file = await(saigon.storage().download(SOURCE, options(), reports::add))) {
      assertThat(file.path()).hasBinaryContent(object);
    }
    // Bytes in flight on a broken connection may be lost, and are requested again.
    assertThat(s3.ranges()).hasSize(3).startsWith("").element(2).asString().matches("bytes=\\d+-");
    assertThat(s3.conditions()).containsExactly("", TAG, TAG);
    assertThat(reports).last().isEqualTo(new TransferProgress(1_500_000, 1_500_000));
  }

  @Test
  void aServerThatIgnoresRangesSendsAllAgain() throws IOException {
    s3.then(breakingOff(object, 700_000, TAG)).then(whole(object, TAG));
    assertDownloads();
  }

  @Test
  void retriesOfABreakingConnectionAreLimited() {
    s3.then(breakingOff(object, 700_000, TAG));
    for (int i = 0; i < 20; i++) {
      s3.then(breakingOff(object, 0, TAG));
    }
    assertThatThrownBy(() -> await(saigon.storage().download(SOURCE, options())))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("s3 could not be reached");
    assertThat(s3.ranges()).hasSizeLessThan(8);
  }

  @Test
  void withoutAnEntityTagADownloadIsNotResumed() {
    s3.then(breakingOff(object, 700_000, "")).then(rest(object, ""));
    assertThatThrownBy(() -> await(saigon.storage().download(SOURCE, options())))
        .isInstanceOf(TransportException.class);
    assertThat(s3.ranges()).hasSize(1);
  }

  @Test
  void contentOfTwoObjectVersionsIsNotMixed() {
    s3.then(breakingOff(object, 700_000, TAG)).then(error(412, "PreconditionFailed"));
    assertFails(Reason.CHANGED, "'a/b.bin' in bucket 'bucket' was replaced while it was read");
  }

  @Test
  void anObjectThatDisappearsIsNotFound() {
    s3.then(breakingOff(object, 700_000, TAG)).then(error(404, "NoSuchKey"));
    assertThatThrownBy(() -> await(saigon.storage().download(SOURCE, options())))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no object 'a/b.bin' in bucket 'bucket'");
  }

  @Test
  void aWrongMd5InTheEntityTagIsNoticed() {
    s3.then(whole(object, "\"0123456789abcdef0123456789abcdef\""));
    assertFails(Reason.CHECKSUM_MISMATCH, "MD5 (its ETag)");
  }

  @Test
  void aWrongMd5IsIgnoredWithoutVerification() throws IOException {
    s3.then(whole(object, "\"0123456789abcdef0123456789abcdef\""));
    await(saigon.storage().download(SOURCE, options().withVerifyChecksum(false))).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws:kms", "aws:kms:dsse"})
  void theEntityTagOfAnEncryptedObjectIsNoMd5(String encryption) throws IOException {
    s3.then(
        request -> {
          request.response().putHeader("x-amz-server-side-encryption", encryption);
          whole(object, "\"0123456789abcdef0123456789abcdef\"").handle(request);
        });
    assertDownloads();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-amz-checksum-crc32",
        "x-amz-checksum-crc32c",
        "x-amz-checksum-crc64nvme",
        "x-amz-checksum-sha1",
        "x-amz-checksum-sha256"
      })
  void everyChecksumOfS3IsCompared(String header) throws Exception {
    byte[] right =
        switch (header) {
          case "x-amz-checksum-crc32" -> crc(new CRC32(), 4);
          case "x-amz-checksum-crc32c" -> crc(new CRC32C(), 4);
          case "x-amz-checksum-crc64nvme" -> crc(new Crc64Nvme(), 8);
          case "x-amz-checksum-sha1" -> MessageDigest.getInstance("SHA-1").digest(object);
          default -> MessageDigest.getInstance("SHA-256").digest(object);
        };
    s3.then(with(header, right));
    assertDownloads();
    right[1] ^= 1;
    s3.then(with(header, right));
    assertFails(Reason.CHECKSUM_MISMATCH, "does not have the ");
  }

  private Handler<HttpServerRequest> with(String header, byte[] checksum) {
    return request -> {
      request.response().putHeader(header, Base64.getEncoder().encodeToString(checksum));
      whole(object, TAG).handle(request);
    };
  }

  private byte[] crc(Checksum checksum, int bytes) {
    checksum.update(object);
    byte[] all = ByteBuffer.allocate(8).putLong(checksum.getValue()).array();
    return Arrays.copyOfRange(all, 8 - bytes, 8);
  }

  @Test
  void theChecksumHoldsAcrossABreak() throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(object);
    String right =
        Base64.getEncoder()
            .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    s3.then(
            request -> {
              request.response().putHeader("x-amz-checksum-crc32c", right);
              breakingOff(object, 900_000, TAG).handle(request);
            })
        .then(rest(object, TAG));
    assertDownloads();
  }

  @Test
  void aChecksumOfPartsIsNotTakenForOneOfTheContent() throws IOException {
    s3.then(
        request -> {
          request.response().putHeader("x-amz-checksum-crc32c", "AAAAAA==-3");
          request.response().putHeader("x-amz-checksum-type", "COMPOSITE");
          whole(object, TAG).handle(request);
        });
    assertDownloads();
  }

  @Test
  void aResponseOfUnknownLengthIsAccepted() throws IOException {
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(object)));
    try (Downloaded file = await(saigon.storage().download(SOURCE, options()))) {
      assertThat(file.path()).hasBinaryContent(object);
      assertThat(file.size()).isEqualTo(object.length);
    }
  }

  @Test
  void aResponseOfUnknownLengthCannotExceedTheLimit() {
    s3.then(request -> request.response().setChunked(true).end(Buffer.buffer(object)));
    assertThatThrownBy(
            () -> await(saigon.storage().download(SOURCE, options().withMaxBytes(1_000_000))))
        .isInstanceOfSatisfying(
            ObjectException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
  }

  @Test
  void moreThanTheDiskHoldsIsRefusedBeforeTheFirstByte() throws IOException {
    s3.then(
        request ->
            request
                .response()
                .putHeader("Content-Length", String.valueOf(1L << 60))
                .write(Buffer.buffer("x")));
    assertThatThrownBy(() -> await(saigon.storage().download(SOURCE, options())))
        .isInstanceOfSatisfying(
            LocalFileException.class,
            e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NO_SPACE))
        .hasMessageContaining("needs 1152921504606846976 bytes");
    try (var left = Files.list(tempDir)) {
      assertThat(left).isEmpty();
    }
  }
}
