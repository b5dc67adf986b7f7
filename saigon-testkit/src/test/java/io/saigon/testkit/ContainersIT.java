package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.Fault;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The agents of tasks and pods by the SDK's own provider. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class ContainersIT {
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "AWS_CONTAINER_SERVICE_ENDPOINT", "aws.containerServiceEndpoint",
          "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "aws.containerCredentialsPath",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI", "aws.containerCredentialsFullUri",
          "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "aws.containerAuthorizationTokenFile");

  @AfterEach
  void clear() {
    PROPERTIES.values().forEach(System::clearProperty);
  }

  /** A new provider of the SDK with an environment, by the properties of the same meaning. */
  private ContainerCredentialsProvider sdk(Map<String, String> environment) {
    clear();
    assertThat(environment)
        .containsKeys("AWS_ENDPOINT_URL", "AWS_CA_BUNDLE", "AWS_REGION")
        .doesNotContainKey("AWS_ACCESS_KEY_ID");
    environment.forEach(
        (name, value) -> {
          if (PROPERTIES.containsKey(name)) {
            System.setProperty(PROPERTIES.get(name), value);
          }
        });
    return ContainerCredentialsProvider.builder().build();
  }

  @Test
  void theSdkGetsATasksKeysByBothUris(LocalAws aws) {
    String caller = "arn:aws:sts::000000000000:assumed-role/task/0123456789abcdef0123456789abcdef";
    assertThat(Clients.caller(aws, sdk(aws.task().environment()))).isEqualTo(caller);
    assertThat(Clients.caller(aws, sdk(aws.task().environmentWithFullUri()))).isEqualTo(caller);
  }

  @Test
  void theSdkGetsAPodsKeysByItsToken(LocalAws aws) {
    assertThat(Clients.caller(aws, sdk(aws.pod().environment())))
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/pod/eks-local-pod");
  }

  @Test
  void aTokenIsCheckedAndMayBeRenewed(LocalAws aws) throws Exception {
    Map<String, String> environment = aws.pod().environment();
    Path file = Path.of(environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"));
    String first = Files.readString(file);
    URI uri = URI.create(environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
    assertThat(get(uri, null)).contains("InvalidTokenException");
    assertThat(get(uri, first + "x")).contains("InvalidTokenException");
    Path other = Path.of(aws.pod().webIdentityEnvironment().get("AWS_WEB_IDENTITY_TOKEN_FILE"));
    assertThat(get(uri, Files.readString(other))).contains("InvalidTokenException");
    aws.clock().advance(Duration.ofDays(1));
    assertThat(get(uri, first)).contains("ExpiredTokenException");
    assertThatThrownBy(() -> sdk(environment).resolveCredentials())
        .isInstanceOf(SdkClientException.class);
    aws.pod().renewTokens();
    assertThat(get(uri, Files.readString(file)))
        .contains("AccessKeyId", "\"AccountId\":\"000000000000\"");
    assertThat(sdk(environment).resolveCredentials()).isNotNull();
  }

  @Test
  void keysRotateAndExpireWithTheRole(LocalAws aws) throws Exception {
    URI uri = fullUri(aws);
    String first = new JsonObject(get(uri, null)).getString("AccessKeyId");
    assertThat(new JsonObject(get(uri, null)).getString("AccessKeyId")).isEqualTo(first);
    aws.task().rotateCredentials();
    assertThat(new JsonObject(get(uri, null)).getString("AccessKeyId")).isNotEqualTo(first);
    aws.task().credentialsLifetime(Duration.ofMinutes(10));
    String brief = new JsonObject(get(uri, null)).getString("AccessKeyId");
    aws.clock().advance(Duration.ofMinutes(6));
    assertThat(new JsonObject(get(uri, null)).getString("AccessKeyId")).isNotEqualTo(brief);
    aws.task().removeRole();
    assertThat(get(uri, null)).contains("InvalidIdInRequest");
    assertThat(get(uri.resolve("/v2/credentials/guessed"), null)).contains("InvalidIdInRequest");
  }

  @Test
  void faultsTakeEffect(LocalAws aws) throws Exception {
    aws.faults().always("ecs-agent", Fault.error(500, "InternalError"));
    aws.faults().always("eks-pod-identity", Fault.garbage());
    assertThat(get(fullUri(aws), null)).contains("InternalError");
    assertThatThrownBy(() -> sdk(aws.pod().environment()).resolveCredentials())
        .isInstanceOf(SdkClientException.class);
    aws.faults().clear();
    aws.faults().next("ecs-agent", Fault.throttling());
    assertThat(get(fullUri(aws), null)).contains("ThrottlingException");
  }

  private static URI fullUri(LocalAws aws) {
    return URI.create(
        aws.task().environmentWithFullUri().get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
  }

  private static String get(URI uri, String token) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (token != null) {
      request.header("Authorization", token);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
