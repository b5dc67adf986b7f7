package io.saigon.storage.download;

import static io.saigon.storage.testing.ScriptedS3.breakingOff;
import static io.saigon.storage.testing.ScriptedS3.error;
import static io.saigon.storage.testing.ScriptedS3.rest;
import static io.saigon.storage.testing.ScriptedS3.whole;
import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.storage.ScriptedFixture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads and streams of answers that the local S3 never sends. */
class DownloadAnswerIT extends ScriptedFixture {
  private final byte[] object = new byte[500_000];

  private static Future<Buffer> content(ReadStream<Buffer> stream) {
    Promise<Buffer> whole = Promise.promise();
    Buffer read = Buffer.buffer();
    stream
        .exceptionHandler(whole::tryFail)
        .endHandler(end -> whole.complete(read))
        .handler(read::appendBuffer);
    return whole.future();
  }

  private Future<Buffer> read() {
    new Random(5).nextBytes(object);
    return saigon.storage().read(OBJECT).compose(DownloadAnswerIT::content);
  }

  @Test
  void aStreamContinuesWhereItsConnectionBroke() {
    s3.then(breakingOff(object, 200_000, TAG))
        .then(breakingOff(object, 100_000, TAG))
        .then(rest(object, TAG));
    assertThat(await(read()).getBytes()).isEqualTo(object);
    assertThat(s3.conditions()).containsExactly("", TAG, TAG);
  }

  @Test
  void contentOfNoKnownSizeIsRefusedWhenItGetsLargerThanTheBound() {
    s3.then(
        request ->
            request
                .response()
                .putHeader("ETag", TAG)
                .setChunked(true)
                .write(Buffer.buffer(object)));
    assertFails(
        saigon.storage().readBytes(OBJECT, 100_000), Reason.TOO_LARGE, "and the limit is 100000");
  }

  @Test
  void aStreamWhoseObjectChangesFails() {
    s3.then(breakingOff(object, 200_000, TAG)).then(error(412, "PreconditionFailed"));
    assertFails(read(), Reason.CHANGED, "was replaced while it was read");
  }

  @Test
  void aStreamThatCannotBeResumedFails() {
    s3.then(breakingOff(object, 200_000, TAG)).then(whole(object, TAG));
    assertFails(read(), Reason.RANGE, "does not send byte ranges");
  }

  /** Statuses and ranges of answers to bytes=100-109, all of which have the whole object. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "200 ",
        "206 ",
        "200 bytes 100-109/500000",
        "206 bytes 0-9/500000",
        "206 bytes 100-499999/500000",
        "206 bytes 100-105/500000",
        "206 bytes 100-109/500000",
        "206 bytes 100-109/105",
        "206 bytes */500000",
        "206 items 100-109/500000"
      })
  void aResponseWithAnotherRangeFails(String answer) {
    s3.then(
        request -> {
          request.response().setStatusCode(Integer.parseInt(answer.substring(0, 3)));
          if (answer.length() > 4) {
            request.response().putHeader("Content-Range", answer.substring(4));
          }
          request.response().putHeader("ETag", TAG).end(Buffer.buffer(object));
        });
    assertFails(saigon.storage().read(OBJECT, 100, 10), Reason.RANGE, "does not send byte ranges");
    assertThat(s3.ranges()).containsExactly("bytes=100-109");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 100-109/500000",
        "BYTES 100-109/*",
        "bytes 100-109/110",
        "bytes 100-102/103"
      })
  void aResponseWithTheRequestedRangeIsRead(String range) {
    new Random(5).nextBytes(object);
    int length = range.contains("-102") ? 3 : 10;
    s3.then(
        request ->
            request
                .response()
                .setStatusCode(206)
                .putHeader("Content-Range", range)
                .putHeader("ETag", TAG)
                .end(Buffer.buffer(object).slice(100, 100 + length)));
    Buffer read = await(saigon.storage().read(OBJECT, 100, 10).compose(DownloadAnswerIT::content));
    assertThat(read).isEqualTo(Buffer.buffer(object).slice(100, 100 + length));
  }

  @Test
  void aStreamOfAWholeObjectIsVerified() {
    s3.then(whole(object, "\"0123456789abcdef0123456789abcdef\""));
    assertFails(read(), Reason.CHECKSUM_MISMATCH, "MD5 (its ETag)");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 499_999})
  void anAnswerThatIsShorterThanItsRangeIsFetchedFurtherOrRefused(int bytes) throws IOException {
    new Random(6).nextBytes(object);
    for (int i = 0; i < 9; i++) {
      s3.then(
          request -> {
            request.response().setStatusCode(206);
            request.response().putHeader("Content-Range", "bytes 0-499999/500000");
            request.response().putHeader("ETag", TAG).end(Buffer.buffer(object).slice(0, bytes));
          });
    }
    Path file = tempDir.resolve("file");
    assertThatThrownBy(() -> await(saigon.storage().downloadTo(OBJECT, file)))
        .isInstanceOf(ObjectException.class);
    try (Stream<Path> left = Files.list(tempDir)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aDirectoryThatIsMissingIsNamedAndNotTheFileInIt() throws IOException {
    s3.then(whole(object, TAG)).then(whole(object, TAG)).then(whole(object, TAG));
    Path missing = tempDir.resolve("missing");
    assertLocal(
        saigon.storage().downloadTo(OBJECT, missing.resolve("file")),
        missing,
        missing + " does not exist; create it or correct the path");
    assertLocal(
        saigon.storage().download(OBJECT, DownloadOptions.defaults().withDirectory(missing)),
        missing,
        missing + " does not exist; create it or correct the path");
    Path file = Files.writeString(tempDir.resolve("file"), "x");
    assertLocal(
        saigon.storage().downloadTo(OBJECT, file.resolve("child")),
        file,
        file + " is not a directory; correct the path");
  }

  private static void assertLocal(Future<?> call, Path path, String message) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOfSatisfying(LocalFileException.class, e -> assertThat(e.path()).isEqualTo(path))
        .hasMessage(message);
  }
}
