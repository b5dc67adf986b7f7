package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import io.saigon.api.error.TransportException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.ResponseMappingException;
import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class RestClientIT extends RestClientSetup {
  private record Hidden(String id) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a:b@c=d+e*f~g",
        "/a%2Fb",
        "/a b",
        "/é/漢",
        "//double//slash/",
        "/x?q=a b&q=é&e=&f",
        "/x?a=1+2&a=%2B",
        "/x?z=1&a=2&a-=3&A=4",
        "no-slash",
        "/100%",
        "/😀"
      })
  void everyPathAndQueryIsSignedAsSent(String path) {
    await(api.login("ann", "right"));
    await(api.call(HttpMethod.GET, path).query("k =&", "v +%é").send());
    assertThat(last().uri()).contains("k%20%3D%26=v%20%2B%25%C3%A9");
  }

  @Test
  void bodiesOfAllKindsAreSigned() {
    await(api.login("ann", "right"));
    await(api.postResource(Order.class, "/orders", new Order("1", 2)));
    assertThat(last().body().toString()).isEqualTo("{\"id\":\"1\",\"quantity\":2}");
    assertThat(last().headers().get("Content-Type")).isEqualTo("application/json");
    await(api.putResource(Void.class, "/orders/1", new JsonObject().put("a", 1)));
    assertThat(last().body().toString()).isEqualTo("{\"a\":1}");
    await(api.patchResource(JsonObject.class, "/orders/1", new JsonArray().add(1)));
    await(api.call(HttpMethod.POST, "/t").text("héllo").send());
    assertThat(last().body().toString()).isEqualTo("héllo");
    await(
        api.call(HttpMethod.POST, "/f")
            .form(MultiMap.caseInsensitiveMultiMap().add("a b", "c&d").add("é", "1"))
            .send());
    assertThat(last().body().toString()).isEqualTo("a+b=c%26d&%C3%A9=1");
    await(api.call(HttpMethod.POST, "/b").body(Buffer.buffer(new byte[9000]), "x/y").send());
    assertThat(last().body().length()).isEqualTo(9000);
    await(api.call(HttpMethod.POST, "/empty").send());
    await(api.call(HttpMethod.HEAD, "/head").send());
  }

  @Test
  void genericTypesAndListsAreRead() {
    await(api.login("ann", "right"));
    answer("/v1/list", 200, "[{\"id\":\"1\",\"quantity\":2}]");
    assertThat(await(api.getResources(Order.class, "/list"))).containsExactly(new Order("1", 2));
    List<Map<String, Object>> maps = await(api.getResource(new TypeReference<>() {}, "/list"));
    assertThat(maps.get(0)).containsEntry("quantity", 2);
    assertThat(await(api.getResource(String.class, "/list"))).startsWith("[{");
  }

  @Test
  void aStatusOtherThan2xxIsATypedFailureThatKeepsTheBodyApart() {
    await(api.login("ann", "right"));
    gateway.routes.put(
        "/v1/orders/42",
        (request, body) ->
            request
                .response()
                .setStatusCode(404)
                .putHeader("x-amzn-RequestId", "r-77")
                .end("top secret " + "x".repeat(100_000)));
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/orders/42?token=hush")))
        .isInstanceOfSatisfying(
            HttpStatusException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.requestId()).isEqualTo("r-77");
              assertThat(e.body().toString()).startsWith("top secret");
              assertThat(e.body().length()).isEqualTo(64 * 1024);
              assertThat(e)
                  .hasMessage(
                      "GET %s/v1/orders/42 answered 404 Not Found (request id r-77);"
                          + " body() holds the response",
                      gateway.url());
            });
  }

  @Test
  void aMappingFailureNamesTheFieldAndNotTheValue() {
    await(api.login("ann", "right"));
    answer("/v1/bad", 200, "{\"id\":\"1\",\"quantity\":\"hush\"}");
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/bad")))
        .isInstanceOfSatisfying(
            ResponseMappingException.class,
            e -> {
              assertThat(e.field()).isEqualTo("quantity");
              assertThat(e).hasMessageContaining("field quantity").hasNoCause();
              assertThat(e.getMessage()).doesNotContain("hush");
            });
    answer("/v1/lacking", 200, "{\"quantity\":1}");
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/lacking")))
        .isInstanceOfSatisfying(
            ResponseMappingException.class, e -> assertThat(e.field()).isEqualTo("id"))
        .hasMessageContaining("field id");
    answer("/v1/null", 200, "[{\"id\":\"1\",\"quantity\":1},{\"id\":null,\"quantity\":2}]");
    assertThatThrownBy(() -> await(api.getResource(new TypeReference<List<Order>>() {}, "/null")))
        .isInstanceOfSatisfying(
            ResponseMappingException.class, e -> assertThat(e.field()).isEqualTo("[1].id"));
    answer("/v1/zero", 200, "[{\"id\":\"1\"}]");
    assertThatThrownBy(() -> await(api.getResource(new TypeReference<List<Order>>() {}, "/zero")))
        .isInstanceOfSatisfying(
            ResponseMappingException.class, e -> assertThat(e.field()).isEqualTo("[0].quantity"));
    answer("/v1/none", 204, "");
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/none")))
        .isInstanceOf(ResponseMappingException.class)
        .hasMessageContaining("answered without a body; read it as Void");
    answer("/v1/html", 200, "<html>");
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/html")))
        .hasMessageContaining("not JSON");
  }

  @Test
  void aTypeThatJacksonCannotUseIsRefusedWithAdvice() {
    await(api.login("ann", "right"));
    assertThatThrownBy(() -> await(api.getResource(Hidden.class, "/x")))
        .hasMessageContaining("Hidden is no type that Jackson can use")
        .hasMessageContaining("open its package to com.fasterxml.jackson.databind");
    assertThatThrownBy(() -> api.postResource(Void.class, "/x", new Hidden("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("open its package to com.fasterxml.jackson.databind");
  }

  @Test
  void expiredCredentialsAreRenewedOnceAndTheCallRepeated() {
    await(api.login("ann", "right"));
    gateway.expiredKeys.add("ASIAann1");
    assertThat(await(api.postResource(Order.class, "/orders", new Order("1", 2)))).isNotNull();
    assertThat(gateway.arrivals)
        .extracting(Gateway.Arrival::accessKeyId)
        .containsExactly("ASIAann1", "ASIAann2");
    gateway.expiredKeys.addAll(List.of("ASIAann2", "ASIAann3"));
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/orders/1")))
        .isInstanceOf(HttpStatusException.class)
        .hasMessageContaining("ExpiredTokenException");
    assertThat(gateway.arrivals).hasSize(4);
  }

  @Test
  void aWrongClockIsCorrectedByTheServicesDate() {
    await(api.login("ann", "right"));
    gateway.ahead = Duration.ofHours(-3);
    await(api.getResource(Order.class, "/orders/1"));
    assertThat(gateway.arrivals).hasSize(2);
    await(api.getResource(Order.class, "/orders/1"));
    assertThat(gateway.arrivals).hasSize(3);
  }

  @Test
  void redirectsToTheSameOriginAreSignedAnew() {
    await(api.login("ann", "right"));
    redirect("/v1/old", 302, "/v1/a%2Fb?x=%C3%A9");
    await(api.getResource(Order.class, "/old"));
    assertThat(last().uri()).isEqualTo("/v1/a%2Fb?x=%C3%A9");
    assertThat(last().accessKeyId()).isEqualTo("ASIAann1");
  }

  @Test
  void redirectsToAnotherOriginCarryNoCredentialsOrCustomHeaders() {
    await(api.login("ann", "right"));
    redirect("/v1/old", 302, "http://127.0.0.1:" + gateway.port() + "/open/elsewhere");
    redirect("/open/elsewhere", 302, gateway.url() + "/open/back");
    await(
        api.call(HttpMethod.GET, "/old")
            .header("X-Api-Key", "k")
            .header("X-Amz-Target", "t")
            .send(Order.class));
    assertThat(gateway.arrivals).hasSize(3);
    for (Gateway.Arrival arrival : gateway.arrivals.subList(1, 3)) {
      assertThat(arrival.headers().names())
          .doesNotContain("Authorization", "X-Api-Key", "X-Amz-Target")
          .noneMatch(name -> name.toLowerCase().startsWith("x-amz"));
    }
  }

  @Test
  void aRedirectLoopEndsAsAFailure() {
    await(api.login("ann", "right"));
    redirect("/v1/loop", 302, "/v1/loop");
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/loop")))
        .isInstanceOf(HttpStatusException.class)
        .hasMessageContaining("302");
    assertThat(gateway.arrivals).hasSize(6);
  }

  @Test
  void noAnswerInTimeIsATransportFailureWithoutTheQuery() {
    await(api.login("ann", "right"));
    gateway.routes.put("/v1/slow", (request, body) -> {});
    assertThatThrownBy(
            () ->
                await(
                    api.call(HttpMethod.GET, "/slow?token=hush")
                        .timeout(Duration.ofMillis(100))
                        .send()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("got no answer within 100 ms")
        .hasMessageNotContaining("hush")
        .hasNoCause();
  }

  @Test
  void anUnreachableServiceIsATransportFailure() {
    RestClient nobody = RestClient.create(vertx, "http://localhost:1");
    assertThatThrownBy(() -> await(nobody.getResource(Order.class, "/x")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("GET http://localhost:1/x got no answer")
        .hasMessageContaining("see whether the base URL is right");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/../b", "/a/%2e%2e/b", "/.", "/a#b", "/a\r\nb"})
  void pathsThatLeadToAnotherOriginAreRefused(String path) {
    assertThatThrownBy(() -> api.call(HttpMethod.GET, path).send())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api.example.com",
        "ftp://x",
        "http://u:p@x",
        "http://x/?a=b",
        "http://",
        "/v1",
        "http://x:65536",
        "http://x:0"
      })
  void malformedBaseUrlsAreRefused(String url) {
    assertThatThrownBy(() -> RestClient.create(vertx, url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("u:p");
  }

  @Test
  void headersWithLineBreaksAreRefusedBeforeAnythingIsSent() {
    await(api.login("ann", "right"));
    assertThatThrownBy(
            () -> await(api.call(HttpMethod.GET, "/x").header("X-A", "a\r\nX-Amz-Evil: 1").send()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> api.call(HttpMethod.POST, "/x").body(Buffer.buffer(), "a/b\r\nX-Amz-Evil: 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("header Content-Type");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void pathSegmentsMayContainAnyId() {
    assertThat(RestClient.segment("a/b c?é")).isEqualTo("a%2Fb%20c%3F%C3%A9");
    assertThatThrownBy(() -> RestClient.segment("..")).isInstanceOf(IllegalArgumentException.class);
  }
}
