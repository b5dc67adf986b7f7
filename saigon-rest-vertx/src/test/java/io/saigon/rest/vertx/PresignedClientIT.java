package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.saigon.rest.vertx.syntax.ResourceUris;
import io.saigon.rest.vertx.testing.Logged;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.fault.FaultyWire;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against S3 of the local AWS, which checks presigned URIs. */
public class PresignedClientIT {
  private static Vertx vertx;
  private static LocalAws aws;
  private static PresignedClient client;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    aws = await(LocalAws.start(vertx));
    await(aws.createBucket("presigned"));
    client =
        PresignedClient.create(vertx, new HttpClientOptions().setTrustOptions(aws.trustOptions()));
  }

  @AfterAll
  static void stop() {
    await(aws.stop());
    await(vertx.close());
  }

  @Test
  void filesAreUploadedAndDownloaded() throws Exception {
    byte[] bytes = new byte[3 << 20];
    new Random(1).nextBytes(bytes);
    Path file = Files.write(directory.resolve("up"), bytes);
    await(client.upload(presigned(HttpMethod.PUT, "a b/é"), file));
    Path down = Files.writeString(directory.resolve("down"), "older");
    await(client.download(presigned(HttpMethod.GET, "a b/é"), down));
    assertThat(down).hasBinaryContent(bytes);
    assertThat(directory).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void buffersAndStreamsAreUploaded() throws Exception {
    await(client.upload(presigned(HttpMethod.PUT, "buffer"), Buffer.buffer("bytes")));
    assertThat(downloaded("buffer")).isEqualTo("bytes");
    Path file = Files.writeString(directory.resolve("s"), "x".repeat(200_000));
    var stream = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    await(client.upload(presigned(HttpMethod.PUT, "stream"), stream, 200_000));
    assertThat(downloaded("stream")).hasSize(200_000);
    await(client.upload(presigned(HttpMethod.PUT, "empty"), Buffer.buffer()));
    assertThat(downloaded("empty")).isEmpty();
  }

  @Test
  void errorsHaveAReasonAndNoSignature() {
    PresignedRequest forged =
        new PresignedRequest(
            HttpMethod.GET,
            URI.create(
                uri("GET", "none").toString().replaceAll("Signature=....", "Signature=0000")),
            Map.of(),
            Instant.now());
    Path down = directory.resolve("down");
    assertThatThrownBy(() -> await(client.download(forged, down)))
        .isInstanceOfSatisfying(
            HttpStatusException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.body().toString()).contains("SignatureDoesNotMatch");
            })
        .hasMessageContaining("/presigned/none answered 403")
        .hasMessageNotContaining("X-Amz-");
    assertThatThrownBy(() -> await(client.download(presigned(HttpMethod.GET, "none"), down)))
        .isInstanceOfSatisfying(
            HttpStatusException.class, e -> assertThat(e.statusCode()).isEqualTo(404));
    assertThat(directory).isEmptyDirectory();
    assertThatThrownBy(
            () -> await(client.upload(presigned(HttpMethod.PUT, "x"), directory.resolve("no"))))
        .hasMessageContaining("no");
  }

  @Test
  void aBrokenDownloadLeavesNoFile() throws Exception {
    await(client.upload(presigned(HttpMethod.PUT, "big"), Buffer.buffer(new byte[1 << 20])));
    URI s3 = aws.s3Endpoint();
    FaultyWire wire = await(FaultyWire.start(vertx, s3.getHost(), s3.getPort()));
    wire.closeAfter(100_000);
    URI through =
        URI.create(
            SigV4Signer.create(SigV4Scope.of("s3", aws.region()))
                .presign(
                    "GET",
                    URI.create("https://127.0.0.1:" + wire.port() + "/presigned/big"),
                    List.of(),
                    new byte[0],
                    aws.credentials(),
                    Instant.now(),
                    Duration.ofMinutes(1))
                .toString());
    PresignedRequest request =
        new PresignedRequest(HttpMethod.GET, through, Map.of(), Instant.now());
    assertThatThrownBy(() -> await(client.download(request, directory.resolve("down"))))
        .isInstanceOf(TransportException.class)
        .hasMessageNotContaining("X-Amz-");
    assertThat(directory).isEmptyDirectory();
    wire.stall();
    assertThatThrownBy(
            () ->
                await(
                    client
                        .withIdleTimeout(Duration.ofMillis(200))
                        .download(request, directory.resolve("down"))))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("got no answer within 200 ms")
        .hasMessageNotContaining("X-Amz-");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aStalledDownloadFailsAndLeavesNoFile() {
    HttpServer half =
        serving(request -> request.response().setChunked(true).write("the beginning"));
    assertThatThrownBy(
            () ->
                await(
                    client
                        .withIdleTimeout(Duration.ofMillis(300))
                        .download(to(half), directory.resolve("down"))))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("got no answer within 300 ms");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aTransferWithProgressMayTakeLongerThanItsIdleTimeout() throws Exception {
    PresignedClient brief = client.withIdleTimeout(Duration.ofSeconds(2));
    HttpServer slow =
        serving(
            request ->
                request
                    .body()
                    .onSuccess(
                        body ->
                            new SlowBody(vertx, 10, 300)
                                .pipeTo(request.response().setChunked(true))));
    await(brief.upload(to(slow), new SlowBody(vertx, 10, 300), 10));
    Path down = directory.resolve("down");
    await(brief.download(to(slow), down));
    assertThat(down).hasContent("xxxxxxxxxx");
  }

  @Test
  void anUploadThatFailsHalfwayFailsWithItsCauseAndLogsNothing() {
    HttpServer silent = serving(request -> {});
    SlowBody body = new SlowBody(vertx, 2, 1).failingBy(new IllegalStateException("no more"));
    try (Logged logged = new Logged()) {
      assertThatThrownBy(() -> await(client.upload(to(silent), body, 10))).hasMessage("no more");
      assertThat(logged.lines()).isEmpty();
    }
  }

  @Test
  void bigBuffersAreUploadedCompletely() throws Exception {
    byte[] bytes = new byte[(5 << 20) + 3];
    new Random(2).nextBytes(bytes);
    await(client.upload(presigned(HttpMethod.PUT, "slices"), Buffer.buffer(bytes)));
    Path down = directory.resolve("slices");
    await(client.download(presigned(HttpMethod.GET, "slices"), down));
    assertThat(down).hasBinaryContent(bytes);
  }

  private static HttpServer serving(Handler<HttpServerRequest> handler) {
    return await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
  }

  private static PresignedRequest to(HttpServer server) {
    return new PresignedRequest(
        HttpMethod.PUT,
        URI.create("http://127.0.0.1:" + server.actualPort() + "/x"),
        Map.of(),
        Instant.now().plusSeconds(60));
  }

  private String downloaded(String key) throws Exception {
    Path file = directory.resolve("check");
    await(client.download(presigned(HttpMethod.GET, key), file));
    return Files.readString(file);
  }

  private static PresignedRequest presigned(HttpMethod method, String key) {
    return new PresignedRequest(
        method, uri(method.name(), key), Map.of(), Instant.now().plusSeconds(60));
  }

  private static URI uri(String method, String key) {
    AwsCredentials credentials = aws.credentials();
    String path = ResourceUris.encode("/presigned/" + key, "-._~/");
    return SigV4Signer.create(SigV4Scope.of("s3", aws.region()))
        .presign(
            method,
            URI.create(aws.s3Endpoint().toString().replaceAll("/$", "") + path),
            List.of(),
            new byte[0],
            credentials,
            Instant.now(),
            Duration.ofMinutes(1));
  }
}
