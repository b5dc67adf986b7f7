package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.testkit.internal.tls.ServerTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The gateway between signed callers and a backend that echoes its requests. */
@ExtendWith(LocalAwsExtension.class)
class GatewayIT {
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;

  @BeforeEach
  void startBackend(LocalAws aws) throws Exception {
    this.aws = aws;
    int port = backend(new HttpServerOptions().setHost("127.0.0.1"));
    aws.gateway().route("/orders", URI.create("http://127.0.0.1:" + port));
  }

  private int backend(HttpServerOptions options) throws Exception {
    return await(vertx.createHttpServer(options).requestHandler(GatewayIT::echo).listen(0))
        .actualPort();
  }

  /** A backend with a certificate for 127.0.0.1 that the authority of the local servers signed. */
  private URI secureBackendAt(String host) throws Exception {
    ServerTls tls = await(ServerTls.create(vertx, "127.0.0.1"));
    int port = backend(tls.configure(new HttpServerOptions().setHost(host)));
    await(tls.close());
    return URI.create("https://" + host + ":" + port);
  }

  private static void echo(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              JsonObject headers = new JsonObject();
              request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
              request
                  .response()
                  .setStatusCode(201)
                  .putHeader("x-backend", "here")
                  .end(
                      new JsonObject()
                          .put("method", request.method().name())
                          .put("uri", request.uri())
                          .put("body", body.toString())
                          .put("headers", headers)
                          .toBuffer());
            });
  }

  @AfterEach
  void stopBackend() throws Exception {
    await(vertx.close());
  }

  @Test
  void aRouteOfAFixtureMayBeTheAnswerItself() throws Exception {
    await(
        aws.load(
            new JsonObject()
                .put(
                    "routes",
                    new JsonObject().put("/fixed", new JsonObject().put("item", "tea")))));

    HttpResponse<String> signed = call(Wire.admin(aws, "execute-api"), "GET", "/fixed", "");

    assertThat(signed.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(signed.body())).isEqualTo(new JsonObject().put("item", "tea"));
  }

  @Test
  void aSignedCallReachesTheBackendAsItWasSent() {
    HttpResponse<String> response =
        call(Wire.admin(aws, "execute-api"), "POST", "/orders/4%202?a=x%20y&b=2", "{\"n\":1}");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.headers().firstValue("x-backend")).hasValue("here");
    JsonObject seen = new JsonObject(response.body());
    assertThat(seen.getString("method")).isEqualTo("POST");
    assertThat(seen.getString("uri")).isEqualTo("/orders/4%202?a=x%20y&b=2");
    assertThat(seen.getString("body")).isEqualTo("{\"n\":1}");
    assertThat(seen.getJsonObject("headers").fieldNames())
        .doesNotContain("authorization", "x-amz-date", "x-amz-security-token")
        .contains("x-api-requestid")
        .doesNotContain("x-cognito-authprovider");
    assertThat(seen.getJsonObject("headers").getString("x-api-requestid"))
        .isEqualTo(response.headers().firstValue("x-amzn-requestid").orElseThrow());
  }

  @Test
  void aCognitoUserIsNamedToTheBackendAndCannotImpersonateAnother() {
    String sub = aws.userPool().createUser("gateway-user", "Passw0rd");
    AwsCredentials keys = CognitoUsers.credentials(aws, "gateway-user", "Passw0rd");
    SdkHttpRequest signed =
        Wire.signed(
            Wire.as(aws, "execute-api", keys),
            "GET",
            URI.create(aws.gateway().url() + "/orders"),
            Map.of("X-Cognito-AuthProvider", "someone-else", "X-Api-RequestId", "mine"),
            "");
    JsonObject headers = new JsonObject(Wire.send(signed, "").body()).getJsonObject("headers");
    String provider = "cognito-idp.eu-west-1.amazonaws.com/" + aws.userPool().id();
    assertThat(headers.getString("x-cognito-authprovider"))
        .isEqualTo(provider + "," + provider + ":CognitoSignIn:" + sub);
    assertThat(headers.getString("x-api-requestid")).isNotEqualTo("mine");
  }

  @Test
  void aMismatchIsAnsweredWithTheExpectedCanonicalRequest() {
    SdkHttpRequest signed =
        Wire.signed(
            Wire.admin(aws, "execute-api"),
            "POST",
            URI.create(aws.gateway().url() + "/orders?b=2&a=1"),
            Map.of(),
            "one");
    HttpResponse<String> response = Wire.send(signed, "other");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .hasValue("InvalidSignatureException");
    assertThat(new JsonObject(response.body()).getString("message"))
        .startsWith(
            "The request signature we calculated does not match the signature you provided.")
        .contains(
            "The Canonical String for this request should have been\n'POST\n/prod/orders\na=1&b=2\n")
        .contains("The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n");
  }

  @Test
  void aCallWithoutASignatureIsRefused() {
    HttpResponse<String> response = Wire.get(URI.create(aws.gateway().url() + "/orders"));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .hasValue("MissingAuthenticationTokenException");
  }

  @Test
  void anUnknownPathIsRefusedAsAMissingSignature() {
    HttpResponse<String> response = call(Wire.admin(aws, "execute-api"), "GET", "/nothing", "");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
  }

  @Test
  void aPresignedCallReachesTheBackendUntilItExpires() {
    URI uri = URI.create(aws.gateway().url() + "/orders?a=1");
    Wire.Signing admin = Wire.admin(aws, "execute-api");
    assertThat(presigned(admin, uri).statusCode()).isEqualTo(201);
    Wire.Signing late =
        new Wire.Signing(
            admin.credentials(),
            admin.region(),
            admin.service(),
            Clock.offset(aws.clock(), Duration.ofMinutes(-2)));
    HttpResponse<String> ended = presigned(late, uri);
    assertThat(ended.statusCode()).isEqualTo(403);
    assertThat(ended.body()).startsWith("{\"message\":\"Signature expired: ");
  }

  private static HttpResponse<String> presigned(Wire.Signing signing, URI uri) {
    return Wire.get(
        Wire.presigned(signing, "GET", uri, Map.of(), "", Duration.ofMinutes(1)).getUri());
  }

  @Test
  void anExpiredTokenIsRefused() {
    AwsCredentials ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    HttpResponse<String> response = call(Wire.as(aws, "execute-api", ended), "GET", "/orders", "");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo("{\"message\":\"The security token included in the request is expired\"}");
    assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue("ExpiredTokenException");
  }

  @Test
  void anUnknownKeyIsRefused() {
    AwsCredentials unknown = AwsCredentials.of("ASIAAAAAAAAAAAAAAAAA", "secret");
    HttpResponse<String> response =
        call(Wire.as(aws, "execute-api", unknown), "GET", "/orders", "");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body())
        .isEqualTo("{\"message\":\"The security token included in the request is invalid.\"}");
  }

  @Test
  void anUnreachableBackendIsReported() {
    aws.gateway().route("/away", URI.create("http://127.0.0.1:1"));
    HttpResponse<String> response = call(Wire.admin(aws, "execute-api"), "GET", "/away", "");
    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(response.body())
        .isEqualTo("{\"message\":\"Network error communicating with endpoint\"}");
  }

  @Test
  void aBackendWithHttpsIsReachedWhereItsAuthorityIsTrustedAndNowhereElse() throws Exception {
    Wire.Signing admin = Wire.admin(aws, "execute-api");
    URI backend = secureBackendAt("127.0.0.1");
    aws.gateway().route("/secure", backend, aws.trustOptions());
    aws.httpGateway().route("/secure", backend, aws.trustOptions());
    HttpResponse<String> response = call(admin, "POST", "/secure/1?a=b", "body");
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(response.body()).getMap())
        .containsEntry("uri", "/secure/1?a=b")
        .containsEntry("body", "body");
    URI other = URI.create(aws.httpGateway().url() + "/secure");
    assertThat(Wire.send(Wire.signed(admin, "GET", other, Map.of(), ""), "").statusCode())
        .isEqualTo(201);
    aws.gateway().route("/secure", backend);
    assertThat(call(admin, "GET", "/secure", "").statusCode()).isEqualTo(504);
  }

  @Test
  void aTrustedBackendsCertificateMustNameItsAddress() throws Exception {
    aws.gateway().route("/misnamed", secureBackendAt("127.0.0.2"), aws.trustOptions());
    assertThat(call(Wire.admin(aws, "execute-api"), "GET", "/misnamed", "").statusCode())
        .isEqualTo(504);
  }

  private HttpResponse<String> call(Wire.Signing signing, String method, String path, String body) {
    return Wire.send(
        Wire.signed(signing, method, URI.create(aws.gateway().url() + path), Map.of(), body), body);
  }
}
