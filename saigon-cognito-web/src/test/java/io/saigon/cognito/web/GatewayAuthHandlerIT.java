package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoAuthProvider;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.rest.HeaderFormat;
import io.saigon.cognito.web.Service.Answer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayAuthHandlerIT {
  private static Service service;
  private static String id;
  private static String pool;

  @BeforeAll
  static void start() {
    service = new Service();
    id = service.aws.userPool().createUser("ann", Service.PASSWORD);
    pool = service.aws.userPool().clientConfig().userPoolId();
    service.router.route("/orders/*").handler(GatewayAuthHandler.create(pool));
    service
        .router
        .route("/orders/*")
        .handler(
            context ->
                context.json(
                    new JsonObject()
                        .put("user", GatewayAuthHandler.user(context).identityId().toString())
                        .put("subject", context.user().subject())
                        .put("request", GatewayAuthHandler.caller(context).requestId())));
    service
        .router
        .route("/own")
        .handler(
            GatewayAuthHandler.create(
                HeaderFormat.of(UUID::fromString, UUID::toString).withIdentityHeader("X-User")))
        .handler(context -> context.end("" + GatewayAuthHandler.caller(context).identityId()));
    service
        .router
        .route("/mistaken")
        .handler(GatewayAuthHandler.create(HeaderFormat.standard()))
        .handler(context -> context.end(GatewayAuthHandler.user(context).toString()));
    service
        .router
        .route("/open")
        .handler(context -> context.end(GatewayAuthHandler.caller(context).toString()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aUserBehindTheGatewayIsAuthenticated() {
    service.aws.gateway().route("/", service.url(""));
    URI order = URI.create(service.aws.gateway().url() + "/orders/1");
    AwsCredentials credentials =
        await(
            service
                .saigon
                .cognito(service.aws.userPool().clientConfig())
                .openSession(LoginRequest.of("ann", Service.PASSWORD))
                .compose(CognitoSession::credentials));
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    SigV4Signer.create(SigV4Scope.executeApi(service.aws.region()))
        .sign("GET", order, List.of(), new byte[0], credentials, Instant.now())
        .forEach((name, value) -> headers.add(Map.entry(name, value)));
    headers.add(Map.entry("X-Cognito-AuthProvider", "what a caller says of itself"));
    Answer answer = service.send(HttpMethod.GET, order, Buffer.buffer(), headers);
    JsonObject seen = new JsonObject(answer.body());
    assertThat(seen.getString("user")).isEqualTo(id);
    assertThat(seen.getString("subject")).isEqualTo(id);
    assertThat(seen.getString("request")).as("the gateway's request id").matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "ann",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1:CognitoSignIn:ann"
      })
  void aMalformedCallerIsRefused(String header) {
    Answer answer = service.get("/orders/1", Map.entry("X-Cognito-AuthProvider", header));
    assertThat(answer).isEqualTo(new Answer(401, null, "Unauthorized"));
    assertThat(service.failure.get())
        .cause()
        .isInstanceOf(AuthenticationException.class)
        .hasMessageContaining("X-Cognito-AuthProvider");
  }

  @Test
  void noRefusalRepeatsTheHeadersValue() {
    String canary = "canary-1,canary-2:CognitoSignIn:canary-3";
    for (String path : List.of("/orders/1", "/own")) {
      service.get(path, Map.entry("X-Cognito-AuthProvider", canary), Map.entry("X-User", canary));
      StringWriter trace = new StringWriter();
      service.failure.get().printStackTrace(new PrintWriter(trace));
      assertThat(trace.toString()).contains("names no").doesNotContain("canary");
    }
  }

  @Test
  void aMissingOrRepeatedCallerIsRefused() {
    assertThat(service.get("/orders/1").status()).isEqualTo(401);
    Map.Entry<String, String> ann =
        Map.entry(
            "X-Cognito-AuthProvider", CognitoAuthProvider.of(pool, UUID.fromString(id)).toHeader());
    assertThat(service.get("/orders/1", ann).status()).isEqualTo(200);
    assertThat(service.get("/orders/1", ann, ann).status()).isEqualTo(401);
  }

  @Test
  void usersOfOtherPoolsAreRefused() {
    String other = CognitoAuthProvider.of("eu-west-1_Other1", UUID.fromString(id)).toHeader();
    assertThat(service.get("/orders/1", Map.entry("X-Cognito-AuthProvider", other)).status())
        .isEqualTo(401);
    assertThat(service.failure.get()).cause().hasMessageContaining("pool that is not accepted");
  }

  @Test
  void anIdentityOfAnyKindIsReadFromAnyHeader() {
    assertThat(service.get("/own", Map.entry("X-User", id))).isEqualTo(new Answer(200, null, id));
    assertThat(service.get("/own", Map.entry("X-User", "ann")).status()).isEqualTo(401);
  }

  @Test
  void misuseIsAnIllegalStateThatNamesTheRemedy() {
    assertThat(service.get("/mistaken", Map.entry("X-Api-IdentityId", "ann")).status())
        .isEqualTo(500);
    assertThat(service.failure.get()).hasMessageContaining("use GatewayAuthHandler.caller");
    assertThat(service.get("/open").status()).isEqualTo(500);
    assertThat(service.failure.get()).hasMessageContaining("put GatewayAuthHandler.create before");
    assertThatIllegalArgumentException().isThrownBy(() -> GatewayAuthHandler.create());
    assertThatIllegalArgumentException().isThrownBy(() -> GatewayAuthHandler.create("eu-west-1"));
  }
}
