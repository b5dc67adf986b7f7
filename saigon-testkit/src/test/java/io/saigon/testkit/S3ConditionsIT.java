package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Conditions on reads, writes, copies and deletions, and ranges. */
class S3ConditionsIT extends S3Fixture {
  private String etag;
  private Instant modified;

  @BeforeEach
  void store() {
    put("a", "0123456789");
    var head = s3.headObject(r -> r.bucket(bucket).key("a"));
    etag = head.eTag();
    modified = head.lastModified();
  }

  @Test
  void aReadNeedsTheEntityTagThatItNames() {
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifMatch(etag)).asUtf8String())
        .isEqualTo("0123456789");
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifMatch("\"x\", " + etag))
                .asUtf8String())
        .isEqualTo("0123456789");
    assertRefused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifMatch("\"x\"")));
    assertRefused(412, "", () -> s3.headObject(r -> r.bucket(bucket).key("a").ifMatch("\"x\"")));
    assertRefused(
        304, "", () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifNoneMatch(etag)));
    assertRefused(304, "", () -> s3.headObject(r -> r.bucket(bucket).key("a").ifNoneMatch("*")));
  }

  @Test
  void aReadOfWhatIsUnchangedIsNotModifiedWholeOrInPart() {
    assertRefused(
        304,
        "",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifModifiedSince(modified)));
    assertRefused(
        304,
        "",
        () ->
            s3.headObject(
                r -> r.bucket(bucket).key("a").ifModifiedSince(modified).range("bytes=0-1")));
    Instant before = modified.minus(Duration.ofDays(1));
    assertThat(
            s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifModifiedSince(before))
                .asUtf8String())
        .isEqualTo("0123456789");
    assertRefused(
        412,
        "PreconditionFailed",
        () -> s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").ifUnmodifiedSince(before)));
    // An entity tag counts more than a date.
    assertThat(
            s3.getObjectAsBytes(
                    r -> r.bucket(bucket).key("a").ifMatch(etag).ifUnmodifiedSince(before))
                .asUtf8String())
        .isEqualTo("0123456789");
    assertThat(
            s3.getObjectAsBytes(
                    r -> r.bucket(bucket).key("a").ifNoneMatch("\"x\"").ifModifiedSince(modified))
                .asUtf8String())
        .isEqualTo("0123456789");
  }

  @Test
  void aWriteNeedsWhatItNames() {
    assertRefused(412, "PreconditionFailed", () -> putIf("a", null, "*"));
    putIf("new", null, "*");
    assertRefused(412, "PreconditionFailed", () -> putIf("a", "\"x\"", null));
    assertRefused(404, "NoSuchKey", () -> putIf("none", etag, null));
    assertThat(get("a")).isEqualTo("0123456789");
    putIf("a", etag, null);
    assertThat(get("a")).isEqualTo("changed");
    assertRefused(501, "NotImplemented", () -> putIf("a", null, "\"x\""));
    assertRefused(501, "NotImplemented", () -> putIf("a", etag, "*"));
    assertRefused(404, "NoSuchKey", () -> get("none"));
  }

  private void putIf(String key, String match, String none) {
    s3.putObject(
        r -> r.bucket(bucket).key(key).ifMatch(match).ifNoneMatch(none),
        RequestBody.fromString("changed"));
  }

  @Test
  void aDeletionNeedsTheEntityTagThatItNames() {
    assertRefused(
        412,
        "PreconditionFailed",
        () -> s3.deleteObject(r -> r.bucket(bucket).key("a").ifMatch("\"x\"")));
    assertRefused(
        404, "NoSuchKey", () -> s3.deleteObject(r -> r.bucket(bucket).key("none").ifMatch(etag)));
    assertThat(get("a")).isEqualTo("0123456789");
    s3.deleteObject(r -> r.bucket(bucket).key("a").ifMatch(etag));
    assertRefused(404, "NoSuchKey", () -> get("a"));
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-copy-source-if-match, x",
    "x-amz-copy-source-if-none-match, $etag",
    "x-amz-copy-source-if-unmodified-since, 'Mon, 01 Jan 2001 00:00:00 GMT'",
    "x-amz-copy-source-if-modified-since, $modified",
  })
  void aCopyNeedsTheSourceThatItNames(String header, String value) {
    S3Exception refused = null;
    try {
      s3.copyObject(
          r ->
              r.sourceBucket(bucket)
                  .sourceKey("a")
                  .destinationBucket(bucket)
                  .destinationKey("copy")
                  .overrideConfiguration(
                      o ->
                          o.putHeader(
                              header,
                              value.replace("$etag", etag).replace("$modified", http(modified)))));
    } catch (S3Exception e) {
      refused = e;
    }
    assertThat(refused).isNotNull();
    assertThat(refused.statusCode()).isEqualTo(412);
    assertRefused(404, "NoSuchKey", () -> get("copy"));
  }

  private static String http(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 206, 0123",
    "bytes=7-, 206, 789",
    "bytes=-3, 206, 789",
    "bytes=5-100, 206, 56789",
    "bytes=-15, 206, 0123456789",
    "bytes=5-2, 200, 0123456789",
    "'bytes=0-1,3-4', 200, 0123456789",
    "lines=0-1, 200, 0123456789"
  })
  void aRangeIsReadOrIgnored(String range, int status, String expected) {
    var read = s3.getObjectAsBytes(r -> r.bucket(bucket).key("a").range(range));
    assertThat(read.asUtf8String()).isEqualTo(expected);
    assertThat(read.response().sdkHttpResponse().statusCode()).isEqualTo(status);
    var head =
        s3.headObject(
            r -> r.bucket(bucket).key("a").range(range).checksumMode(ChecksumMode.ENABLED));
    assertThat(head.checksumCRC32() != null).isEqualTo(expected.length() == 10);
    assertThat(head.contentLength()).isEqualTo(expected.length());
    assertThat(head.sdkHttpResponse().statusCode()).isEqualTo(status);
  }

  @Test
  void aRangeOutsideIsRefusedWithTheSize() {
    HttpResponse<String> answer =
        S3Wire.admin(aws)
            .hashed("GET", path("/a"), NOTHING)
            .with(Map.of("Range", "bytes=10-"))
            .send();
    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.body())
        .contains("<Code>InvalidRange<", "<RangeRequested>bytes=10-<", "<ActualObjectSize>10<");
  }

  @Test
  void errorsHaveTheMembersOfS3() {
    assertMembers("GET", "/" + bucket + "/none", "<Key>none<");
    assertMembers("GET", "/no-such-bucket/x", "<BucketName>no-such-bucket<");
    assertMembers(
        "GET", path("/a?versionId=bad"), "<ArgumentName>versionId<", "<ArgumentValue>bad<");
    assertMembers("DELETE", path("/a?uploadId=x"), "<UploadId>x<");
    HttpResponse<String> failed =
        S3Wire.admin(aws).hashed("GET", path("/a"), NOTHING).with(Map.of("If-Match", "x")).send();
    assertThat(failed.body()).contains("<Condition>If-Match<");
    assertThat(failed.body()).doesNotContain("<Resource>");
  }

  private void assertMembers(String method, String path, String... members) {
    HttpResponse<String> answer = S3Wire.admin(aws).hashed(method, path, NOTHING).send();
    assertThat(answer.body()).contains(List.of(members)).contains("<RequestId>", "<HostId>");
  }
}
