package io.saigon.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.storage.S3ObjectDescriptor;
import org.junit.jupiter.api.Test;

class DeniedObjectsTest {
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("orders", "today.csv");

  @Test
  void aDeniedReadNamesTheObjectAndThatItMayBeMissing() {
    assertThat(S3Failures.reading(OBJECT, denied("AccessDenied")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessage(
            "Object 'today.csv' in bucket 'orders' may not be read, or does not exist: S3 says which"
                + " only to those who may list the bucket. s3 refused it.");
  }

  @Test
  void aDeniedWriteNamesTheObject() {
    assertThat(S3Failures.writing(OBJECT, denied(null)))
        .hasMessage("Object 'today.csv' in bucket 'orders' may not be written. s3 refused it.");
  }

  @Test
  void aRefusedSignatureIsNotBlamedOnTheObject() {
    AccessDeniedException refused = denied("SignatureDoesNotMatch");
    assertThat(S3Failures.reading(OBJECT, refused)).isSameAs(refused);
  }

  private static AccessDeniedException denied(String code) {
    return new AccessDeniedException(
        "s3 refused it.", new ServiceError("s3", 403, code, "R1"), null);
  }
}
