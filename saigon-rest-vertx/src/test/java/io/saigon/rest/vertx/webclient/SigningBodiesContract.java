package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.rest.vertx.PublisherStream;
import io.saigon.rest.vertx.sigv4.PayloadSigning;
import io.saigon.rest.vertx.syntax.UrlEncodedForm;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.multipart.MultipartForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;

/** The contract of the interceptor and the signing WebClient for bodies. */
public abstract class SigningBodiesContract extends SigningRedirectsContract {
  public record Order(String id, int quantity) {}

  @Test
  void bodiesOfAllKindsAreSigned() {
    accepted(post("/b").sendBuffer(Buffer.buffer("bytes")), "bytes");
    accepted(post("/b").sendBuffer(Buffer.buffer()), "");
    accepted(post("/b").sendJsonObject(new JsonObject().put("é", 1)), "{\"é\":1}");
    accepted(post("/b").sendJson(new JsonArray().add(1)), "[1]");
    accepted(post("/b").sendJson(new Order("1", 2)), "{\"id\":\"1\",\"quantity\":2}");
    accepted(post("/b").sendJson("text"), "\"text\"");
    accepted(post("/b").sendJson(null), "null");
    accepted(post("/b").send(), "");
    accepted(request(HttpMethod.HEAD, "/b").send(), "");
    accepted(request(HttpMethod.DELETE, "/b").send(), "");
  }

  @Test
  void formsAreSigned() {
    MultiMap fields = MultiMap.caseInsensitiveMultiMap().add("a b", "c&d=é").add("x", "");
    accepted(post("/form").sendForm(fields), "a+b=c%26d%3D%C3%A9&x=");
    assertThat(last().headers().get("Content-Type")).isEqualTo(UrlEncodedForm.CONTENT_TYPE);
    accepted(post("/form").sendForm(fields, "ISO-8859-1"), "a+b=c%26d%3D%E9&x=");
  }

  @Test
  void multipartFormsAreSigned() throws Exception {
    Path file = Files.writeString(directory.resolve("f.txt"), "from a file");
    MultipartForm form =
        MultipartForm.create()
            .attribute("name", "vé")
            .textFileUpload("t", "a\"b.txt", file.toString(), "text/csv")
            .binaryFileUpload("b", "b.bin", Buffer.buffer(new byte[] {1, 2, 3}), "x/y");
    assertThat(await(post("/multi").sendMultipartForm(form)).statusCode()).isEqualTo(200);
    assertThat(last().headers().get("Content-Type")).startsWith("multipart/form-data; boundary=");
    assertThat(last().body().toString())
        .contains("name=\"name\"", "vé", "filename=\"a%22b.txt\"", "from a file", "x/y");
  }

  @Test
  void aServerReadsTheMultipartFormThatWasSent() throws Exception {
    HttpServer server =
        await(
            vertx
                .createHttpServer(serverOptions().setPort(0).setHost("localhost"))
                .requestHandler(SigningBodiesContract::answerWithForm)
                .listen());
    Path file = Files.writeString(directory.resolve("f.txt"), "from a\r\n--file\r\n");
    MultipartForm form =
        MultipartForm.create()
            .attribute("name", "vé")
            .attribute("name", "2")
            .attribute("empty", "")
            .textFileUpload("t", "é.csv", file.toString(), "text/csv")
            .binaryFileUpload("b", "b.bin", Buffer.buffer(new byte[] {-1, 0, 13, 10}), "x/y");
    assertThat(
            await(client.post(server.actualPort(), "localhost", "/").sendMultipartForm(form))
                .bodyAsJsonArray())
        .containsExactlyInAnyOrder(
            "name=[vé, 2]",
            "empty=[]",
            "t é.csv text/csv " + Buffer.buffer("from a\r\n--file\r\n"),
            "b b.bin x/y " + Buffer.buffer(new byte[] {-1, 0, 13, 10}).toString("ISO-8859-1"));
  }

  // Reads the form as Vert.x's HTTP server does.
  private static void answerWithForm(HttpServerRequest request) {
    JsonArray read = new JsonArray();
    request
        .setExpectMultipart(true)
        .uploadHandler(
            upload -> {
              Buffer content = Buffer.buffer();
              String charset = upload.name().equals("t") ? "UTF-8" : "ISO-8859-1";
              String head = upload.name() + " " + upload.filename() + " " + upload.contentType();
              upload
                  .handler(content::appendBuffer)
                  .endHandler(end -> read.add(head + " " + content.toString(charset)));
            })
        .endHandler(
            end -> {
              MultiMap attributes = request.formAttributes();
              for (String name : attributes.names()) {
                List<String> values = attributes.getAll(name);
                read.add(name + "=" + (values.equals(List.of("")) ? "[]" : values));
              }
              request.response().end(read.toBuffer());
            });
  }

