package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.RestoreStatus;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tier;

/** Objects in archives, which are read while a restored copy is there. */
class S3RestoreIT extends S3Fixture {
  private void archive(StorageClass storageClass) {
    s3.putObject(
        r -> r.bucket(bucket).key("a").storageClass(storageClass), RequestBody.fromString("x"));
  }

  private int restore(int days, Tier tier) {
    return s3.restoreObject(
            r ->
                r.bucket(bucket)
                    .key("a")
                    .restoreRequest(q -> q.days(days).glacierJobParameters(p -> p.tier(tier))))
        .sdkHttpResponse()
        .statusCode();
  }

  private String state() {
    return s3.headObject(r -> r.bucket(bucket).key("a")).restore();
  }

  private RestoreStatus listed() {
    return s3.listObjectsV2(
            r ->
                r.bucket(bucket)
                    .prefix("a")
                    .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS))
        .contents()
        .get(0)
        .restoreStatus();
  }

  private void copy() {
    s3.copyObject(
        r ->
            r.sourceBucket(bucket).sourceKey("a").destinationBucket(bucket).destinationKey("copy"));
  }

  @Test
  @FreshLocalAws
  void aRestoredCopyIsReadFromItsRetrievalToItsExpiry() {
    archive(StorageClass.GLACIER);
    assertThat(state()).isNull();
    assertThat(listed()).isNull();
    assertThat(restore(2, Tier.STANDARD)).isEqualTo(202);
    assertThat(state()).isEqualTo("ongoing-request=\"true\"");
    assertThat(listed().isRestoreInProgress()).isTrue();
    assertRefused(403, "InvalidObjectState", () -> get("a"));
    assertRefused(403, "InvalidObjectState", this::copy);
    assertRefused(409, "RestoreAlreadyInProgress", () -> restore(2, Tier.STANDARD));
    aws.clock().advance(Duration.ofHours(6));
    assertThat(state())
        .startsWith("ongoing-request=\"false\", expiry-date=\"")
        .endsWith(" 00:00:00 GMT\"");
    assertThat(listed().isRestoreInProgress()).isFalse();
    assertThat(listed().restoreExpiryDate()).isAfter(aws.clock().instant());
    assertThat(get("a")).isEqualTo("x");
    copy();
    assertThat(restore(9, Tier.BULK)).isEqualTo(200);
    aws.clock().advance(Duration.ofDays(8));
    assertThat(get("a")).isEqualTo("x");
    aws.clock().advance(Duration.ofDays(3));
    assertThat(state()).isNull();
    assertRefused(403, "InvalidObjectState", () -> get("a"));
    assertThat(get("copy")).isEqualTo("x");
    aws.clock().reset();
  }

  @Test
  @FreshLocalAws
  void aFasterTierOvertakesASlowerOne() {
    archive(StorageClass.GLACIER);
    assertThat(restore(1, Tier.BULK)).isEqualTo(202);
    assertRefused(409, "RestoreAlreadyInProgress", () -> restore(1, Tier.BULK));
    assertThat(restore(1, Tier.EXPEDITED)).isEqualTo(202);
    aws.clock().advance(Duration.ofMinutes(6));
    assertThat(get("a")).isEqualTo("x");
    aws.clock().reset();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "STANDARD, none, 403, InvalidObjectState",
        "GLACIER_IR, <Days>1</Days>, 403, InvalidObjectState",
        "GLACIER, none, 400, MalformedXML",
        "GLACIER, '', 400, MalformedXML",
        "GLACIER, <Days>0</Days>, 400, InvalidArgument",
        "GLACIER, <Days>1</Days><Type>SELECT</Type>, 501, NotImplemented",
        "DEEP_ARCHIVE, <Days>1</Days><GlacierJobParameters><Tier>Expedited</Tier></GlacierJobParameters>,"
            + " 400, InvalidArgument",
        "DEEP_ARCHIVE, <Days>1</Days><GlacierJobParameters><Tier>Slow</Tier></GlacierJobParameters>,"
            + " 400, MalformedXML",
      })
  void whatCannotBeRestoredIsRefused(
      StorageClass storageClass, String request, int status, String code) {
    archive(storageClass);
    byte[] body =
        request == null ? NOTHING : bytes("<RestoreRequest>" + request + "</RestoreRequest>");
    HttpResponse<String> answer = S3Wire.admin(aws).hashed("POST", path("/a?restore"), body).send();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("<Code>" + code + "<");
    assertThat(state()).isNull();
  }
}
