package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gateway as an HTTP API: the same signatures, other error texts; and limits of both kinds. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class HttpGatewayIT {
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;

  @BeforeEach
  void startBackend(LocalAws aws) throws Exception {
    this.aws = aws;
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  JsonObject headers = new JsonObject().put("uri", request.uri());
                  request
                      .headers()
                      .forEach((name, value) -> headers.put(name.toLowerCase(), value));
                  request.response().end(headers.toBuffer());
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
    for (LocalGateway gateway : new LocalGateway[] {aws.gateway(), aws.httpGateway()}) {
      gateway.route("/orders", URI.create("http://127.0.0.1:" + port));
      gateway.route("/away", URI.create("http://127.0.0.1:1"));
    }
  }

  @AfterEach
  void stopBackend() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void aCallHasNoStageInItsPathAndNamesTheCallerToTheBackend() {
    String sub = aws.userPool().createUser("ann", "Passw0rd");
    AwsCredentials keys = CognitoUsers.credentials(aws, "ann", "Passw0rd");
    HttpResponse<String> response = call(Wire.as(aws, "execute-api", keys), "/orders/1?a=b");
    assertThat(response.statusCode()).isEqualTo(200);
    String id = response.headers().firstValue("apigw-requestid").orElseThrow();
    assertThat(response.headers().firstValue("x-amzn-requestid")).isEmpty();
    JsonObject seen = new JsonObject(response.body());
    String provider = CognitoUsers.provider(aws);
    assertThat(seen.getString("uri")).isEqualTo("/orders/1?a=b");
    assertThat(seen.getString("x-api-requestid")).isEqualTo(id);
    assertThat(seen.getString("x-api-identityid")).startsWith("eu-west-1:");
    assertThat(seen.getString("x-cognito-authprovider"))
        .isEqualTo(provider + "," + provider + ":CognitoSignIn:" + sub);
  }

  @Test
  void wrongSignaturesAreForbiddenWithoutDetails() {
    AwsCredentials wrong = AwsCredentials.of(aws.accessKeyId(), "wrong");
    AwsCredentials ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    for (AwsCredentials keys : new AwsCredentials[] {wrong, ended}) {
      assertAnswer(call(Wire.as(aws, "execute-api", keys), "/orders"), 403, "Forbidden");
    }
    assertAnswer(Wire.get(URI.create(aws.httpGateway().url() + "/orders")), 403, "Forbidden");
  }

  @Test
  void unknownPathsAndUnreachableBackendsHaveDifferentErrors() {
    Wire.Signing admin = Wire.admin(aws, "execute-api");
    assertAnswer(call(admin, "/nothing"), 404, "Not Found");
    assertAnswer(call(admin, "/away"), 503, "Service Unavailable");
  }

  @Test
  void callersAboveTheRateAreThrottledUntilTimeHasPassed() {
    Wire.Signing admin = Wire.admin(aws, "execute-api");
    aws.httpGateway().throttle(0.01, 2);
    assertThat(call(admin, "/orders").statusCode()).isEqualTo(200);
    assertThat(call(admin, "/orders").statusCode()).isEqualTo(200);
    assertAnswer(call(admin, "/orders"), 429, "Too Many Requests");
    aws.clock().advance(Duration.ofMinutes(2));
    assertThat(call(admin, "/orders").statusCode()).isEqualTo(200);
    aws.gateway().throttle(0, 0);
    HttpResponse<String> rest =
        Wire.send(
            Wire.signed(admin, "GET", URI.create(aws.gateway().url() + "/orders"), Map.of(), ""),
            "");
    assertAnswer(rest, 429, "Too Many Requests");
    assertThat(rest.headers().firstValue("x-amzn-errortype")).hasValue("TooManyRequestsException");
  }

  @Test
  void keysEndAtAChosenMoment() {
    Wire.Signing keys = Wire.as(aws, "execute-api", aws.temporaryCredentials(Duration.ofHours(1)));
    assertThat(call(keys, "/orders").statusCode()).isEqualTo(200);
    aws.expireCredentials();
    assertAnswer(call(keys, "/orders"), 403, "Forbidden");
    assertThat(call(Wire.admin(aws, "execute-api"), "/orders").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> call(Wire.Signing signing, String path) {
    return Wire.send(
        Wire.signed(signing, "GET", URI.create(aws.httpGateway().url() + path), Map.of(), ""), "");
  }

  private static void assertAnswer(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
  }
}
