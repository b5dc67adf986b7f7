package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS of the local AWS, whose authority only its clients trust. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class HttpsIT {
  @Test
  void everyPortSpeaksHttpsWithACertificateOfTheAuthority(LocalAws aws) throws Exception {
    HttpClient client = Trust.client(aws.trustStore());
    for (URI port : ports(aws)) {
      assertThat(port).hasScheme("https");
      assertThat(get(client, port).statusCode()).as(port.toString()).isBetween(200, 499);
      URI byName = URI.create("https://localhost:" + port.getPort() + "/");
      assertThat(get(client, byName).statusCode()).as(byName.toString()).isBetween(200, 499);
    }
  }

  @Test
  void aClientThatDoesNotKnowTheAuthorityRefusesEveryPort(LocalAws aws) {
    for (URI port : ports(aws)) {
      assertThatThrownBy(() -> get(HttpClient.newHttpClient(), port))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void itUsesHttp11AsAwsDoesWhateverAClientOffers(LocalAws aws) throws Exception {
    HttpClient client = Trust.client(aws.trustStore());
    assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_2);
    for (URI port : ports(aws)) {
      assertThat(get(client, port).version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "127.0.0.2"})
  void theCertificateNamesTheAddressThatItListensOn(String host, Vertx vertx) throws Exception {
    try (LocalAws aws = start(vertx, LocalAwsOptions.defaults().withHost(host))) {
      HttpClient client = Trust.client(aws.trustStore());
      for (URI port : ports(aws)) {
        assertThat(get(client, port).statusCode()).as(port.toString()).isBetween(200, 499);
      }
    }
  }

  @Test
  void theAuthoritysCertificateIsInAFileUntilItStops(Vertx vertx) throws Exception {
    LocalAws aws = start(vertx, LocalAwsOptions.defaults());
    Path file = Path.of(aws.environment().get("AWS_CA_BUNDLE"));
    assertThat(file).hasContent(aws.caCertificate());
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    await(aws.stop());
    assertThat(file).doesNotExist();
  }

  @Test
  void allLocalServersOfAJvmHaveTheSameAuthority(LocalAws aws, Vertx vertx) throws Exception {
    try (LocalAws other = start(vertx, LocalAwsOptions.defaults())) {
      assertThat(other.caCertificate()).isEqualTo(aws.caCertificate());
      assertThat(get(Trust.client(aws.trustStore()), other.endpoint()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void plainHttpIsAnOption(Vertx vertx) throws Exception {
    try (LocalAws aws = start(vertx, LocalAwsOptions.defaults().withPlainHttp())) {
      assertThat(ports(aws)).allSatisfy(port -> assertThat(port).hasScheme("http"));
      assertThat(aws.environment()).doesNotContainKey("AWS_CA_BUNDLE");
      assertThat(aws.saigonOptions().trust()).isNull();
      for (URI port : ports(aws)) {
        assertThat(get(HttpClient.newHttpClient(), port).statusCode()).isBetween(200, 499);
      }
      String secret = "{\"Name\":\"a\",\"SecretString\":\"b\",\"ClientRequestToken\":\"%s\"}";
      HttpResponse<String> created =
          Wire.call(
              aws,
              Wire.admin(aws, "secretsmanager"),
              "secretsmanager.CreateSecret",
              secret.formatted("0".repeat(32)));
      assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
      await(aws.createBucket("plain"));
      assertThat(Clients.s3(aws).listBuckets().buckets()).hasSize(1);
      aws.gateway().route("/", aws.endpoint());
      URI forwarded = URI.create(aws.gateway().url() + "/none");
      assertThat(
              Wire.send(
                      Wire.signed(Wire.admin(aws, "execute-api"), "GET", forwarded, Map.of(), ""),
                      "")
                  .statusCode())
          .isEqualTo(404);
    }
  }

  private static List<URI> ports(LocalAws aws) {
    return List.of(aws.endpoint(), aws.s3Endpoint(), aws.gateway().url(), aws.httpGateway().url());
  }

  private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri.resolve("/")).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static LocalAws start(Vertx vertx, LocalAwsOptions options) throws Exception {
    return await(LocalAws.start(vertx, options));
  }
}
