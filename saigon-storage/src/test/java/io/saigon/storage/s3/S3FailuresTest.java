package io.saigon.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FailuresTest {
  private static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("shelf", "a/book.txt");
  private static final S3ObjectDescriptor TARGET = S3ObjectDescriptor.of("store", "copy.txt");

  private static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder()
            .statusCode(status)
            .requestId("request-1")
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("the body").build())
            .build();
  }

  private static ObjectException object(Throwable failure) {
    assertThat(failure).isInstanceOf(ObjectException.class);
    return (ObjectException) failure;
  }

  @Test
  void aMissingObjectIsNamedWithWhatToCheck() {
    Throwable failure =
        S3Failures.reading(
            OBJECT.withVersionId("v1"),
            NoSuchKeyException.builder()
                .statusCode(404)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("NoSuchKey").build())
                .build());
    assertThat(failure)
        .isInstanceOf(NotFoundException.class)
        .hasMessage(
            "There is no object 'a/book.txt' in bucket 'shelf' (version v1); check key, version, bucket, region and account");
    assertThat(S3Failures.writing(OBJECT, failure(404, "NoSuchUpload")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no object 'a/book.txt' in bucket 'shelf';");
  }

  @Test
  void aMissingObjectIsRecognizedWithoutAnErrorCodeAsInResponsesToHead() {
    assertThat(S3Failures.reading(OBJECT, S3Exception.builder().statusCode(404).build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no object 'a/book.txt' in bucket 'shelf'");
  }

  @Test
  void aMissingBucketIsNamedByEachKindOfCall() {
    S3Exception missing = failure(404, "NoSuchBucket");
    String message = "There is no bucket 'shelf'; check its name, the region and the account";
    assertThat(S3Failures.reading(OBJECT, missing)).hasMessage(message);
    assertThat(S3Failures.writing(OBJECT, missing)).hasMessage(message);
    assertThat(S3Failures.bucket("shelf", missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessage(message);
  }

  @Test
  void aPreconditionThatFailsIsAChangeToReadersAndAnExistingObjectToWriters() {
    S3Exception failed = failure(412, "PreconditionFailed");
    ObjectException changed = object(S3Failures.reading(OBJECT, failed));
    assertThat(changed.reason()).isEqualTo(Reason.CHANGED);
    assertThat(changed)
        .hasMessage(
            "Object 'a/book.txt' in bucket 'shelf' was replaced while it was read; read it again");
    ObjectException exists = object(S3Failures.writing(OBJECT, failed));
    assertThat(exists.reason()).isEqualTo(Reason.EXISTS);
    assertThat(exists).hasMessageContaining("'a/book.txt' in bucket 'shelf' exists");
  }

  @Test
  void aFailedCopyNamesTheSourceOrTheTarget() {
    ObjectException changed =
        object(S3Failures.copying(OBJECT, TARGET, failure(412, "PreconditionFailed")));
    assertThat(changed.reason()).isEqualTo(Reason.CHANGED);
    assertThat(changed).hasMessageContaining("'a/book.txt' in bucket 'shelf'");
    assertThat(S3Failures.copying(OBJECT, TARGET, failure(404, "NoSuchBucket")))
        .hasMessageStartingWith("There is no bucket 'store'");
  }

  @Test
  void aRangeBehindTheEndDiffersFromAServerWithoutRanges() {
    ObjectException behind = object(S3Failures.reading(OBJECT, failure(416, "InvalidRange")));
    assertThat(behind.reason()).isEqualTo(Reason.RANGE);
    assertThat(S3Failures.isNoRanges(behind)).isFalse();
    assertThat(S3Failures.isNoRanges(S3Failures.noRanges(OBJECT))).isTrue();
    assertThat(S3Failures.isNoRanges(S3Failures.length(OBJECT, 2, 1))).isFalse();
    assertThat(S3Failures.isNoRanges(new IllegalStateException())).isFalse();
  }

  @Test
  void otherFailuresKeepTheirKindAndTheServicesError() {
    for (Throwable denied :
        new Throwable[] {
          S3Failures.reading(OBJECT, failure(403, "AccessDenied")),
          S3Failures.writing(OBJECT, new CompletionException(failure(403, "AccessDenied"))),
          S3Failures.bucket("shelf", failure(403, "AccessDenied"))
        }) {
      assertThat(denied).isInstanceOf(AccessDeniedException.class);
      assertThat(((AccessDeniedException) denied).serviceError().errorCode())
          .isEqualTo("AccessDenied");
    }
    assertThat(S3Failures.reading(OBJECT, failure(503, "SlowDown")))
        .isInstanceOf(ThrottledException.class);
    assertThat(S3Failures.writing(OBJECT, failure(500, "InternalError")))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  void anObjectsNameIsEscapedInMessages() {
    assertThat(S3Failures.name(S3ObjectDescriptor.of("shelf", "line\nbreak")))
        .doesNotContain("\n")
        .endsWith("in bucket 'shelf'");
  }
}
