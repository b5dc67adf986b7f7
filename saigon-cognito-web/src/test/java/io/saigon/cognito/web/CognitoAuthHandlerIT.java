package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.TransportException;
import io.saigon.cognito.web.Service.Answer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.auth.authorization.PermissionBasedAuthorization;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import io.vertx.ext.web.handler.AuthorizationHandler;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.ChainAuthHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CognitoAuthHandlerIT {
  private static Service service;
  private static String id;
  private static CognitoTokens tokens;

  @BeforeAll
  static void start() {
    service = new Service();
    id = service.aws.userPool().createUser("ann", Service.PASSWORD);
    service.aws.userPool().createGroup("staff");
    await(
        service
            .saigon
            .cognitoIdp(service.aws.userPool().clientConfig().idp())
            .addUserToGroup("ann", "staff"));
    tokens = service.login("ann");

    CognitoVerifier verifier = service.saigon.cognitoVerifier(service.config());
    service.router.route("/orders/*").handler(CognitoAuthHandler.create(verifier));

    service
        .router
        .route("/orders/staff")
        .handler(AuthorizationHandler.create(RoleBasedAuthorization.create("staff")));
    service
        .router
        .route("/orders/admins")
        .handler(AuthorizationHandler.create(RoleBasedAuthorization.create("admins")));
    service
        .router
        .route("/orders/scope")
        .handler(
            AuthorizationHandler.create(
                PermissionBasedAuthorization.create("aws.cognito.signin.user.admin")));
    CognitoVerifier admins =
        service.saigon.cognitoVerifier(service.config().withAnyGroup("admins"));
    service.router.route("/admins/*").handler(CognitoAuthHandler.create(admins));
    CognitoVerifier ids = service.saigon.cognitoVerifier(service.config().withUses(TokenUse.ID));
    service
        .router
        .route("/either/*")
        .handler(
            ChainAuthHandler.any()
                .add(CognitoAuthHandler.create(verifier))
                .add(CognitoAuthHandler.create(ids)));
    service.router.route("/orders/body").handler(BodyHandler.create(false));
    service
        .router
        .route("/orders/body")
        .handler(context -> context.end("got " + context.body().buffer().length()));
    for (String path : List.of("/orders/*", "/admins/*", "/either/*")) {
      service
          .router
          .route(path)
          .handler(
              context ->
                  context.end(
                      CognitoAuthHandler.token(context).userId() + " " + context.user().subject()));
    }
    service
        .router
        .route("/open")
        .handler(context -> context.end(CognitoAuthHandler.token(context).subject()));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void aUserWithATokenIsAuthenticated() {
    assertThat(service.get("/orders/1", bearer(tokens.accessToken())))
        .isEqualTo(new Answer(200, null, id + " ann"));
    assertThat(
            service
                .get("/orders/1", Map.entry("authorization", "bearer " + tokens.accessToken()))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aBodyThatArrivesDuringVerificationIsComplete() {
    Answer answer =
        service.send(
            HttpMethod.POST,
            service.url("/orders/body"),
            Buffer.buffer("x".repeat(500_000)),
            List.of(bearer(tokens.accessToken())));
    assertThat(answer.body()).isEqualTo("got 500000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Basic YTpi", "Bearer", "token", "Digest username=ann"})
  void aMissingTokenIsChallenged(String authorization) {
    Answer answer =
        authorization.isEmpty()
            ? service.get("/orders/1")
            : service.get("/orders/1", Map.entry("Authorization", authorization));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.challenge()).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "a.b.c", "e30.e30.e30", " ", "a b"})
  void anInvalidTokenIsRefusedWithoutRepeatingIt(String token) {
    Answer answer = service.get("/orders/1", Map.entry("Authorization", "Bearer " + token));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.challenge()).startsWith("Bearer");
    assertThat(answer.body()).isEqualTo("Unauthorized");
  }

  @Test
  void failureHandlersGetTheReason() {
    Answer answer = service.get("/orders/1", bearer(tokens.idToken()));
    assertThat(answer).isEqualTo(new Answer(401, "Bearer error=\"invalid_token\"", "Unauthorized"));
    assertThat(service.failure.get())
        .cause()
        .isInstanceOfSatisfying(
            AuthenticationException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.INVALID_TOKEN));
  }

  @Test
  void severalHeadersAreRefused() {
    assertThat(service.get("/orders/1", bearer(tokens.accessToken()), bearer(tokens.accessToken())))
        .isEqualTo(new Answer(400, "Bearer error=\"invalid_request\"", "Bad Request"));
  }

  @Test
  void groupsAndScopesAuthoriseRoutes() {
    assertThat(service.get("/orders/staff", bearer(tokens.accessToken())).status()).isEqualTo(200);
    assertThat(service.get("/orders/scope", bearer(tokens.accessToken())).status()).isEqualTo(200);
    assertThat(service.get("/orders/admins", bearer(tokens.accessToken())).status()).isEqualTo(403);
    assertThat(service.get("/admins/1", bearer(tokens.accessToken())))
        .isEqualTo(new Answer(403, "Bearer error=\"insufficient_scope\"", "Forbidden"));
  }

  @Test
  void handlersChain() {
    assertThat(service.get("/either/1", bearer(tokens.idToken())))
        .isEqualTo(new Answer(200, null, id + " " + id));
    assertThat(service.get("/either/1", bearer(tokens.accessToken())).status()).isEqualTo(200);
    assertThat(service.get("/either/1").status()).isEqualTo(401);
  }

  @Test
  void aRouteWithoutTheHandlerIsAnIllegalStateThatNamesTheHandler() {
    assertThat(service.get("/open", bearer(tokens.accessToken())).status()).isEqualTo(500);
    assertThat(service.failure.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("put CognitoAuthHandler.create before");
    assertThatNullPointerException().isThrownBy(() -> CognitoAuthHandler.create(null));
  }

  @Test
  void anUnreachablePoolIsNotTheCallersFault() {
    Saigon nowhere =
        Saigon.create(
            service.vertx, SaigonOptions.defaults().withEndpoint(URI.create("http://127.0.0.1:1")));
    service
        .router
        .route("/away")
        .handler(CognitoAuthHandler.create(nowhere.cognitoVerifier(service.config())))
        .handler(context -> context.end());
    assertThat(service.get("/away", bearer(tokens.accessToken())))
        .isEqualTo(new Answer(503, null, "Service Unavailable"));
    assertThat(service.failure.get()).cause().isInstanceOf(TransportException.class);
    await(nowhere.close());
  }

  private static Map.Entry<String, String> bearer(String token) {
    return Map.entry("Authorization", "Bearer " + token);
  }
}
