package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Injected faults; with a local AWS of its own, so that other tests are not affected. */
@FreshLocalAws
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class FaultsIT {
  private final LocalAws aws;

  FaultsIT(LocalAws aws) {
    this.aws = aws;
  }

  @AfterEach
  void mend() {
    aws.faults().clear();
  }

  @Test
  void oneThrottlingIsOvercomeByARetry() {
    aws.faults().next("secretsmanager.ListSecrets", Fault.throttling());
    SecretsManagerClient client = Clients.secrets(aws);
    assertThat(client.listSecrets().secretList()).isEmpty();
    assertThat(aws.faults().pending()).isZero();
    aws.faults().always("secretsmanager", Fault.throttling());
    assertThatThrownBy(client::listSecrets)
        .isInstanceOf(AwsServiceException.class)
        .satisfies(e -> assertThat(((AwsServiceException) e).isThrottlingException()).isTrue());
    aws.faults().clear();
    assertThat(client.listSecrets().secretList()).isEmpty();
  }

  @Test
  void aFaultAffectsItsTargetOnly() {
    aws.faults().always("secretsmanager.GetSecretValue", Fault.error(500, "InternalServiceError"));
    aws.faults().always("ssm", Fault.error(503, "ServiceUnavailable"));
    assertThat(Clients.secrets(aws).listSecrets().secretList()).isEmpty();
    assertThatThrownBy(() -> Clients.parameters(aws).describeParameters())
        .satisfies(e -> assertThat(((AwsServiceException) e).statusCode()).isEqualTo(503));
  }

  @Test
  void eachServiceHasAThrottlingErrorOfItsOwn() {
    aws.faults().always("cognito-idp", Fault.throttling());
    aws.faults().always("s3", Fault.throttling());
    aws.faults().always("execute-api", Fault.throttling());
    assertThat(Wire.unsigned(aws, "AWSCognitoIdentityProviderService.InitiateAuth", "{}").body())
        .contains("TooManyRequestsException");
    assertThatThrownBy(() -> Clients.s3(aws).listBuckets())
        .isInstanceOf(S3Exception.class)
        .satisfies(
            e -> {
              assertThat(((S3Exception) e).statusCode()).isEqualTo(503);
              assertThat(((S3Exception) e).awsErrorDetails().errorCode()).isEqualTo("SlowDown");
            });
    HttpResponse<String> gateway = Wire.get(aws.gateway().url());
    assertThat(gateway.statusCode()).isEqualTo(429);
    assertThat(gateway.body()).isEqualTo("{\"message\":\"Too Many Requests\"}");
  }

  @Test
  void connectionsCloseBreakAndStall() {
    aws.faults().next("cognito-idp", Fault.disconnect());
    assertThatThrownBy(this::post).isInstanceOf(IOException.class);
    aws.userPool().createUser("ann", "Passw0rd");
    aws.faults().always("cognito-idp.InitiateAuth", Fault.truncation());
    assertThatThrownBy(() -> CognitoUsers.login(aws, "ann", "Passw0rd"))
        .isInstanceOf(SdkClientException.class);
    aws.faults().clear();
    aws.faults().next("cognito-idp", Fault.stall());
    assertThatThrownBy(this::post).isInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void aResetClosesAConnectionWithRst() throws Exception {
    aws.faults().next("cognito-idp", Fault.reset());
    try (Socket socket =
        Trust.context(aws.trustStore())
            .getSocketFactory()
            .createSocket("127.0.0.1", aws.endpoint().getPort())) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              """
              POST / HTTP/1.1\r
              Host: x\r
              X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth\r
              Content-Length: 0\r
              \r
              """
                  .getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void aConnectionBreaksAfterTheGivenNumberOfBytes(Vertx vertx) throws Exception {
    LocalAws plain = await(LocalAws.start(vertx, LocalAwsOptions.defaults().withPlainHttp()));
    FaultyWire wire = await(FaultyWire.start(vertx, "127.0.0.1", plain.endpoint().getPort()));
    assertThat(read(wire)).contains("UnknownOperationException");
    wire.closeAfter(20);
    assertThat(read(wire)).hasSize(20).startsWith("HTTP/1.1 400");
    wire.resetAfter(0);
    assertThatThrownBy(() -> read(wire)).isInstanceOf(SocketException.class);
    wire.heal();
    assertThat(read(wire)).contains("UnknownOperationException");
    await(wire.stop());
    await(plain.stop());
  }

  private void post() throws IOException, InterruptedException {
    Trust.client(aws.trustStore())
        .send(
            HttpRequest.newBuilder(URI.create(aws.endpoint() + "/"))
                .timeout(Duration.ofMillis(250))
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String read(FaultyWire wire) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", wire.port()));
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
