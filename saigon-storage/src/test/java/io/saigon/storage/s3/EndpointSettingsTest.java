package io.saigon.storage.s3;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The hosts of presigned requests by AWS's settings, beside those of the SDK's presigner. */
@Timeout(60)
class EndpointSettingsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> properties = new HashMap<>();

  @TempDir Path home;

  @AfterEach
  void clear() {
    properties.keySet().forEach(System::clearProperty);
    await(vertx.close());
  }

  private EndpointSettingsTest set(String property, String value) {
    properties.put(property, value);
    System.setProperty(property, value);
    return this;
  }

  private EndpointSettingsTest config(String text) throws Exception {
    return set("aws.configFile", Files.writeString(home.resolve("config"), text).toString());
  }

  private String ours() {
    SaigonOptions options =
        SaigonOptions.defaults()
            .withRegion("us-east-2")
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET")));
    S3ObjectDescriptor object = S3ObjectDescriptor.of("bucket", "key");
    return withoutQuery(
        await(Saigon.create(vertx, options).storage().presignGet(object, MINUTE)).uri());
  }

  private static String sdk() throws Exception {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .region(Region.US_EAST_2)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "SECRET")))
            .build()) {
      return withoutQuery(
          presigner
              .presignGetObject(
                  r ->
                      r.signatureDuration(MINUTE)
                          .getObjectRequest(o -> o.bucket("bucket").key("key")))
              .url()
              .toURI());
    }
  }

  private static String withoutQuery(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  @Test
  void presignedRequestsHaveTheSdksHosts() throws Exception {
    assertThat(ours()).isEqualTo(sdk()).isEqualTo("https://bucket.s3.us-east-2.amazonaws.com/key");
    set("aws.useFipsEndpoint", "true");
    assertThat(ours()).isEqualTo(sdk()).contains("bucket.s3-fips.us-east-2.amazonaws.com");
    set("aws.useDualstackEndpoint", "true");
    assertThat(ours())
        .isEqualTo(sdk())
        .contains("bucket.s3-fips.dualstack.us-east-2.amazonaws.com");
    set("aws.useFipsEndpoint", "false");
    assertThat(ours()).isEqualTo(sdk()).contains("bucket.s3.dualstack.us-east-2.amazonaws.com");
  }

  @Test
  void aServersOwnEndpointHasTheBucketInThePathWhereverItIsSet() throws Exception {
    set("aws.endpointUrl", "https://all.example.com");
    assertThat(ours()).isEqualTo("https://all.example.com/bucket/key");
    set("aws.endpointUrlS3", "https://minio.example.com:9000");
    assertThat(ours()).isEqualTo("https://minio.example.com:9000/bucket/key");
    set("aws.ignoreConfiguredEndpointUrls", "true");
    assertThat(ours()).isEqualTo(sdk()).isEqualTo("https://bucket.s3.us-east-2.amazonaws.com/key");
  }

  @Test
  void aProfilesEndpointAppliesToo() throws Exception {
    config(
        """
        [default]
        services = mine
        [services mine]
        s3 =
          endpoint_url = https://minio.example.com
        """);
    assertThat(ours()).isEqualTo("https://minio.example.com/bucket/key");
    config("[default]\nuse_dualstack_endpoint = true\n");
    assertThat(ours()).isEqualTo(sdk()).contains("s3.dualstack.us-east-2");
  }
}
