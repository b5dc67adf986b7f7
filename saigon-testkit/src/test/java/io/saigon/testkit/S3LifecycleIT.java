package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Lifecycle rules, which run when a test moves the clock. */
class S3LifecycleIT extends S3Fixture {
  private HttpResponse<String> put(String rule) {
    String document =
        "<LifecycleConfiguration><Rule><ID>r</ID><Status>Enabled</Status>"
            + rule
            + "</Rule></LifecycleConfiguration>";
    return S3Wire.admin(aws).hashed("PUT", path("?lifecycle"), bytes(document)).send();
  }

  private void rule(String rule) {
    HttpResponse<String> response = put(rule);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  /** Lets days pass, which the rules see as they are when the clock is moved. */
  private void pass(int days) {
    aws.clock().advance(Duration.ofDays(days));
    aws.clock().reset();
  }

  private List<String> keys() {
    return s3.listObjectsV2(r -> r.bucket(bucket)).contents().stream().map(S3Object::key).toList();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the rules run").isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  @FreshLocalAws
  void objectsExpireAndSayWhen() {
    rule("<Filter><Prefix>t/</Prefix></Filter><Expiration><Days>3</Days></Expiration>");
    String header =
        s3.putObject(r -> r.bucket(bucket).key("t/a"), RequestBody.fromString("x")).expiration();
    assertThat(header).contains("expiry-date=\"").endsWith("00:00:00 GMT\", rule-id=\"r\"");
    assertThat(s3.headObject(r -> r.bucket(bucket).key("t/a")).expiration()).isEqualTo(header);
    assertThat(
            s3.putObject(r -> r.bucket(bucket).key("kept"), RequestBody.fromString("x"))
                .expiration())
        .isNull();
    pass(2);
    pass(5);
    await(() -> keys().equals(List.of("kept")));
  }

  @Test
  @FreshLocalAws
  void anExpiredVersionLeavesAMarkerAndOlderOnesGo() {
    s3.putBucketVersioning(
        r ->
            r.bucket(bucket)
                .versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    put("a", "1");
    put("a", "2");
    rule(
        "<Filter/><Expiration><Days>1</Days></Expiration><NoncurrentVersionExpiration>"
            + "<NoncurrentDays>1</NoncurrentDays></NoncurrentVersionExpiration>");
    pass(3);
    await(() -> keys().isEmpty());
    var left = s3.listObjectVersions(r -> r.bucket(bucket));
    assertThat(left.deleteMarkers()).hasSize(1);
    assertThat(left.versions()).hasSize(1);
    assertThat(left.versions().get(0).isLatest()).isFalse();
  }

  @Test
  @FreshLocalAws
  void objectsMoveToOtherClassesAndUploadsAreAborted() {
    rule(
        "<Filter/><Transition><Days>1</Days><StorageClass>GLACIER_IR</StorageClass></Transition>"
            + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
            + "</AbortIncompleteMultipartUpload>");
    put("a", "1");
    var upload = s3.createMultipartUpload(r -> r.bucket(bucket).key("b"));
    assertThat(upload.abortRuleId()).isEqualTo("r");
    assertThat(upload.abortDate()).isAfter(aws.clock().instant());
    assertThat(s3.listParts(r -> r.bucket(bucket).key("b").uploadId(upload.uploadId())).abortDate())
        .isEqualTo(upload.abortDate());
    pass(3);
    await(() -> s3.listMultipartUploads(r -> r.bucket(bucket)).uploads().isEmpty());
    assertThat(s3.headObject(r -> r.bucket(bucket).key("a")).storageClass())
        .isEqualTo(StorageClass.GLACIER_IR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Filter/><Expiration><Date>2030-01-01T03:00:00Z</Date></Expiration> | InvalidArgument",
        "<Filter/><Expiration><Days>1</Days><Date>2030-01-01T00:00:00Z</Date></Expiration> | MalformedXML",
        "<Filter/><Expiration><Days>9</Days></Expiration><Transition><Days>9</Days><StorageClass>GLACIER</StorageClass></Transition> | InvalidArgument",
        "<Filter/><Transition><Days>29</Days><StorageClass>STANDARD_IA</StorageClass></Transition> | InvalidArgument",
        "<Filter/><Transition><Days>29</Days><StorageClass>NONE</StorageClass></Transition> | MalformedXML",
        "<Filter><Prefix>a</Prefix><Tag><Key>k</Key><Value>v</Value></Tag></Filter><Expiration><Days>9</Days></Expiration> | MalformedXML",
        "<Filter><Tag><Key>k</Key><Value>v</Value></Tag></Filter><AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation></AbortIncompleteMultipartUpload> | InvalidRequest",
        "<Filter/><NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>101</NewerNoncurrentVersions></NoncurrentVersionExpiration> | InvalidArgument",
        "<Filter/><Expiration><Days>9</Days></Expiration><NoncurrentVersionExpiration/> | MalformedXML",
        "<Filter><And><Tag><Key>k</Key><Value>v</Value></Tag><Tag><Key>k</Key><Value>w</Value></Tag></And></Filter><Expiration><Days>9</Days></Expiration> | InvalidRequest",
      })
  void aRuleThatS3RefusesIsRefused(String rule, String code) {
    HttpResponse<String> response = put(rule);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("<Code>" + code + "<");
  }
}
