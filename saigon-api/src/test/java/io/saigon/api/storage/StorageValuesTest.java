package io.saigon.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorageValuesTest {
  @Test
  void aDescriptorIsCheckedByTheRulesOfS3() {
    assertThatIllegalArgumentException().isThrownBy(() -> S3ObjectDescriptor.of(" ", "k"));
    assertThatIllegalArgumentException().isThrownBy(() -> S3ObjectDescriptor.of("b", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.of("b", "é".repeat(513)))
        .withMessageContaining("1024 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.of("b", "k").withVersionId(""));
    assertThat(S3ObjectDescriptor.of("b", "é".repeat(512)).key()).hasSize(512);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://orders/2026/list.csv|orders|2026/list.csv",
        "s3://orders//a b+%2F?#é/|orders|/a b+%2F?#é/",
        "s3://arn:aws:s3:eu-west-1:123456789012:accesspoint/ap/a/b|arn:aws:s3:eu-west-1:123456789012:accesspoint/ap|a/b",
        "s3://arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-1/accesspoint/ap/a/b|arn:aws:s3-outposts:eu-west-1:123456789012:outpost/op-1/accesspoint/ap|a/b"
      })
  void anS3UriNamesABucketAndAKey(String uri, String bucket, String key) {
    assertThat(S3ObjectDescriptor.parse(uri)).isEqualTo(S3ObjectDescriptor.of(bucket, key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders/list.csv",
        "s3://",
        "s3://orders",
        "s3://orders/",
        "s3:///list.csv",
        "S3://orders/list.csv",
        "https://orders.s3.amazonaws.com/list.csv?X-Amz-Signature=c0ffee",
        "arn:aws:s3:::orders/list.csv"
      })
  void whatIsNoS3UriIsRefusedWithTheFormThatIsOne(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> S3ObjectDescriptor.parse(uri))
        .withMessage(
            "An object's URI has the form s3://bucket/key; for one in another form, such as an"
                + " https URL, use S3ObjectDescriptor.of(bucket, key)");
  }

  @Test
  void aNameFromAnArchiveCannotForgeALogLine() {
    assertThat(ArchiveException.escape("a\n2026 INFO ok\u202etxt\u0000\\b"))
        .isEqualTo("a\\u000a2026 INFO ok\\u202etxt\\u0000\\u005cb");
    assertThat(ArchiveException.escape("../é漢😀.csv")).isEqualTo("../é漢😀.csv");
    assertThat(ArchiveException.escape("x".repeat(5000))).hasSize(201).endsWith("…");
  }

  @Test
  void aPresignedRequestDoesNotShowItsSignature() {
    PresignedRequest request =
        new PresignedRequest(
            HttpMethod.GET,
            URI.create("https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Signature=c0ffee"),
            Map.of(),
            Instant.EPOCH);
    assertThat(request.toString()).doesNotContain("c0ffee").contains("GET");
  }

  @Test
  void limitsAreAboveZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UnzipLimits.defaults().withMaxEntries(0))
        .withMessage("maxEntries must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DownloadOptions.defaults().withMaxBytes(-1))
        .withMessage("maxBytes must be above 0");
  }

  @Test
  void aKmsKeyNeedsAnEncryptionThatUsesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new UploadOptions(null, Map.of(), null, null, "key", false))
        .withMessageContaining("aws:kms");
  }
}
