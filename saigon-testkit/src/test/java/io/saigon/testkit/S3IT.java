package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Objects, by AWS's own client. */
@ExtendWith(LocalAwsExtension.class)
class S3IT {
  private final String bucket = "b" + UUID.randomUUID();

  @Test
  void objectsAreStoredReadByRangeAndDeleted(LocalAws aws) throws Exception {
    aws.createBucket(bucket).toCompletionStage().toCompletableFuture().get();
    S3Client s3 = Clients.s3(aws);
    String key = "a b/ü+%/x.txt";
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("hello world"));
    assertThat(s3.getObjectAsBytes(r -> r.bucket(bucket).key(key).range("bytes=6-")).asUtf8String())
        .isEqualTo("world");
    assertThat(s3.listObjectsV2(r -> r.bucket(bucket)).contents())
        .extracting(o -> o.key())
        .containsExactly(key);
    assertThat(
            s3.deleteObjects(r -> r.bucket(bucket).delete(d -> d.objects(o -> o.key(key))))
                .deleted())
        .hasSize(1);
    assertThatThrownBy(() -> s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)))
        .isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void partsBecomeOneObject(LocalAws aws) {
    S3Client s3 = Clients.s3(aws);
    s3.createBucket(r -> r.bucket(bucket));
    String id = s3.createMultipartUpload(r -> r.bucket(bucket).key("big")).uploadId();
    byte[] part = new byte[5 * 1024 * 1024];
    String one =
        s3.uploadPart(
                r -> r.bucket(bucket).key("big").uploadId(id).partNumber(1),
                RequestBody.fromBytes(part))
            .eTag();
    String two =
        s3.uploadPart(
                r -> r.bucket(bucket).key("big").uploadId(id).partNumber(2),
                RequestBody.fromString("end"))
            .eTag();
    s3.completeMultipartUpload(
        r ->
            r.bucket(bucket)
                .key("big")
                .uploadId(id)
                .multipartUpload(
                    m ->
                        m.parts(
                            CompletedPart.builder().partNumber(1).eTag(one).build(),
                            CompletedPart.builder().partNumber(2).eTag(two).build())));
    assertThat(s3.headObject(r -> r.bucket(bucket).key("big")).contentLength())
        .isEqualTo(part.length + 3L);
  }

  @Test
  void unknownKeysAndWrongSecretsAreRefused(LocalAws aws) {
    assertRefused(Clients.s3(aws, basic("AKIAAAAAAAAAAAAAAAAA", "secret")), "InvalidAccessKeyId");
    assertRefused(Clients.s3(aws, basic(aws.accessKeyId(), "wrong")), "SignatureDoesNotMatch");
  }

  @Test
  void temporaryKeysWorkUntilTheyExpire(LocalAws aws) {
    AwsCredentials good = aws.temporaryCredentials(Duration.ofMinutes(5));
    assertThat(Clients.s3(aws, session(good)).listBuckets()).isNotNull();
    AwsCredentials ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    assertThatThrownBy(() -> Clients.s3(aws, session(ended)).listBuckets())
        .isInstanceOf(S3Exception.class);
  }

  private static void assertRefused(S3Client s3, String code) {
    assertThatThrownBy(s3::listBuckets)
        .isInstanceOf(S3Exception.class)
        .satisfies(
            e -> {
              assertThat(((S3Exception) e).statusCode()).isEqualTo(403);
              assertThat(((S3Exception) e).awsErrorDetails().errorCode()).isEqualTo(code);
            });
  }

  private static StaticCredentialsProvider basic(String key, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
  }

  private static StaticCredentialsProvider session(AwsCredentials keys) {
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
  }
}
