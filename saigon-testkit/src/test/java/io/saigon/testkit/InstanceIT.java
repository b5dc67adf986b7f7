package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.Fault;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.internal.util.EC2MetadataUtils;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/** Instance metadata by the SDK's own provider, and request by request. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class InstanceIT {
  private static final String CREDENTIALS = "/latest/meta-data/iam/security-credentials/";
  private static final String REGION = "/latest/meta-data/placement/region";
  private static final String ENDPOINT = "aws.ec2MetadataServiceEndpoint";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @AfterEach
  void clear() {
    System.clearProperty(ENDPOINT);
  }

  private static HttpResponse<String> send(LocalAws aws, HttpRequest.Builder request, String path)
      throws Exception {
    return CLIENT.send(
        request
            .uri(URI.create(aws.instance().endpoint() + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> put(LocalAws aws, String seconds) throws Exception {
    return send(
        aws,
        HttpRequest.newBuilder()
            .PUT(HttpRequest.BodyPublishers.noBody())
            .header("X-aws-ec2-metadata-token-ttl-seconds", seconds),
        "/latest/api/token");
  }

  private static HttpResponse<String> get(LocalAws aws, String path, String token)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    return send(
        aws, token == null ? request : request.header("X-aws-ec2-metadata-token", token), path);
  }

  private static String read(LocalAws aws, String path) throws Exception {
    HttpResponse<String> answer = get(aws, path, put(aws, "60").body());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static String keyId(LocalAws aws, String role) throws Exception {
    return new JsonObject(read(aws, CREDENTIALS + role)).getString("AccessKeyId");
  }

  private static InstanceProfileCredentialsProvider sdk(LocalAws aws) {
    return InstanceProfileCredentialsProvider.builder()
        .endpoint(aws.instance().endpoint().toString())
        .build();
  }

  @Test
  void theSdkGetsKeysThatSignForTheInstancesRole(LocalAws aws) {
    try (InstanceProfileCredentialsProvider sdk = sdk(aws)) {
      assertThat(sdk.resolveCredentials()).isInstanceOf(AwsSessionCredentials.class);
      assertThat(Clients.caller(aws, sdk))
          .isEqualTo("arn:aws:sts::000000000000:assumed-role/instance/i-0123456789abcdef0");
      assertThat(Clients.secrets(aws, sdk).listSecrets().secretList()).isEmpty();
    }
  }

  @Test
  void theSdkReadsTheRegionAndTheIdentityDocument(LocalAws aws) {
    System.setProperty(ENDPOINT, aws.instance().endpoint().toString());
    assertThat(new InstanceProfileRegionProvider().getRegion().id()).isEqualTo("eu-west-1");
    assertThat(EC2MetadataUtils.getInstanceInfo().getAccountId()).isEqualTo("000000000000");
    assertThat(aws.instance().environment())
        .containsEntry("AWS_EC2_METADATA_SERVICE_ENDPOINT", System.getProperty(ENDPOINT))
        .containsKeys("AWS_ENDPOINT_URL", "AWS_CA_BUNDLE")
        .doesNotContainKeys("AWS_REGION", "AWS_ACCESS_KEY_ID");
  }

  @Test
  void withoutAGoodSessionTokenNothingIsRead(LocalAws aws) throws Exception {
    HttpResponse<String> answer = put(aws, "60");
    assertThat(answer.headers().firstValue("x-aws-ec2-metadata-token-ttl-seconds")).hasValue("60");
    assertThat(get(aws, REGION, answer.body()).body()).isEqualTo("eu-west-1");
    assertThat(get(aws, REGION, null).statusCode()).isEqualTo(401);
    assertThat(get(aws, REGION, "wrong").statusCode()).isEqualTo(401);
    aws.clock().advance(Duration.ofMinutes(1));
    assertThat(get(aws, REGION, answer.body()).statusCode()).isEqualTo(401);
    String next = put(aws, "21600").body();
    assertThat(get(aws, REGION, next).statusCode()).isEqualTo(200);
    aws.instance().endMetadataTokens();
    assertThat(get(aws, REGION, next).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21601", "a", ""})
  void aLifetimeOutOfBoundsIsABadRequest(String seconds, LocalAws aws) throws Exception {
    assertThat(put(aws, seconds).statusCode()).isEqualTo(400);
  }

  @Test
  void aForwardedRequestGetsNoSessionToken(LocalAws aws) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder()
            .PUT(HttpRequest.BodyPublishers.noBody())
            .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
            .header("X-Forwarded-For", "192.0.2.1");
    assertThat(send(aws, request, "/latest/api/token").statusCode()).isEqualTo(403);
  }

  @Test
  void versionOneIsRefusedUnlessItIsAllowed(LocalAws aws) throws Exception {
    aws.instance().versionOne(true);
    assertThat(get(aws, REGION, null).body()).isEqualTo("eu-west-1");
    aws.instance().versionOne(false);
    assertThat(get(aws, REGION, null).statusCode()).isEqualTo(401);
  }

  @Test
  void aDisabledServiceAnswersForbidden(LocalAws aws) throws Exception {
    String token = put(aws, "60").body();
    aws.instance().metadataEnabled(false);
    assertThat(put(aws, "60").statusCode()).isEqualTo(403);
    assertThat(get(aws, REGION, token).statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> sdk(aws).resolveCredentials()).isInstanceOf(SdkClientException.class);
    aws.instance().metadataEnabled(true);
    assertThat(sdk(aws).resolveCredentials()).isNotNull();
  }

  @Test
  void beyondTheHopLimitNoSessionTokenArrives(LocalAws aws) throws Exception {
    String token = put(aws, "60").body();
    aws.instance().beyondHopLimit(true);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(aws.instance().endpoint() + "/latest/api/token"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
            .timeout(Duration.ofMillis(250));
    assertThatThrownBy(() -> CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()))
        .isInstanceOf(HttpTimeoutException.class);
    assertThat(get(aws, REGION, token).statusCode()).isEqualTo(200);
  }

  @Test
  void anInstanceHasTheAssignedRoleOrNone(LocalAws aws) throws Exception {
    aws.instance().assignRole(aws.sts().createRole("batch"));
    assertThat(read(aws, CREDENTIALS)).isEqualTo("batch");
    assertThat(aws.sts().session(keyId(aws, "batch")).orElseThrow().arn())
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/batch/i-0123456789abcdef0");
    assertThat(get(aws, CREDENTIALS + "instance", put(aws, "60").body()).statusCode())
        .isEqualTo(404);
    aws.instance().removeRole();
    assertThat(get(aws, CREDENTIALS, put(aws, "60").body()).statusCode()).isEqualTo(404);
  }

  @Test
  void keysAreReplacedAheadOfTheirExpiry(LocalAws aws) throws Exception {
    aws.instance().credentialsLifetime(Duration.ofHours(1));
    String first = keyId(aws, "instance");
    aws.clock().advance(Duration.ofMinutes(54));
    assertThat(keyId(aws, "instance")).isEqualTo(first);
    aws.clock().advance(Duration.ofMinutes(2));
    String second = keyId(aws, "instance");
    assertThat(second).isNotEqualTo(first);
    aws.instance().rotateCredentials();
    String third = keyId(aws, "instance");
    assertThat(third).isNotEqualTo(second);
    aws.expireCredentials();
    assertThat(keyId(aws, "instance")).isNotEqualTo(third);
  }

  @Test
  void faultsTakeEffect(LocalAws aws) throws Exception {
    aws.faults().next("imds.Token", Fault.error(500, "InternalError"));
    assertThat(put(aws, "60").statusCode()).isEqualTo(500);
    String token = put(aws, "60").body();
    aws.faults().next("imds", Fault.throttling());
    assertThat(get(aws, REGION, token).statusCode()).isEqualTo(429);
    aws.faults().next("imds.Region", Fault.garbage());
    assertThat(get(aws, CREDENTIALS, token).body()).isEqualTo("instance");
    assertThat(get(aws, REGION, token).body()).startsWith("<html>");
    aws.faults().next("imds.SecurityCredentials", Fault.truncation());
    assertThatThrownBy(() -> get(aws, CREDENTIALS, token)).isInstanceOf(IOException.class);
    aws.faults().always("imds.InstanceIdentityDocument", Fault.disconnect());
    assertThatThrownBy(() -> get(aws, "/latest/dynamic/instance-identity/document", token))
        .isInstanceOf(IOException.class);
    assertThat(get(aws, "/latest/none", token).statusCode()).isEqualTo(404);
    assertThat(get(aws, "/none", token).statusCode()).isEqualTo(404);
  }
}
