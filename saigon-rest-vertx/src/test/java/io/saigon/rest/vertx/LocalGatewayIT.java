package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.api.rest.NotLoggedInException;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.testkit.LocalAws;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Against the local AWS: real log-ins, and a gateway that checks signatures by AWS's own signer.
 */
public class LocalGatewayIT {
  public record Order(String id, String caller, int quantity) {}

  private static final String PASSWORD = "Passw0rd!";

  private static Vertx vertx;

  private static LocalAws aws;

  private static HttpServer backend;

  private static UUID ann;

  private static UUID bob;

  private Saigon saigon;

  private AwsSigV4RestClient api;

  @BeforeAll
  static void startAws() {
    vertx = Vertx.vertx();
    aws = await(LocalAws.start(vertx));
    ann = UUID.fromString(aws.userPool().createUser("ann", PASSWORD));
    bob = UUID.fromString(aws.userPool().createUser("bob", PASSWORD));
    backend =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  String caller = request.getHeader("X-Cognito-AuthProvider");
                                  request
                                      .response()
                                      .end(
                                          new JsonObject()
                                              .put("id", request.uri())
                                              .put("caller", caller)
                                              .put("quantity", body.length())
                                              .toBuffer());
                                }))
                .listen(0, "127.0.0.1"));
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
  }

  @AfterAll
  static void stopAws() {
    await(aws.stop());
    await(vertx.close());
  }

  @BeforeEach
  void create() {
    saigon = Saigon.create(vertx, aws.saigonOptions());
    api =
        AwsSigV4RestClient.create(
            saigon, aws.gateway().url().toString(), aws.userPool().clientConfig());
  }

  @AfterEach
  void close() {
    aws.clock().reset();
    await(saigon.close());
  }

  @Test
  void theBackendGetsTheCallingUser() {
    CognitoSession session = await(api.login("ann", PASSWORD));
    assertThat(session.userId()).isEqualTo(ann);
    Order order = await(api.getResource(Order.class, "/orders/42?x=1"));
    assertThat(order.id()).isEqualTo("/orders/42?x=1");
    assertThat(order.caller()).endsWith(":CognitoSignIn:" + ann);
  }

  @Test
  void awsHostNamesHoldServiceAndRegionAndOthersAreApiGateways() {
    String lambda = "x1.lambda-url.us-east-2.on.aws";
    AddressResolverOptions hosts =
        new AddressResolverOptions()
            .setHostsValue(
                Buffer.buffer(
                    "127.0.0.1 localhost api.example.com " + lambda + System.lineSeparator()));
    Vertx named = Vertx.vertx(new VertxOptions().setAddressResolverOptions(hosts));
    HttpServer server =
        await(
            named
                .createHttpServer()
                .requestHandler(r -> r.response().end(r.getHeader("Authorization")))
                .listen(0, "127.0.0.1"));
    Saigon namedSaigon = Saigon.create(named, aws.saigonOptions());
    Map<String, String> scopes =
        Map.of(
            lambda, "/us-east-2/lambda/", "api.example.com", "/" + aws.region() + "/execute-api/");
    scopes.forEach(
        (host, scope) -> {
          var client =
              AwsSigV4RestClient.create(
                  namedSaigon,
                  "http://" + host + ":" + server.actualPort(),
                  aws.userPool().clientConfig());
          await(client.login("ann", PASSWORD));
          assertThat(await(client.getResource(String.class, "/"))).contains(scope);
        });
    await(namedSaigon.close());
    await(named.close());
  }

  @Test
  void viewsOfAUserStayWhenTheCurrentUserChanges() {
    await(api.login("ann", PASSWORD));
    RestClient asAnn = api.forUser("ann");
    await(api.login("bob", PASSWORD));
    assertThat(await(api.getResource(Order.class, "/o")).caller()).endsWith(bob.toString());
    assertThat(await(asAnn.getResource(Order.class, "/o")).caller()).endsWith(ann.toString());
    assertThat(api.switchUser("ann")).isEqualTo(ann);
    assertThat(await(api.getResource(Order.class, "/o")).caller()).endsWith(ann.toString());
  }

  @Test
  void theLeastRecentlyUsedSessionIsEvictedForAnother() {
    SigV4RequestAuthorizer two =
        SigV4RequestAuthorizer.create(
            saigon.cognito(aws.userPool().clientConfig()), SigV4Scope.executeApi(aws.region()), 2);
    RestClient users =
        AwsSigV4RestClient.create(trustingClient(), aws.gateway().url().toString(), two);
    await(two.login("ann", PASSWORD));
    await(two.login("bob", PASSWORD));
    RestClient asBob =
        RestClient.create(trustingClient(), aws.gateway().url().toString(), two.forUser("bob"));
    two.switchUser("ann");
    await(users.getResource(Order.class, "/o"));
    aws.userPool().createUser("carol", PASSWORD);
    await(two.login("carol", PASSWORD));
    assertThatThrownBy(() -> await(asBob.getResource(Order.class, "/o")))
        .isInstanceOf(NotLoggedInException.class)
        .hasMessageContaining(
            "'bob' has logged out, or its session was dropped for those of others; call login again");
    assertThatThrownBy(() -> two.switchUser("bob")).isInstanceOf(NotLoggedInException.class);
    assertThat(two.switchUser("ann")).isEqualTo(ann);
    await(two.login("bob", PASSWORD));
    assertThat(await(asBob.getResource(Order.class, "/o")).caller()).endsWith(bob.toString());
  }

  @Test
  void maxUsersIsOneOrMore() {
    assertThatThrownBy(
            () ->
                SigV4RequestAuthorizer.create(
                    saigon.cognito(aws.userPool().clientConfig()),
                    SigV4Scope.executeApi(aws.region()),
                    0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void afterTheSaigonIsClosedCallsFailAsClosed() {
    await(api.login("ann", PASSWORD));
    await(saigon.close());
    assertThatThrownBy(() -> await(api.getResource(Order.class, "/o")))
        .isInstanceOf(ClosedException.class);
  }

  @Test
  void simultaneousCallsOfTwoUsersNeverMix() {
    await(api.login("ann", PASSWORD));
    await(api.login("bob", PASSWORD));
    RestClient asAnn = api.forUser("ann");
    RestClient asBob = api.forUser("bob");
    var calls =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> (i % 2 == 0 ? asAnn : asBob).getResource(Order.class, "/o/" + i))
            .toList();
    for (int i = 0; i < calls.size(); i++) {
      UUID caller = i % 2 == 0 ? ann : bob;
      assertThat(await(calls.get(i)).caller()).endsWith(caller.toString());
    }
  }

  @Test
  void bodiesArriveComplete() {
    await(api.login("ann", PASSWORD));
    assertThat(
            await(
                    api.call(HttpMethod.PUT, "/é ü")
                        .body(Buffer.buffer(new byte[70_000]), "x/y")
                        .send(Order.class))
                .quantity())
        .isEqualTo(70_000);
    MultiMap form = MultiMap.caseInsensitiveMultiMap().add("a b", "c&d");
    assertThat(await(api.call(HttpMethod.POST, "/f").form(form).send(Order.class)).quantity())
        .isEqualTo("a+b=c%26d".length());
  }

  @Test
  void aWrongClockIsCorrected() {
    await(api.login("ann", PASSWORD));
    aws.clock().advance(Duration.ofMinutes(12));
    assertThat(await(api.getResource(Order.class, "/o")).id()).isEqualTo("/o");
    aws.clock().advance(Duration.ofMinutes(-24));
    assertThat(await(api.getResource(Order.class, "/o")).id()).isEqualTo("/o");
  }

  @Test
  void aWrongPasswordFailsTheLogin() {
    assertThatThrownBy(() -> await(api.login("ann", "Wrong-passw0rd")))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void anUnknownKeyIsRefusedWithTheServicesCode() {
    RestClient unknownKey =
        RestClient.create(
            trustingClient(),
            aws.gateway().url().toString(),
            SigV4RequestAuthorizer.of(
                CredentialsProvider.of(AwsCredentials.of("AKIASTRANGER", "hush")),
                SigV4Scope.executeApi(aws.region())));
    assertThatThrownBy(() -> await(unknownKey.getResource(Order.class, "/o")))
        .isInstanceOfSatisfying(
            HttpStatusException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(403);
              assertThat(e.serviceError().errorCode()).isNotNull();
            })
        .hasMessageNotContaining("hush");
  }

  @Test
  void aWrongSecretKeyIsExplained() {
    AwsCredentials right = aws.temporaryCredentials(Duration.ofMinutes(15));
    AwsCredentials wrong =
        new AwsCredentials(right.accessKeyId(), "hush", right.sessionToken(), null);
    RestClient mistaken =
        RestClient.create(
            trustingClient(),
            aws.gateway().url().toString(),
            SigV4RequestAuthorizer.of(
                CredentialsProvider.of(wrong), SigV4Scope.executeApi(aws.region())));
    assertThatThrownBy(() -> await(mistaken.call(HttpMethod.PUT, "/é?q=a b").text("body").send()))
        .isInstanceOf(HttpStatusException.class)
        .hasMessageContaining("InvalidSignatureException")
        .hasMessageContaining("key: the service saw exactly what was signed")
        .hasMessageNotContaining("hush");
  }

  private static HttpClient trustingClient() {
    return vertx.createHttpClient(new HttpClientOptions().setTrustOptions(aws.trustOptions()));
  }
}
