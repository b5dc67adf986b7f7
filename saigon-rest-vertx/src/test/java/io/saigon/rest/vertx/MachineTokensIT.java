package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.webclient.BearerWebClient;
import io.saigon.testkit.LocalAppClient;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that calls another one with tokens of its own. */
class MachineTokensIT {
  private static final List<String> SEEN_ELSEWHERE = new CopyOnWriteArrayList<>();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  private static final Vertx VERTX = Vertx.vertx();
  private static LocalAws aws;
  private static Saigon saigon;
  private static LocalAppClient client;
  private static AccessTokenProvider tokens;
  private static CognitoVerifier verifier;
  private static HttpServer elsewhere;
  private static HttpServer server;
  private static WebClient web;

  @BeforeAll
  static void start() {
    aws = await(LocalAws.start(VERTX));
    saigon = Saigon.create(VERTX, aws.saigonOptions());
    client = aws.userPool().createMachineClient("orders/read", "orders/write");
    tokens = saigon.accessTokens(config(secret(), "orders/read"));
    verifier =
        saigon.cognitoVerifier(
            CognitoVerifierConfig.of(aws.userPool().clientConfig().userPoolId(), client.id())
                .withAnyScope("orders/read"));
    elsewhere =
        await(
            VERTX
                .createHttpServer()
                .requestHandler(MachineTokensIT::elsewhere)
                .listen(0, "127.0.0.1"));
    server =
        await(
            VERTX
                .createHttpServer()
                .requestHandler(MachineTokensIT::answer)
                .listen(0, "127.0.0.1"));
    web = BearerWebClient.create(VERTX, new WebClientOptions(), tokens);
  }

  private static void elsewhere(HttpServerRequest request) {
    SEEN_ELSEWHERE.add(String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION)));
    request.response().end("\"elsewhere\"");
  }

  private static void answer(HttpServerRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (request.path().equals("/away")) {
      request
          .response()
          .setStatusCode(302)
          .putHeader("Location", "http://localhost:" + elsewhere.actualPort() + "/")
          .end();
    } else if (request.path().equals("/moody")) {
      SEEN.add(authorization);
      request.response().setStatusCode(REFUSALS.getAndDecrement() > 0 ? 401 : 200).end("\"fine\"");
    } else {
      verifier
          .verify(authorization.substring("Bearer ".length()))
          .onSuccess(token -> request.response().end("\"" + token.clientId() + "\""))
          .onFailure(refused -> request.response().setStatusCode(403).end());
    }
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  @AfterAll
  static void stop() {
    await(saigon.close());
    await(aws.stop());
    await(VERTX.close());
  }

  @BeforeEach
  void clear() {
    SEEN.clear();
    SEEN_ELSEWHERE.clear();
    REFUSALS.set(0);
  }

  private static String secret() {
    return Objects.requireNonNull(client.secret());
  }

  private static ClientCredentialsConfig config(String secret, String... scopes) {
    return ClientCredentialsConfig.of(
        new UserPoolDomain(aws.userPool().domainUrl()), client.id(), secret, scopes);
  }

  private static RestClient rest(AccessTokenProvider tokens) {
    return RestClient.create(VERTX, url(""), BearerRequestAuthorizer.of(tokens));
  }

  @Test
  void aRestClientAndAWebClientCallWithTheTokenOfTheirAppClient() {
    assertThat(await(rest(tokens).getResource(String.class, "/orders/1"))).contains(client.id());
    assertThat(await(web.getAbs(url("/orders/1")).send()).bodyAsString()).contains(client.id());
    AccessToken token = await(tokens.accessToken());
    assertThat(token.scopes()).containsExactly("orders/read");
    assertThat(saigon.accessTokens(config(secret(), "orders/read"))).isSameAs(tokens);
  }

  @Test
  void aTokenWithoutTheScopeIsRefusedByTheService() {
    RestClient writing = rest(saigon.accessTokens(config(secret(), "orders/write")));
    assertThat(
            failure(HttpStatusException.class, writing.getResource(String.class, "/orders/1"))
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aWrongSecretScopeAndGrantAreTyped() {
    String wrong = "Canary-Secret-1";
    AuthenticationException refused =
        failure(
            AuthenticationException.class,
            rest(saigon.accessTokens(config(wrong))).getResource(String.class, "/orders/1"));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refused.serviceError().errorCode()).isEqualTo("invalid_client");
    assertThat(refused).hasMessageNotContaining(wrong);
    assertThat(
            failure(
                    AuthenticationException.class,
                    saigon.accessTokens(config(secret(), "orders/none")).accessToken())
                .serviceError()
                .errorCode())
        .isEqualTo("invalid_scope");
    LocalAppClient browsers =
        aws.userPool().createWebClient("https://app.example.com/", "https://app.example.com/");
    assertThat(
            failure(
                    AuthenticationException.class,
                    saigon
                        .accessTokens(
                            ClientCredentialsConfig.of(
                                new UserPoolDomain(aws.userPool().domainUrl()),
                                browsers.id(),
                                Objects.requireNonNull(browsers.secret())))
                        .accessToken())
                .serviceError()
                .errorCode())
        .isEqualTo("unauthorized_client");
  }

  @Test
  void aRefusedTokenIsReplacedAndTheCallRepeatedOnce() {
    AccessTokenProvider own = saigon.accessTokens(config(secret()));
    String before = await(own.accessToken()).value();
    REFUSALS.set(1);
    assertThat(await(rest(own).getResource(String.class, "/moody"))).contains("fine");
    assertThat(SEEN).hasSize(2).startsWith("Bearer " + before).doesNotHaveDuplicates();
    // One so young is not replaced again, so that nothing is repeated in vain.
    REFUSALS.set(1);
    assertThat(
            failure(HttpStatusException.class, rest(own).getResource(String.class, "/moody"))
                .statusCode())
        .isEqualTo(401);
    assertThat(SEEN).hasSize(3);
  }

  @Test
  void aRedirectToAnotherOriginIsFollowedWithoutTheToken() {
    assertThat(await(rest(tokens).getResource(String.class, "/away"))).contains("elsewhere");
    assertThat(await(web.getAbs(url("/away")).send()).bodyAsString()).contains("elsewhere");
    assertThat(SEEN_ELSEWHERE).containsExactly("null", "null");
  }
}