  @Test
  void oneRequestCanBeSentAgainWithAnotherBody() {
    HttpRequest<Buffer> request = post("/again");
    accepted(request.sendForm(MultiMap.caseInsensitiveMultiMap().add("a", "1")), "a=1");
    accepted(request.sendJsonObject(new JsonObject()), "{}");
    assertThat(last().headers().get("Content-Type")).isEqualTo("application/json");
    accepted(request.sendBuffer(Buffer.buffer("x")), "x");
    assertThat(last().headers().contains("Content-Type")).isFalse();
    accepted(request.copy().putHeader("X-A", "1").sendBuffer(Buffer.buffer("y")), "y");
    assertThat(request.headers().names()).doesNotContain("Authorization", "X-Amz-Date");
  }

  @Test
  void streamsAreSignedUpToTheBound() throws Exception {
    Path file = Files.write(directory.resolve("s.bin"), new byte[90_000]);
    var stream = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    assertThat(await(post("/s").sendStream(stream)).statusCode()).isEqualTo(200);
    assertThat(last().body().length()).isEqualTo(90_000);
  }

  @Test
  void publishersAreSignedAsStreamsAre() {
    Flow.Publisher<Buffer> publisher = publishing(90, null);
    assertThat(await(post("/f").sendStream(PublisherStream.of(vertx, publisher))).statusCode())
        .isEqualTo(200);
    assertThat(last().body().length()).isEqualTo(90_000);
    gateway.arrivals.clear();
    Flow.Publisher<Buffer> longer = publishing(120, null);
    assertThatThrownBy(() -> await(post("/f").sendStream(PublisherStream.of(vertx, longer))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 100000 bytes");
    Flow.Publisher<Buffer> broken = publishing(3, new IllegalStateException("broken"));
    assertThatThrownBy(() -> await(post("/f").sendStream(PublisherStream.of(vertx, broken))))
        .hasMessage("broken");
    assertThat(gateway.arrivals).isEmpty();
  }

  private static Flow.Publisher<Buffer> publishing(int kilobytes, RuntimeException failure) {
    return subscriber -> {
      try (SubmissionPublisher<Buffer> publisher = new SubmissionPublisher<>()) {
        publisher.subscribe(subscriber);
        for (int i = 0; i < kilobytes; i++) {
          publisher.submit(Buffer.buffer(new byte[1000]));
        }
        if (failure != null) {
          publisher.closeExceptionally(failure);
        }
      }
    };
  }

  @Test
  void longerStreamsAreRefusedBeforeAnythingIsSent() throws Exception {
    Path file = Files.write(directory.resolve("s.bin"), new byte[200_000]);
    var stream = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    assertThatThrownBy(() -> await(post("/s").sendStream(stream)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 100000 bytes")
        .hasMessageContaining("SigningOptions.maxBufferedBody");
    var announced = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    assertThatThrownBy(
            () -> await(post("/s").putHeader("Content-Length", "200000").sendStream(announced)))
        .isInstanceOf(IllegalArgumentException.class);
    MultipartForm form = MultipartForm.create().binaryFileUpload("b", "b", file.toString(), "x/y");
    assertThatThrownBy(() -> await(post("/s").sendMultipartForm(form)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void streamsOfAnyLengthAreSentWhereTheBodyIsNotSigned() throws Exception {
    WebClient unsigned =
        client(
            SCOPE.withPayload(PayloadSigning.UNSIGNED),
            SigningOptions.defaults().withMaxBufferedBody(0));
    Path file = Files.write(directory.resolve("s.bin"), new byte[500_000]);
    var stream = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    assertThat(await(unsigned.postAbs(gateway.url() + "/s").sendStream(stream)).statusCode())
        .isEqualTo(200);
    assertThat(last().body().length()).isEqualTo(500_000);
    assertThat(last().headers().get("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
    accepted(unsigned.postAbs(gateway.url() + "/b").sendBuffer(Buffer.buffer("b")), "b");
  }
}
