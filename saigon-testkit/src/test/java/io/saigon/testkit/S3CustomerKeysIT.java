package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.internal.auth.Hashes;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.ObjectAttributes;

/** Encryption with keys of the client. */
class S3CustomerKeysIT extends S3Fixture {
  private static final String KEY = base64("k".repeat(32));
  private static final String MD5 = md5("k".repeat(32));
  private static final String OTHER = base64("o".repeat(32));
  private static final String OTHER_MD5 = md5("o".repeat(32));

  private static String base64(String key) {
    return Base64.getEncoder().encodeToString(bytes(key));
  }

  private static String md5(String key) {
    return Base64.getEncoder().encodeToString(Hashes.md5(bytes(key)));
  }

  private void putWithKey(String key) {
    s3.putObject(
        r ->
            r.bucket(bucket)
                .key(key)
                .sseCustomerAlgorithm("AES256")
                .sseCustomerKey(KEY)
                .sseCustomerKeyMD5(MD5),
        RequestBody.fromString("secret"));
  }

  @Test
  void onlyTheKeyReadsTheObject() {
    putWithKey("a");
    var read =
        s3.getObjectAsBytes(
            r ->
                r.bucket(bucket)
                    .key("a")
                    .sseCustomerAlgorithm("AES256")
                    .sseCustomerKey(KEY)
                    .sseCustomerKeyMD5(MD5));
    assertThat(read.asUtf8String()).isEqualTo("secret");
    assertThat(read.response().sseCustomerKeyMD5()).isEqualTo(MD5);
    assertThat(read.response().serverSideEncryption()).isNull();
    assertRefused(400, "InvalidRequest", () -> get("a"));
    assertRefused(400, "", () -> s3.headObject(r -> r.bucket(bucket).key("a")));
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.getObjectAttributes(
                r -> r.bucket(bucket).key("a").objectAttributes(ObjectAttributes.E_TAG)));
    assertRefused(
        403,
        "AccessDenied",
        () ->
            s3.getObjectAsBytes(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .sseCustomerAlgorithm("AES256")
                        .sseCustomerKey(OTHER)
                        .sseCustomerKeyMD5(OTHER_MD5)));
    put("plain", "x");
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.getObjectAsBytes(
                r ->
                    r.bucket(bucket)
                        .key("plain")
                        .sseCustomerAlgorithm("AES256")
                        .sseCustomerKey(KEY)
                        .sseCustomerKeyMD5(MD5)));
  }

  @Test
  void aCopyNeedsTheKeyOfItsSource() {
    putWithKey("a");
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.copyObject(
                r ->
                    r.sourceBucket(bucket)
                        .sourceKey("a")
                        .destinationBucket(bucket)
                        .destinationKey("b")));
    s3.copyObject(
        r ->
            r.sourceBucket(bucket)
                .sourceKey("a")
                .copySourceSSECustomerAlgorithm("AES256")
                .copySourceSSECustomerKey(KEY)
                .copySourceSSECustomerKeyMD5(MD5)
                .destinationBucket(bucket)
                .destinationKey("b"));
    assertThat(get("b")).isEqualTo("secret");
  }

  @Test
  void partsNeedTheKeyOfTheirUpload() {
    String id =
        s3.createMultipartUpload(
                r ->
                    r.bucket(bucket)
                        .key("m")
                        .sseCustomerAlgorithm("AES256")
                        .sseCustomerKey(KEY)
                        .sseCustomerKeyMD5(MD5))
            .uploadId();
    assertRefused(
        400,
        "InvalidRequest",
        () ->
            s3.uploadPart(
                r -> r.bucket(bucket).key("m").uploadId(id).partNumber(1),
                RequestBody.fromString("x")));
    String etag =
        s3.uploadPart(
                r ->
                    r.bucket(bucket)
                        .key("m")
                        .uploadId(id)
                        .partNumber(1)
                        .sseCustomerAlgorithm("AES256")
                        .sseCustomerKey(KEY)
                        .sseCustomerKeyMD5(MD5),
                RequestBody.fromString("x"))
            .eTag();
    s3.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key("m")
                .uploadId(id)
                .multipartUpload(
                    u ->
                        u.parts(
                            List.of(CompletedPart.builder().partNumber(1).eTag(etag).build()))));
    assertRefused(400, "InvalidRequest", () -> get("m"));
  }

  @Test
  void aKeyThatIsNoneIsRefused() {
    assertPutRefused("InvalidEncryptionAlgorithmError", "DES", KEY, MD5);
    assertPutRefused("InvalidArgument", "AES256", KEY, OTHER_MD5);
    assertPutRefused("InvalidArgument", "AES256", base64("short"), md5("short"));
  }

  private void assertPutRefused(String code, String algorithm, String key, String md5) {
    assertRefused(
        400,
        code,
        () ->
            s3.putObject(
                r ->
                    r.bucket(bucket)
                        .key("a")
                        .sseCustomerAlgorithm(algorithm)
                        .sseCustomerKey(key)
                        .sseCustomerKeyMD5(md5),
                RequestBody.empty()));
  }
}
