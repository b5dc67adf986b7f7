package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.testing.Gateway;
import io.saigon.rest.vertx.testing.Ipv6;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.impl.ClientPhase;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.uritemplate.UriTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the interceptor and the signing WebClient for URIs, headers and connections. */
public abstract class SigningContract extends SigningBodiesContract {
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
  void everyUriIsSignedAsSent(String uri) {
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
            .putHeader("X-Many", (Iterable<String>) List.of("b", "a"))
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
    assumeTrue(Ipv6.isAvailable(), "This machine has no IPv6");
    Gateway six = new Gateway(SCOPE).knows(FIRST);
    await(six.start(vertx, serverOptions(), "::1"));
    String url = six.scheme() + "://[::1]:" + six.port() + "/six?a=b";
    assertThat(await(client.getAbs(url).send()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda", "es", "aoss", "s3", "appsync", "vpc-lattice-svcs"})
  void otherServicesGetTheirPayloadHashes(String service) {
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
  void oneConnectionServesRequestsRetriesAndRedirectsInTurn() {
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
  void codecsAndExpectationsWorkAsWithoutSigning() {
    Order order =
        await(request(HttpMethod.GET, "/o").as(BodyCodec.json(Order.class)).send()).body();
    assertThat(order).isEqualTo(new Order("42", 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"PREPARE_REQUEST", "CREATE_REQUEST", "SEND_REQUEST"})
  void changesOfLaterInterceptorsAreSigned(ClientPhase phase) {
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
        request(HttpMethod.GET, "/h")
            .putHeader("Cookie", (Iterable<String>) List.of("a=1", "b=2; c=3"))
            .send(),
        "");
    assertThat(last().headers().getAll("Cookie")).containsExactly("a=1; b=2; c=3");
    assertThat(last().headers().get("Authorization")).contains("SignedHeaders=cookie;host;");
  }
}
