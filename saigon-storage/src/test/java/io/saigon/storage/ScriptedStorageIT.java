package io.saigon.storage;

import static io.saigon.storage.testing.Await.await;
import static io.saigon.storage.testing.ScriptedS3.breakingOff;
import static io.saigon.storage.testing.ScriptedS3.error;
import static io.saigon.storage.testing.ScriptedS3.rest;
import static io.saigon.storage.testing.ScriptedS3.whole;
import static io.saigon.storage.testing.ScriptedS3.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.NotFoundException;
import io.saigon.api.Saigon;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.testing.ScriptedS3;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and what answers that the local S3 never gives mean. */
class ScriptedStorageIT {
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("bucket", "a/b.bin");
  private static final String TAG = "\"0a1b-2\"";
  private static final UploadOptions OPTIONS =
      UploadOptions.defaults()
          .withContentType("text/csv")
          .withMetadata(Map.of("till", "7"))
          .withStorageClass("STANDARD_IA")
          .withServerSideEncryption("aws:kms", "alias/orders")
          .withOnlyIfAbsent(true);
  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type", "text/csv",
          "x-amz-meta-till", "7",
          "x-amz-storage-class", "STANDARD_IA",
          "x-amz-server-side-encryption", "aws:kms",
          "x-amz-server-side-encryption-aws-kms-key-id", "alias/orders");

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedS3 s3 = new ScriptedS3(vertx);
  private final Saigon saigon = Saigon.create(vertx, s3.options());
  private final byte[] object = new byte[500_000];
  @TempDir private Path place;

  @AfterEach
  void stop() {
    await(saigon.close());
    s3.close();
    await(vertx.close());
  }

  private static void assertFails(Future<?> call, Reason reason, String message) {
    assertThatThrownBy(() -> await(call))
        .isInstanceOfSatisfying(
            ObjectException.class, e -> assertThat(e.reason()).isEqualTo(reason))
        .hasMessageContaining(message);
  }

  private static void ok(HttpServerRequest request) {
    request.response().putHeader("ETag", TAG).end();
  }

  private void assertSent(int request, Map<String, String> headers) {
    headers.forEach(
        (name, value) -> assertThat(s3.headers(request).get(name)).as(name).isEqualTo(value));
  }

  @Test
  void allOptionsOfAnUploadAreSentInOneRequest() {
    s3.then(ScriptedStorageIT::ok);
    await(saigon.storage().upload(OBJECT, Buffer.buffer("1;2"), OPTIONS));
    assertSent(0, HEADERS);
    assertSent(0, Map.of("if-none-match", "*"));
  }

  @Test
  void allOptionsOfAnUploadAreSentInParts() throws IOException {
    Path file = place.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    s3.then(
        xml(
            "<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>"));
    for (int i = 0; i < 5; i++) {
      s3.then(ScriptedStorageIT::ok);
    }
    s3.then(
        xml("<CompleteMultipartUploadResult><ETag>\"x-5\"</ETag></CompleteMultipartUploadResult>"));
    assertThat(await(saigon.storage().upload(OBJECT, file, OPTIONS)).eTag()).isEqualTo("x-5");
    assertSent(0, HEADERS);
    assertSent(6, Map.of("if-none-match", "*"));
    assertThat(s3.requests()).last().asString().contains("uploadId=U");
  }

  @Test
  void presignedOptionsAreHeadersThatMustBeSent() {
    PresignedRequest put =
        await(saigon.storage().presignPut(OBJECT, Duration.ofMinutes(1), OPTIONS));
    assertThat(put.headers()).containsAllEntriesOf(HEADERS).containsEntry("if-none-match", "*");
    assertThat(put.uri().getRawQuery())
        .contains("X-Amz-Expires=60")
        .contains("X-Amz-SignedHeaders=")
        .contains("x-amz-server-side-encryption");
  }

  @Test
  void anObjectThatExistsIsNotReplacedWhenAskedNotTo() {
    s3.then(error(412, "PreconditionFailed"));
    assertFails(
        saigon.storage().upload(OBJECT, Buffer.buffer("x"), OPTIONS), Reason.EXISTS, "exists");
  }

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
    return saigon.storage().read(OBJECT).compose(ScriptedStorageIT::content);
  }

  @Test
  void aStreamGoesOnWhereItsConnectionBroke() {
    s3.then(breakingOff(object, 200_000, TAG))
        .then(breakingOff(object, 100_000, TAG))
        .then(rest(object, TAG));
    assertThat(await(read()).getBytes()).isEqualTo(object);
    assertThat(s3.conditions()).containsExactly("", TAG, TAG);
  }

  @Test
  void aStreamWhoseObjectChangesFails() {
    s3.then(breakingOff(object, 200_000, TAG)).then(error(412, "PreconditionFailed"));
    assertFails(read(), Reason.CHANGED, "was replaced while it was read");
  }

  @Test
  void aStreamThatCannotGoOnFails() {
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
  void anAnswerThatIsNotTheRangeThatWasAskedForFails(String answer) {
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
  void aRangeThatTheAnswerIsIsRead(String range) {
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
    Buffer read = await(saigon.storage().read(OBJECT, 100, 10).compose(ScriptedStorageIT::content));
    assertThat(read).isEqualTo(Buffer.buffer(object).slice(100, 100 + length));
  }

  @Test
  void aStreamOfAWholeObjectIsVerified() {
    s3.then(whole(object, "\"0123456789abcdef0123456789abcdef\""));
    assertFails(read(), Reason.CHECKSUM_MISMATCH, "MD5 (its ETag)");
  }

  @Test
  void aListIsFetchedPageByPageAsItIsRead() {
    s3.then(page("<NextContinuationToken>T+/=</NextContinuationToken>", true, "a", "b"))
        .then(page("", false, "c%2F+d", "e&amp;f"));
    ReadStream<ObjectInfo> list = saigon.storage().list("bucket", "p/");
    Promise<List<String>> all = Promise.promise();
    List<String> keys = new ArrayList<>();
    list.exceptionHandler(all::tryFail).endHandler(end -> all.complete(keys));
    Promise<Void> first = Promise.promise();
    list.pause();
    list.handler(
        info -> {
          keys.add(info.descriptor().key());
          first.tryComplete();
        });
    list.fetch(1);
    await(first.future());
    assertThat(s3.requests()).hasSize(1);
    list.resume();
    assertThat(await(all.future())).containsExactly("a", "b", "c/ d", "e&f");
    // Had a page too many been asked for, it would have come before this.
    s3.then(xml("<DeleteResult/>"));
    await(saigon.storage().deleteAll(List.of(OBJECT)));
    assertThat(s3.requests()).hasSize(3);
    assertThat(s3.requests().get(1)).contains("continuation-token=T%2B%2F%3D");
    assertThat(s3.requests().get(2)).startsWith("POST");
  }

  private static io.vertx.core.Handler<HttpServerRequest> page(
      String token, boolean more, String... keys) {
    StringBuilder page = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    for (String key : keys) {
      page.append("<Contents><Key>" + key + "</Key><Size>1</Size></Contents>");
    }
    return xml(page + "<IsTruncated>" + more + "</IsTruncated>" + token + "</ListBucketResult>");
  }

  @Test
  void aDirectoryThatIsMissingIsNamedAndNotTheFileInIt() throws IOException {
    s3.then(whole(object, TAG)).then(whole(object, TAG)).then(whole(object, TAG));
    Path missing = place.resolve("missing");
    assertLocal(
        saigon.storage().downloadTo(OBJECT, missing.resolve("file")),
        missing,
        missing + " does not exist; create it or correct the path");
    assertLocal(
        saigon.storage().download(OBJECT, DownloadOptions.defaults().withDirectory(missing)),
        missing,
        missing + " does not exist; create it or correct the path");
    Path file = Files.writeString(place.resolve("file"), "x");
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

  @Test
  void manyAreDeletedAThousandAtATime() {
    s3.then(xml("<DeleteResult/>")).then(xml("<DeleteResult/>")).then(xml("<DeleteResult/>"));
    Stream<S3ObjectDescriptor> many =
        IntStream.range(0, 2001).mapToObj(i -> S3ObjectDescriptor.of("bucket", "k" + i));
    await(saigon.storage().deleteAll(many.toList()));
    assertThat(s3.requests()).hasSize(3).allMatch(uri -> uri.startsWith("POST /bucket?delete"));
    await(saigon.storage().deleteAll(List.of()));
    assertThat(s3.requests()).hasSize(3);
  }

  @Test
  void whatIsNotDeletedIsSaid() {
    s3.then(
        xml(
            "<DeleteResult><Error><Key>kept</Key><Code>AccessDenied</Code></Error></DeleteResult>"));
    assertFails(
        saigon.storage().deleteAll(List.of(OBJECT, S3ObjectDescriptor.of("bucket", "kept"))),
        Reason.NOT_DELETED,
        "1 of 2 objects were not deleted; one of them is 'kept' in bucket 'bucket': AccessDenied");
    s3.then(error(404, "NoSuchBucket"));
    assertThatThrownBy(() -> await(saigon.storage().deleteAll(List.of(OBJECT))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'bucket'");
  }

  private void head(long size) {
    s3.then(
        request ->
            request
                .response()
                .putHeader("Content-Length", String.valueOf(size))
                .putHeader("ETag", TAG)
                .putHeader("Content-Type", "text/csv")
                .putHeader("x-amz-meta-till", "7")
                .end());
  }

  @Test
  void aHugeObjectIsCopiedInParts() {
    head(6L << 30);
    s3.then(
        xml(
            "<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>"));
    for (int i = 0; i < 24; i++) {
      s3.then(xml("<CopyPartResult><ETag>\"p\"</ETag></CopyPartResult>"));
    }
    s3.then(
        xml(
            "<CompleteMultipartUploadResult><ETag>\"c-24\"</ETag></CompleteMultipartUploadResult>"));
    var copy = await(saigon.storage().copy(OBJECT, S3ObjectDescriptor.of("other", "copy")));
    assertThat(copy.eTag()).isEqualTo("c-24");
    assertSent(1, Map.of("content-type", "text/csv", "x-amz-meta-till", "7"));
    List<String> ranges = new ArrayList<>();
    for (int i = 2; i < 26; i++) {
      ranges.add(s3.headers(i).get("x-amz-copy-source-range"));
      assertSent(i, Map.of("x-amz-copy-source-if-match", TAG));
    }
    assertThat(ranges)
        .doesNotHaveDuplicates()
        .contains("bytes=0-268435455", "bytes=6174015488-6442450943");
  }

  @Test
  void aCopyOfWhatIsReplacedMeanwhileFails() {
    head(5);
    s3.then(error(412, "PreconditionFailed"));
    assertFails(
        saigon.storage().copy(OBJECT, S3ObjectDescriptor.of("other", "copy")),
        Reason.CHANGED,
        "'a/b.bin' in bucket 'bucket' was replaced");
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
    Path file = place.resolve("file");
    assertThatThrownBy(() -> await(saigon.storage().downloadTo(OBJECT, file)))
        .isInstanceOf(ObjectException.class);
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left).isEmpty();
    }
  }
}
