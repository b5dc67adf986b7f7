package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Buckets in host names, and requests on the wire that no regular client sends. */
@ExtendWith(VertxExtension.class)
class S3HostsIT {
  private LocalAws aws;

  @BeforeEach
  void start(Vertx vertx) {
    aws = await(LocalAws.start(vertx, LocalAwsOptions.defaults().withPlainHttp()));
    await(aws.createBucket("hosted"));
  }

  @AfterEach
  void stop() {
    await(aws.stop());
  }

  /** Presigns for a host, as the client of an endpoint of that name does. */
  private URI presigned(String endpoint, boolean put) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(URI.create("http://" + endpoint))
            .region(Region.of(aws.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())))
            .build()) {
      String url =
          put
              ? presigner
                  .presignPutObject(
                      r ->
                          r.signatureDuration(Duration.ofMinutes(5))
                              .putObjectRequest(o -> o.bucket("hosted").key("hosted/a")))
                  .url()
                  .toString()
              : presigner
                  .presignGetObject(
                      r ->
                          r.signatureDuration(Duration.ofMinutes(5))
                              .getObjectRequest(o -> o.bucket("hosted").key("hosted/a")))
                  .url()
                  .toString();
      return URI.create(url);
    }
  }

  private String send(String head, String body) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", aws.s3Endpoint().getPort())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write((head + "\r\nConnection: close\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      // A refusal comes before the rest of the body, for which the server waits.
      while (!answer.toString(StandardCharsets.UTF_8).endsWith("</Error>")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          break;
        }
        answer.write(next);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static String head(String method, URI uri) {
    return "%s %s?%s HTTP/1.1\r\nHost: %s"
        .formatted(method, uri.getRawPath(), uri.getRawQuery(), uri.getAuthority());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "s3.localhost", "s3.eu-west-1.amazonaws.com"})
  void aBucketIsFoundInTheHostName(String endpoint) throws IOException {
    String host = endpoint + ":" + aws.s3Endpoint().getPort();
    URI put = presigned(host, true);
    assertThat(put.getHost()).isEqualTo("hosted." + endpoint);
    assertThat(send(head("PUT", put) + "\r\nContent-Length: 2", "ok")).startsWith("HTTP/1.1 200 ");
    assertThat(send(head("GET", presigned(host, false)), "")).endsWith("\r\n\r\nok");
    URI other = presigned("other.localhost", false);
    assertThat(send(head("GET", other).replace("hosted.other", "none"), ""))
        .contains("<Code>SignatureDoesNotMatch<");
  }

  @Test
  void aBodyOfUnknownLengthIsRefused() throws IOException {
    URI put = presigned("localhost", true);
    assertThat(send(head("PUT", put) + "\r\nTransfer-Encoding: chunked", "2\r\nok\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 501 ")
        .contains("<Code>NotImplemented<", "<Header>Transfer-Encoding<");
    assertThat(send(head("PUT", put) + "\r\nContent-Length: 5368709121", ""))
        .startsWith("HTTP/1.1 400 ")
        .contains("<Code>EntityTooLarge<", "<MaxSizeAllowed>5368709120<");
  }
}
