package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Requests that either kind of gateway refuses. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class GatewayRefusalsIT {
  /** A kind of API. */
  enum Kind {
    REST,
    HTTP
  }

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger reached = new AtomicInteger();
  private LocalAws aws;

  @BeforeEach
  void startBackend(LocalAws aws) throws Exception {
    this.aws = aws;
    int port =
        vertx
            .createHttpServer()
            .requestHandler(
                request -> {
                  reached.incrementAndGet();
                  JsonObject headers = new JsonObject();
                  request.headers().forEach((n, value) -> headers.put(n.toLowerCase(), value));
                  request.body().onSuccess(body -> request.response().end(headers.toBuffer()));
                })
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get()
            .actualPort();
    URI backend = URI.create("http://127.0.0.1:" + port);
    aws.gateway().route("/orders", backend);
    aws.httpGateway().route("/orders", backend);
  }

  @AfterEach
  void stopBackend() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | MissingAuthenticationTokenException | Missing Authentication Token",
        "unknown key | UnrecognizedClientException | The security token included in the request is invalid.",
        "wrong secret | InvalidSignatureException | The request signature we calculated does not match",
        "no token | UnrecognizedClientException | The security token included in the request is invalid.",
        "wrong token | UnrecognizedClientException | The security token included in the request is invalid.",
        "expired | ExpiredTokenException | The security token included in the request is expired",
        "other region | InvalidSignatureException | Credential should be scoped to a valid region",
        "other service | InvalidSignatureException | Credential should be scoped to correct service: 'execute-api'",
        "early | InvalidSignatureException | Signature not yet current: ",
        "late | InvalidSignatureException | Signature expired: ",
        "malformed | IncompleteSignatureException | Authorization header requires 'SignedHeaders' parameter.",
        "other scheme | IncompleteSignatureException | Unsupported AWS 'algorithm'",
        "changed body | InvalidSignatureException | The request signature we calculated does not match",
        "changed path | InvalidSignatureException | The request signature we calculated does not match",
        "changed query | InvalidSignatureException | The request signature we calculated does not match",
      })
  void aWrongSignatureIsRefused(String wrong, String code, String message) {
    assertThat(send(Kind.REST, "right").statusCode()).isEqualTo(200);
    HttpResponse<String> rest = send(Kind.REST, wrong);
    assertThat(rest.statusCode()).isEqualTo(403);
    assertThat(rest.headers().firstValue("x-amzn-errortype")).hasValue(code);
    assertThat(new JsonObject(rest.body()).getString("message")).startsWith(message);
    assertThat(send(Kind.HTTP, "right").statusCode()).isEqualTo(200);
    HttpResponse<String> http = send(Kind.HTTP, wrong);
    assertThat(http.statusCode()).isEqualTo(403);
    assertThat(http.headers().firstValue("x-amzn-errortype")).isEmpty();
    assertThat(http.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    assertThat(reached).hasValue(2);
  }

  @Test
  void aPathOutsideTheStageIsRefused() {
    URI outside = aws.gateway().url().resolve("/orders");
    HttpResponse<String> response =
        Wire.send(Wire.signed(admin(), "POST", outside, Map.of(), ""), "");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Missing Authentication Token\"}");
    assertThat(reached).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void aBodyOfMoreThanTenMebibytesIsRefused(Kind kind) {
    String large = "x".repeat((10 << 20) + 1);
    HttpResponse<String> response =
        Wire.send(signed(kind, admin(), "/orders", Map.of(), large), large);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo(
            kind == Kind.REST
                ? "{\"message\":\"Request Too Long\"}"
                : "{\"message\":\"Request Entity Too Large\"}");
    assertThat(reached).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void identityHeadersOfCallersAreRemoved(Kind kind) {
    Map<String, String> claims =
        Map.of(
            "X-Cognito-AuthProvider", "forged",
            "X-Api-IdentityId", "forged",
            "X-Api-RequestId", "forged");
    assertThat(Wire.send(signed(kind, admin(), "/orders", claims, ""), "").body())
        .doesNotContain("forged", "x-cognito-authprovider", "x-api-identityid")
        .contains("x-api-requestid");
    aws.userPool().createUser("ann", "Passw0rd");
    AwsCredentials keys = CognitoUsers.credentials(aws, "ann", "Passw0rd");
    assertThat(
            Wire.send(signed(kind, Wire.as(aws, "execute-api", keys), "/orders", claims, ""), "")
                .body())
        .doesNotContain("forged", "x-amz-security-token", "authorization")
        .contains("x-cognito-authprovider", "x-api-identityid");
    assertThat(Wire.send(signed(kind, guest(), "/orders", claims, ""), "").body())
        .doesNotContain("forged", "x-cognito-authprovider")
        .contains("x-api-identityid");
  }

  /** Keys of a guest. */
  private Wire.Signing guest() {
    var client = Clients.identityPools(aws);
    String pool =
        client
            .createIdentityPool(
                r -> r.identityPoolName("guests").allowUnauthenticatedIdentities(true))
            .identityPoolId();
    client.setIdentityPoolRoles(
        r ->
            r.identityPoolId(pool)
                .roles(Map.of("unauthenticated", "arn:aws:iam::000000000000:role/guest")));
    String id = client.getId(r -> r.identityPoolId(pool)).identityId();
    var keys = client.getCredentialsForIdentity(r -> r.identityId(id)).credentials();
    return Wire.as(
        aws,
        "execute-api",
        new AwsCredentials(
            keys.accessKeyId(), keys.secretKey(), keys.sessionToken(), keys.expiration()));
  }

  private HttpResponse<String> send(Kind kind, String wrong) {
    AwsCredentials keys = aws.temporaryCredentials(Duration.ofMinutes(9));
    AwsCredentials other = aws.temporaryCredentials(Duration.ofMinutes(9));
    String id = keys.accessKeyId();
    String secret = keys.secretAccessKey();
    String token = keys.sessionToken();
    SdkHttpRequest right = signed(kind, as(keys), "/orders?a=1", Map.of(), "body");
    return switch (wrong) {
      case "none" -> Wire.get(right.getUri());
      case "unknown key" -> send(kind, as(AwsCredentials.of("ASIAAAAAAAAAAAAAAAAA", secret)));
      case "wrong secret" -> send(kind, as(new AwsCredentials(id, "wrong", token, null)));
      case "no token" -> send(kind, as(AwsCredentials.of(id, secret)));
      case "wrong token" ->
          send(kind, as(new AwsCredentials(id, secret, other.sessionToken(), null)));
      case "expired" -> send(kind, as(aws.temporaryCredentials(Duration.ofSeconds(-1))));
      case "other region" -> send(kind, with("us-east-1", "execute-api", Duration.ZERO));
      case "other service" -> send(kind, with(aws.region(), "ssm", Duration.ZERO));
      case "early" -> send(kind, with(aws.region(), "execute-api", Duration.ofSeconds(310)));
      case "late" -> send(kind, with(aws.region(), "execute-api", Duration.ofSeconds(-310)));
      case "malformed" ->
          Wire.send(right, "body", Map.of("Authorization", "AWS4-HMAC-SHA256 Credential=x"));
      case "other scheme" -> Wire.send(right, "body", Map.of("Authorization", "Bearer x"));
      case "changed body" -> Wire.send(right, "Body");
      case "changed path" ->
          Wire.send(right.toBuilder().encodedPath(right.encodedPath() + "/1").build(), "body");
      case "changed query" ->
          Wire.send(right.toBuilder().putRawQueryParameter("a", "2").build(), "body");
      default -> Wire.send(right, "body");
    };
  }

  private HttpResponse<String> send(Kind kind, Wire.Signing signing) {
    return Wire.send(signed(kind, signing, "/orders?a=1", Map.of(), "body"), "body");
  }

  private Wire.Signing admin() {
    return Wire.admin(aws, "execute-api");
  }

  private Wire.Signing as(AwsCredentials keys) {
    return Wire.as(aws, "execute-api", keys);
  }

  private Wire.Signing with(String region, String service, Duration skew) {
    return new Wire.Signing(
        admin().credentials(), region, service, Clock.offset(Clock.systemUTC(), skew));
  }

  private SdkHttpRequest signed(
      Kind kind, Wire.Signing signing, String path, Map<String, String> headers, String body) {
    LocalGateway gateway = kind == Kind.REST ? aws.gateway() : aws.httpGateway();
    return Wire.signed(signing, "POST", URI.create(gateway.url() + path), headers, body);
  }
}
