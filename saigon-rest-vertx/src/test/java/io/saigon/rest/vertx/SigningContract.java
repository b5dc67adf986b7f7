package io.saigon.rest.vertx;

import static io.saigon.rest.vertx.RestClientIT.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.multipart.MultipartForm;
import io.vertx.uritemplate.UriTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the interceptor and the signing WebClient promise. */
public abstract class SigningContract extends SigningRedirectsContract {
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
    assertThat(last().headers().get("Content-Type")).isEqualTo(FormBody.URL_ENCODED);
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
  void aServerReadsTheMultipartFormThatWasSent() {
    gateway.routes.put(
        "/open/read",
        (request, body) -> {
          String boundary = request.getHeader("Content-Type").replaceAll(".*boundary=", "");
          String parts = body.toString();
          request.response().end(String.valueOf(parts.endsWith("--" + boundary + "--\r\n")));
        });
    MultipartForm form = MultipartForm.create().attribute("a", "1").attribute("b", "2");
    assertThat(await(post("/open/read").sendMultipartForm(form)).bodyAsString()).isEqualTo("true");
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a:b@c=d+e*f~g",
        "/a%2Fb%20c",
        "/a b",
        "/é/漢/😀",
        "//double//slash/",
        "/x/./y/../z",
        "/x?q=a b&q=é&e=&f",
        "/x?a=1+2&a=%2B&&=v",
        "/x?z=1&a=2&a-=3&A=4",
        "?only=query",
        "/a\"b<c>d{e}|f^g`h"
      })
  void everyUriIsSignedAsItIsSent(String uri) {
    assertThat(await(request(HttpMethod.GET, uri).send()).statusCode()).isEqualTo(200);
    accepted(request(HttpMethod.GET, uri).addQueryParam("k =&", "v +%é").send(), "");
  }

  @Test
  void templatesAreSigned() {
    UriTemplate template = UriTemplate.of(gateway.url() + "/o/{id}{?q*}");
    HttpRequest<Buffer> request =
        client
            .getAbs(template)
            .setTemplateParam("id", "a/b é")
            .setTemplateParam("q", Map.of("x y", "1&2"));
    accepted(request.send(), "");
    assertThat(last().uri()).isEqualTo("/o/a%2Fb%20%C3%A9?x%20y=1%262");
  }

  @Test
  void headersOfTheApplicationAreSigned() {
    accepted(
        request(HttpMethod.GET, "/h")
            .putHeader("X-Amz-Target", " a   b ")
            .putHeader("X-Many", List.of("b", "a"))
            .putHeader("Authorization", "Bearer old")
            .send(),
        "");
    assertThat(last().headers().get("Authorization"))
        .contains("x-amz-target", "x-many")
        .doesNotContain("Bearer", "user-agent");
    assertThat(last().headers().getAll("Authorization")).hasSize(1);
  }

  @Test
  void virtualHostsAndIpv6HostsAreSigned() {
    accepted(request(HttpMethod.GET, "/v").virtualHost("api.example.com").send(), "");
    if (options().getProtocolVersion() != HttpVersion.HTTP_2) {
      accepted(request(HttpMethod.GET, "/v").putHeader("Host", "other.example.com").send(), "");
    }
    accepted(client.get(gateway.port(), "127.0.0.1", "/v").send(), "");
  }

  @Test
  void standardPortsAreNotPartOfTheHostThatIsSigned() {
    assumeTrue(options().getProxyOptions() == null, "A proxy connects by name and port");
    SocketAddress server = SocketAddress.inetSocketAddress(gateway.port(), "localhost");
    int standard = options().isSsl() ? 443 : 80;
    HttpMethod get = HttpMethod.GET;
    accepted(client.request(get, server, standard, "api.example.com", "/p").send(), "");
    assertThat(last().headers().get("Host")).isIn(null, "api.example.com");
    accepted(client.request(get, server, 8443, "api.example.com", "/p").send(), "");
    assertThat(last().headers().get("Host")).isIn(null, "api.example.com:8443");
  }

  @Test
  void hostsThatAreIpv6AddressesAreSigned() {
    assumeTrue(Ipv6.isThere(), "This machine has no IPv6");
    Gateway six = new Gateway(SCOPE).knows(FIRST);
    await(six.start(vertx, serverOptions(), "::1"));
    String url = six.scheme() + "://[::1]:" + six.port() + "/six?a=b";
    assertThat(await(client.getAbs(url).send()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda", "es", "aoss", "s3", "appsync", "vpc-lattice-svcs"})
  void otherServicesGetWhatTheyWant(String service) {
    SigV4Scope scope = SigV4Scope.of(service, "eu-west-1");
    Gateway other = new Gateway(scope).knows(FIRST);
    await(other.start(vertx, serverOptions()));
    WebClient client = client(scope, SigningOptions.defaults());
    for (String uri : List.of("/", "/a b/é/x:y@z//d/%2F?q=1 2&q=%7E", "/orders/_doc/1?pretty")) {
      HttpRequest<Buffer> request = client.request(HttpMethod.PUT, other.port(), "localhost", uri);
      assertThat(await(request.sendJsonObject(new JsonObject().put("a", 1))).statusCode())
          .as(service + " " + uri)
          .isEqualTo(200);
    }
    String sent = other.arrivals.get(0).headers().get("x-amz-content-sha256");
    switch (service) {
      case "aoss", "s3" -> assertThat(sent).matches("[0-9a-f]{64}");
      case "vpc-lattice-svcs" -> assertThat(sent).isEqualTo("UNSIGNED-PAYLOAD");
      default -> assertThat(sent).isNull();
    }
  }

  @Test
  void oneConnectionServesRequestsRepeatsAndRedirectsInTurn() {
    Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    gateway.routes.put(
        "/counted",
        (request, body) -> {
          connections.add(request.connection());
          request.response().end();
        });
    redirect("/away", "/counted");
    PoolOptions one = new PoolOptions().setHttp1MaxSize(1).setHttp2MaxSize(1);
    client = client(vertx, options(), one, credentials, SCOPE, SigningOptions.defaults());
    for (int i = 0; i < 10; i++) {
      gateway.ahead = Duration.ofHours(i % 2 == 0 ? 2 : -2);
      accepted(post("/counted").sendBuffer(Buffer.buffer("x")), "x");
      accepted(post("/counted").sendForm(MultiMap.caseInsensitiveMultiMap().add("a", "1")), "a=1");
      accepted(request(HttpMethod.GET, "/away").send(), "");
    }
    if (options().getProxyOptions() == null) {
      assertThat(connections).hasSize(1);
    }
  }

  @Test
  void codecsAndExpectationsWorkAsEver() {
    Order order =
        await(request(HttpMethod.GET, "/o").as(BodyCodec.json(Order.class)).send()).body();
    assertThat(order).isEqualTo(new Order("42", 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE_REQUEST", "CREATE_REQUEST", "SEND_REQUEST"})
  void whatLaterInterceptorsMakeOfARequestIsSigned(ClientPhase phase) {
    client.addInterceptor(
        context -> {
          if (context.phase() == phase) {
            switch (phase) {
              case PREPARE_REQUEST -> context.request().putHeader("X-Amz-Target", "late");
              case CREATE_REQUEST -> context.requestOptions().putHeader("X-Amz-Target", "late");
              default -> context.clientRequest().putHeader("X-Amz-Target", "late");
            }
          }
          context.next();
        });
    for (int i = 0; i < 2; i++) {
      accepted(request(HttpMethod.GET, "/x").putHeader("X-Amz-Target", "given").send(), "");
      assertThat(last().headers().getAll("X-Amz-Target")).containsExactly("late");
      assertThat(last().headers().get("Authorization")).contains("x-amz-target");
    }
    assertThat(gateway.arrivals).hasSize(2);
  }

  @Test
  void manyRequestsAtOnceAreAllSigned() {
    var all =
        java.util.stream.IntStream.range(0, 200)
            .mapToObj(i -> post("/many?i=" + i).sendBuffer(Buffer.buffer("body " + i)))
            .toList();
    all.forEach(response -> assertThat(await(response).statusCode()).isEqualTo(200));
  }

  @Test
  void severalCookieHeadersAreSignedAndSentAsOne() {
    accepted(
        request(HttpMethod.GET, "/h").putHeader("Cookie", List.of("a=1", "b=2; c=3")).send(), "");
    assertThat(last().headers().getAll("Cookie")).containsExactly("a=1; b=2; c=3");
    assertThat(last().headers().get("Authorization")).contains("SignedHeaders=cookie;host;");
  }
}
