package io.saigon.storage;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.testing.Storages;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

class S3ObjectStorageIT extends StorageFixture {
  @Test
  void missingObjectsAndBucketsAreNamed() {
    assertThatThrownBy(() -> await(storages.storage().download(object("no/such"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "There is no object 'no/such' in bucket '" + storages.bucket + "'; check key");
    assertThatThrownBy(() -> await(storages.storage().head(object("no/such"))))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> await(storages.storage().unzip(S3ObjectDescriptor.of("no-such-bucket", "k"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'no-such-bucket'");
    assertThatThrownBy(
            () ->
                await(
                    storages
                        .storage()
                        .upload(S3ObjectDescriptor.of("no-such-bucket", "k"), Buffer.buffer("x"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'no-such-bucket'");
  }

  @Test
  void wrongKeysAreAccessDenials() throws IOException {
    AwsCredentials wrong = AwsCredentials.of(aws.accessKeyId(), "not-the-secret");
    try (Storages denied =
        new Storages(aws, aws.saigonOptions().withCredentials(CredentialsProvider.of(wrong)))) {
      S3ObjectDescriptor object = uploaded("denied", random(5));
      for (Future<?> call :
          List.of(
              denied.storage().download(object, denied.download()),
              denied.storage().unzip(object, denied.unzip()),
              denied.storage().upload(object, Buffer.buffer("x")),
              denied.storage().delete(object),
              denied.storage().head(object))) {
        assertThatThrownBy(() -> await(call))
            .isInstanceOf(AccessDeniedException.class)
            .hasMessageNotContaining("not-the-secret");
      }
    }
  }

  @Test
  void anUnreachableStorageIsNamed() throws IOException {
    try (Storages away =
        new Storages(
            aws, aws.saigonOptions().withEndpoint("s3", URI.create("http://127.0.0.1:1")))) {
      assertThatThrownBy(() -> await(away.storage().download(object("x"), away.download())))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("s3 could not be reached")
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  @Test
  void theSdkClientIsAccessible() {
    S3AsyncClient client = await(storages.storage().unwrap(S3AsyncClient.class));
    assertThat(client.serviceName()).isEqualTo("s3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storages.storage().unwrap(S3Client.class))
        .withMessageContaining("S3AsyncClient");
    S3ObjectStorage onGivenClient = S3ObjectStorage.create(storages.vertx, client);
    S3ObjectDescriptor object = uploaded("own", "own".getBytes(UTF_8));
    assertThat(await(onGivenClient.head(object)).size()).isEqualTo(3);
  }
}
