package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.TransportException;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.junit5.VertxExtension;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificates are signed by an authority that the JVM does not know. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
public class TrustIT {
  private LocalAws aws;
  private URI object;

  @BeforeEach
  void upload(LocalAws aws, Vertx vertx) {
    this.aws = aws;
    await(aws.createBucket("trust").otherwiseEmpty());
    await(trusting(vertx).upload(presigned(HttpMethod.PUT), Buffer.buffer("content")));
    object = presigned(HttpMethod.GET).uri();
  }

  @Test
  void aServiceWithoutAuthorizationIsCalledThroughTheApplicationsHttpClient(Vertx vertx) {
    RestClient client =
        RestClient.create(
            vertx.createHttpClient(new HttpClientOptions().setTrustOptions(aws.trustOptions())),
            aws.s3Endpoint().toString());
    assertThat(await(client.getResource(String.class, path(object)))).isEqualTo("content");
  }

  @Test
  void presignedRequestsAreSentWithTheApplicationsTrust(Vertx vertx, @TempDir Path directory) {
    Path file = directory.resolve("file");
    await(trusting(vertx).download(presigned(HttpMethod.GET), file));
    assertThat(file).hasContent("content");
  }

  @Test
  void clientsWithoutTheAuthorityRefuseTheServer(Vertx vertx, @TempDir Path directory) {
    RestClient rest = RestClient.create(vertx, aws.s3Endpoint().toString());
    PresignedClient presigned = PresignedClient.create(vertx);
    assertThatThrownBy(() -> await(rest.getResource(String.class, path(object))))
        .isInstanceOf(TransportException.class)
        .hasRootCauseMessage("unable to find valid certification path to requested target");
    assertThatThrownBy(
            () -> await(presigned.download(presigned(HttpMethod.GET), directory.resolve("file"))))
        .isInstanceOf(TransportException.class)
        .hasCauseInstanceOf(SSLHandshakeException.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void clientsWithoutTrustSettingsUseAwsCaBundle(@TempDir Path directory) throws Exception {
    Path bundle = Files.writeString(directory.resolve("ca.pem"), aws.caCertificate());
    ProcessBuilder probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                TrustProbe.class.getName(),
                object.toString(),
                directory.toString())
            .redirectErrorStream(true);
    probe.environment().put("AWS_CA_BUNDLE", bundle.toString());
    Process process = probe.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines())
        .contains(
            "rest content",
            "authorized content",
            "presigned content",
            "options content",
            "engine true");
  }

  private PresignedClient trusting(Vertx vertx) {
    return PresignedClient.create(
        vertx, new HttpClientOptions().setTrustOptions(aws.trustOptions()));
  }

  private static String path(URI uri) {
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  private PresignedRequest presigned(HttpMethod method) {
    URI uri =
        SigV4Signer.create(SigV4Scope.of("s3", aws.region()))
            .presign(
                method.name(),
                aws.s3Endpoint().resolve("/trust/object"),
                List.of(),
                new byte[0],
                aws.credentials(),
                Instant.now(),
                Duration.ofMinutes(5));
    return new PresignedRequest(method, uri, Map.of(), Instant.now().plusSeconds(300));
  }

  private static String classPath() {
    return Stream.of(
            "target/test-classes",
            "target/classes",
            System.getProperty("jdk.module.path"),
            System.getProperty("java.class.path"))
        .filter(Objects::nonNull)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
