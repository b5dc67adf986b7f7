package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;
import software.amazon.awssdk.services.s3.model.StorageClass;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Tagging;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** Metadata, tags, checksums and copies of objects. */
class S3ObjectsIT extends S3Fixture {
  private void putWithAll() {
    s3.putObject(
        r ->
            r.bucket(bucket)
                .key("a")
                .contentType("text/x")
                .cacheControl("no-store")
                .contentDisposition("attachment")
                .contentEncoding("gzip")
                .contentLanguage("de")
                .storageClass(StorageClass.STANDARD_IA)
                .websiteRedirectLocation("/x")
                .metadata(Map.of("one", "1", "two", "b c"))
                .tagging("a=b&&c=d%20e"),
        RequestBody.fromString("x"));
  }

  @Test
  void whatAClientGivesComesBack() {
    putWithAll();
    HeadObjectResponse head = s3.headObject(r -> r.bucket(bucket).key("a"));
    assertThat(head.contentType()).isEqualTo("text/x");
    assertThat(head.cacheControl()).isEqualTo("no-store");
    assertThat(head.contentDisposition()).isEqualTo("attachment");
    assertThat(head.contentEncoding()).isEqualTo("gzip");
    assertThat(head.contentLanguage()).isEqualTo("de");
    assertThat(head.storageClass()).isEqualTo(StorageClass.STANDARD_IA);
    assertThat(head.websiteRedirectLocation()).isEqualTo("/x");
    assertThat(head.metadata()).isEqualTo(Map.of("one", "1", "two", "b c"));
    assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
    assertThat(head.acceptRanges()).isEqualTo("bytes");
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket).key("a")).tagSet())
        .containsExactly(tag("a", "b"), tag("c", "d e"));
    put("plain", "x");
    HeadObjectResponse plain = s3.headObject(r -> r.bucket(bucket).key("plain"));
    assertThat(plain.storageClass()).isNull();
    assertThat(plain.metadata()).isEmpty();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void aCopyTakesMetadataAndTagsUnlessTheyAreReplaced() {
    putWithAll();
    s3.copyObject(
        r -> r.sourceBucket(bucket).sourceKey("a").destinationBucket(bucket).destinationKey("b"));
    HeadObjectResponse copy = s3.headObject(r -> r.bucket(bucket).key("b"));
    assertThat(copy.metadata()).isEqualTo(Map.of("one", "1", "two", "b c"));
    assertThat(copy.contentType()).isEqualTo("text/x");
    assertThat(copy.storageClass()).isNull();
    assertThat(copy.websiteRedirectLocation()).isNull();
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket).key("b")).tagSet()).hasSize(2);
    s3.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("a")
                .destinationBucket(bucket)
                .destinationKey("a")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("three", "3"))
                .taggingDirective(TaggingDirective.REPLACE)
                .tagging("e=f"));
    HeadObjectResponse replaced = s3.headObject(r -> r.bucket(bucket).key("a"));
    assertThat(replaced.metadata()).isEqualTo(Map.of("three", "3"));
    assertThat(replaced.cacheControl()).isNull();
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket).key("a")).tagSet())
        .containsExactly(tag("e", "f"));
    assertThat(get("a")).isEqualTo("x");
  }

  @Test
  void aCopyThatWouldChangeNothingOrHasNoSourceIsRefused() {
    put("a", "x");
    assertRefused(400, "InvalidRequest", () -> copy(bucket, "a", "a"));
    assertRefused(404, "NoSuchKey", () -> copy(bucket, "none", "b"));
    assertRefused(404, "NoSuchBucket", () -> copy("no-such-bucket", "a", "b"));
    HttpResponse<String> answer =
        S3Wire.admin(aws).hashed("PUT", path("/b"), NOTHING).with(Map.of("a", "b")).send();
    assertThat(answer.statusCode()).isEqualTo(200);
    s3.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("a")
                .destinationBucket(bucket)
                .destinationKey("a")
                .serverSideEncryption("aws:kms"));
    // Another encryption than the bucket's is a change.
    copy(bucket, "a", "a");
    copy(bucket, "a", "b");
    s3.deleteObject(r -> r.bucket(bucket).key("a"));
    assertThat(get("b")).isEqualTo("x");
  }

  private void copy(String from, String source, String to) {
    s3.copyObject(
        r -> r.sourceBucket(from).sourceKey(source).destinationBucket(bucket).destinationKey(to));
  }

  @ParameterizedTest
  @CsvSource({
    "CRC32, y/Q5Jg==, AAAAAA==",
    "CRC32C, 4waSgw==, AAAAAA==",
    "CRC64NVME, rosUhgp5mIg=, AAAAAAAAAAA=",
    "SHA1, 98O8HYCOBHMq32eZZczDTKeuNEE=, AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "SHA256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=,"
        + " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    "MD5, JfnnlDI7RTiF9RgfG2JNCw==, AAAAAAAAAAAAAAAAAAAAAA=="
  })
  void aChecksumIsVerifiedAndGivenBack(String algorithm, String good, String bad) {
    String header = "x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT);
    assertRefused(400, "BadDigest", () -> putWith(header, bad));
    assertRefused(400, "InvalidRequest", () -> putWith(header, "AAAA"));
    assertRefused(404, "NoSuchKey", () -> get("a"));
    putWith(header, good);
    HeadObjectResponse head =
        s3.headObject(r -> r.bucket(bucket).key("a").checksumMode(ChecksumMode.ENABLED));
    assertThat(head.sdkHttpResponse().firstMatchingHeader(header)).hasValue(good);
    assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    assertThat(
            s3.headObject(r -> r.bucket(bucket).key("a"))
                .sdkHttpResponse()
                .firstMatchingHeader(header))
        .isEmpty();
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents().get(0).checksumAlgorithm())
        .containsExactly(ChecksumAlgorithm.fromValue(algorithm));
  }

  private void putWith(String header, String value) {
    s3.putObject(
        r -> r.bucket(bucket).key("a").overrideConfiguration(o -> o.putHeader(header, value)),
        RequestBody.fromString("123456789"));
  }

  @Test
  void anObjectWithoutAChecksumOfTheClientGetsOne() {
    S3Wire.admin(aws).hashed("PUT", path("/a"), bytes("123456789")).send();
    var attributes =
        s3.getObjectAttributes(
            r ->
                r.bucket(bucket)
                    .key("a")
                    .objectAttributes(
                        ObjectAttributes.CHECKSUM,
                        ObjectAttributes.E_TAG,
                        ObjectAttributes.OBJECT_SIZE,
                        ObjectAttributes.STORAGE_CLASS));
    assertThat(attributes.checksum().checksumCRC64NVME()).isEqualTo("rosUhgp5mIg=");
    assertThat(attributes.eTag()).isEqualTo("25f9e794323b453885f5181f1b624d0b");
    assertThat(attributes.objectSize()).isEqualTo(9);
    assertThat(attributes.storageClass()).isEqualTo(StorageClass.STANDARD);
    assertThat(attributes.objectParts()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "AAAAAAAAAAAAAAAAAAAAAA=="})
  void aWrongMd5IsRefused(String md5) {
    assertRefused(
        400,
        md5.length() == 3 ? "InvalidDigest" : "BadDigest",
        () ->
            s3.putObject(
                r -> r.bucket(bucket).key("a").contentMD5(md5), RequestBody.fromString("x")));
    assertRefused(404, "NoSuchKey", () -> get("a"));
  }

  @Test
  void metadataAboveTheLimitIsRefused() {
    s3.putObject(
        r -> r.bucket(bucket).key("a").metadata(Map.of("k", "v".repeat(2047))),
        RequestBody.empty());
    assertRefused(
        400,
        "MetadataTooLarge",
        () ->
            s3.putObject(
                r -> r.bucket(bucket).key("b").metadata(Map.of("k", "v".repeat(2048))),
                RequestBody.empty()));
  }

  @Test
  void tagsAreCheckedBeforeTheyReplaceOthers() {
    putWithAll();
    for (Tagging bad :
        new Tagging[] {
          Tagging.builder().tagSet(tag("a", "1"), tag("a", "2")).build(),
          Tagging.builder().tagSet(tag("aws:a", "1")).build(),
          Tagging.builder().tagSet(tag("a", "v".repeat(257))).build(),
          Tagging.builder().tagSet(tag("a#", "1")).build()
        }) {
      assertRefused(
          400,
          "InvalidTag",
          () -> s3.putObjectTagging(r -> r.bucket(bucket).key("a").tagging(bad)));
    }
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket).key("a")).tagSet()).hasSize(2);
    assertThat(
            s3.headObject(r -> r.bucket(bucket).key("a"))
                .sdkHttpResponse()
                .firstMatchingHeader("x-amz-tagging-count"))
        .hasValue("2");
    s3.deleteObjectTagging(r -> r.bucket(bucket).key("a"));
    assertThat(s3.getObjectTagging(r -> r.bucket(bucket).key("a")).tagSet()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "x-amz-storage-class, NONSENSE, 400, InvalidStorageClass",
    "x-amz-server-side-encryption, rot13, 400, InvalidArgument",
    "x-amz-object-lock-legal-hold, ON, 400, InvalidRequest",
    "x-amz-acl, nonsense, 400, InvalidArgument",
    "x-amz-acl, public-read, 400, AccessControlListNotSupported",
    "x-amz-tagging, a=b&a=c, 400, InvalidArgument",
    "x-amz-tagging, 'a=b,c=d', 400, InvalidArgument",
    "x-amz-website-redirect-location, nowhere, 400, InvalidRedirectLocation",
    "x-amz-server-side-encryption-customer-algorithm, AES256, 400, InvalidArgument",
    "x-amz-write-offset-bytes, 1, 501, NotImplemented",
    "x-amz-expected-bucket-owner, 111111111111, 403, AccessDenied",
  })
  void aHeaderThatCannotBeHonouredIsRefused(String header, String value, int status, String code) {
    assertRefused(status, code, () -> putWith(header, value));
    assertRefused(404, "NoSuchKey", () -> get("a"));
  }

  @Test
  void anArchivedObjectIsListedAndNotRead() {
    s3.putObject(
        r -> r.bucket(bucket).key("a").storageClass(StorageClass.GLACIER),
        RequestBody.fromString("x"));
    assertThat(s3.headObject(r -> r.bucket(bucket).key("a")).contentLength()).isEqualTo(1);
    assertRefused(403, "InvalidObjectState", () -> get("a"));
  }
}
