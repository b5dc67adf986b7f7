package io.saigon.storage.upload;

import static io.saigon.storage.testing.ScriptedS3.error;
import static io.saigon.storage.testing.ScriptedS3.xml;
import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.ScriptedFixture;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The requests of uploads and copies, and their failures. */
class UploadRequestIT extends ScriptedFixture {
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

  private static void ok(HttpServerRequest request) {
    request.response().putHeader("ETag", TAG).end();
  }

  private void assertSent(int request, Map<String, String> headers) {
    headers.forEach(
        (name, value) -> assertThat(s3.headers(request).get(name)).as(name).isEqualTo(value));
  }

  @Test
  void allOptionsOfAnUploadAreSentInOneRequest() {
    s3.then(UploadRequestIT::ok);
    await(saigon.storage().upload(OBJECT, Buffer.buffer("1;2"), OPTIONS));
    assertSent(0, HEADERS);
    assertSent(0, Map.of("if-none-match", "*"));
  }

  @Test
  void allOptionsOfAnUploadAreSentInParts() throws IOException {
    Path file = tempDir.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((64L << 20) + 1);
    }
    s3.then(
        xml(
            "<InitiateMultipartUploadResult><UploadId>U</UploadId></InitiateMultipartUploadResult>"));
    for (int i = 0; i < 5; i++) {
      s3.then(UploadRequestIT::ok);
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
  void anExistingObjectIsNotReplacedWithOnlyIfAbsent() {
    s3.then(error(412, "PreconditionFailed"));
    assertFails(
        saigon.storage().upload(OBJECT, Buffer.buffer("x"), OPTIONS), Reason.EXISTS, "exists");
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
  void aCopyFailsIfItsSourceIsReplacedMeanwhile() {
    head(5);
    s3.then(error(412, "PreconditionFailed"));
    assertFails(
        saigon.storage().copy(OBJECT, S3ObjectDescriptor.of("other", "copy")),
        Reason.CHANGED,
        "'a/b.bin' in bucket 'bucket' was replaced");
  }
}
