package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.junit5.VertxExtension;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Clients that disconnect midway, which is no failure of the local AWS. */
@FreshLocalAws
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class LeavingClientsIT extends Handler {
  private static final Buffer PART = Buffer.buffer(new byte[1 << 16]);

  private final Logger root = Logger.getLogger("");
  private final Queue<LogRecord> complaints = new ConcurrentLinkedQueue<>();
  private final Promise<Void> left = Promise.promise();
  private final LocalAws aws;

  LeavingClientsIT(LocalAws aws) {
    this.aws = aws;
  }

  @BeforeEach
  void start(Vertx vertx) throws Exception {
    root.addHandler(this);
    HttpServer backend =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
  }

  @AfterEach
  void stop() {
    root.removeHandler(this);
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.exceptionHandler(gone -> left.tryComplete());
    if (request.path().equals("/endless")) {
      response.setChunked(true);
      pour(response);
    }
  }

  /** Writes part after part, each in a task of its own: a loop would block the event loop. */
  private static void pour(HttpServerResponse response) {
    response
        .write(PART)
        .onSuccess(written -> Vertx.currentContext().runOnContext(next -> pour(response)));
  }

  @Test
  void aDisconnectDuringAnAnswerOfTheGatewayIsNotLogged() throws Exception {
    try (InputStream body = Wire.stream(signed("/endless"))) {
      assertThat(body.readNBytes(1 << 20)).hasSize(1 << 20);
    }
    assertCancelledWithoutALog();
  }

  @Test
  void aDisconnectBeforeTheGatewaysAnswerCancelsTheCallToTheBackend() throws Exception {
    assertThatThrownBy(() -> Wire.attempt(signed("/never"), "", Duration.ofMillis(500)))
        .isInstanceOf(HttpTimeoutException.class);
    assertCancelledWithoutALog();
  }

  @Test
  void aDisconnectDuringARequestIsNoFailureOfAService() throws Exception {
    try (Socket socket =
        Trust.context(aws.trustStore())
            .getSocketFactory()
            .createSocket("127.0.0.1", aws.endpoint().getPort())) {
      socket
          .getOutputStream()
          .write(
              "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    assertNothingLogged();
  }

  @Test
  void aDisconnectDuringAnUploadStoresNothingAndIsNotLogged() throws Exception {
    Clients.s3(aws).createBucket(r -> r.bucket("left"));
    URI uri =
        Clients.presigner(aws, AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey()))
            .presignPutObject(
                r ->
                    r.signatureDuration(Duration.ofMinutes(5))
                        .putObjectRequest(o -> o.bucket("left").key("a")))
            .url()
            .toURI();
    try (Socket socket =
        Trust.context(aws.trustStore())
            .getSocketFactory()
            .createSocket("127.0.0.1", aws.s3Endpoint().getPort())) {
      String head =
          "PUT %s?%s HTTP/1.1\r\nHost: %s\r\nContent-Length: 2000000\r\n\r\n"
              .formatted(uri.getRawPath(), uri.getRawQuery(), uri.getAuthority());
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[1_000_000]);
    }
    assertThatThrownBy(() -> Clients.s3(aws).headObject(r -> r.bucket("left").key("a")))
        .isInstanceOf(NoSuchKeyException.class);
    assertNothingLogged();
  }

  @Test
  void aDisconnectDuringADownloadIsNotLogged() throws Exception {
    S3Client s3 = Clients.s3(aws);
    s3.createBucket(r -> r.bucket("read"));
    s3.putObject(r -> r.bucket("read").key("a"), RequestBody.fromBytes(new byte[8 << 20]));
    try (var stream = s3.getObject(r -> r.bucket("read").key("a"))) {
      assertThat(stream.readNBytes(1000)).hasSize(1000);
      stream.abort();
    }
    s3.deleteObject(r -> r.bucket("read").key("a"));
    assertNothingLogged();
  }

  private software.amazon.awssdk.http.SdkHttpRequest signed(String path) {
    return Wire.signed(
        Wire.admin(aws, "execute-api"),
        "GET",
        URI.create(aws.gateway().url() + path),
        Map.of(),
        "");
  }

  private void assertCancelledWithoutALog() throws Exception {
    left.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    assertNothingLogged();
  }

  /** Later requests are answered after earlier ones have been handled. */
  private void assertNothingLogged() {
    for (int i = 0; i < 3; i++) {
      assertThat(Wire.get(aws.gateway().url()).statusCode()).isEqualTo(403);
      assertThat(Wire.get(aws.endpoint()).statusCode()).isEqualTo(404);
    }
    assertThat(complaints)
        .extracting(record -> record.getLoggerName() + ": " + record.getThrown())
        .isEmpty();
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.WARNING.intValue()) {
      complaints.add(record);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
