package io.saigon.api.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
