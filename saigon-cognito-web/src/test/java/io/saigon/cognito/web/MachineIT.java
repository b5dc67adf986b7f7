package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.BearerRequestAuthorizer;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.webclient.BearerWebClient;
import io.saigon.testkit.LocalAppClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
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
class MachineIT {
  private static Service service;
  private static LocalAppClient client;
  private static AccessTokenProvider tokens;
  private static HttpServer elsewhere;
  private static WebClient web;
  private static final List<String> SEEN_ELSEWHERE = new CopyOnWriteArrayList<>();
  private static final AtomicInteger REFUSALS = new AtomicInteger();
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    service = new Service();
    client = service.aws.userPool().createMachineClient("orders/read", "orders/write");
    tokens = service.saigon.accessTokens(config(secret(), "orders/read"));
    elsewhere =
        await(
            service
                .vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      SEEN_ELSEWHERE.add(
                          String.valueOf(request.getHeader(HttpHeaders.AUTHORIZATION)));
                      request.response().end("\"elsewhere\"");
                    })
                .listen(0, "127.0.0.1"));
    service
        .router
        .route("/moody")
        .handler(
            context -> {
              SEEN.add(context.request().getHeader(HttpHeaders.AUTHORIZATION));
              if (REFUSALS.getAndDecrement() > 0) {
                context.response().setStatusCode(401).end();
              } else {
                context.end("\"fine\"");
              }
            });
    service
        .router
        .route("/away")
        .handler(
            context -> context.redirect("http://localhost:" + elsewhere.actualPort() + "/"));
    CognitoVerifierConfig reading =
        CognitoVerifierConfig.of(
                service.aws.userPool().clientConfig().userPoolId(), client.id())
            .withAnyScope("orders/read");
    service
        .router
        .route("/orders/*")
        .handler(CognitoAuthHandler.create(service.saigon.cognitoVerifier(reading)))
        .handler(context -> context.end("\"" + CognitoAuthHandler.token(context).clientId() + "\""));
    web = BearerWebClient.create(service.vertx, new WebClientOptions(), tokens);
  }

  @AfterAll
  static void stop() {
    service.close();
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
        new UserPoolDomain(service.aws.userPool().domainUrl()), client.id(), secret, scopes);
  }

  private static RestClient rest(AccessTokenProvider tokens) {
    return RestClient.create(
        service.vertx, service.url("").toString(), BearerRequestAuthorizer.of(tokens));
  }

  @Test
  void aRestClientAndAWebClientCallWithTheTokenOfTheirAppClient() {
    assertThat(await(rest(tokens).getResource(String.class, "/orders/1")))
        .contains(client.id());
    assertThat(await(web.getAbs(service.url("/orders/1").toString()).send()).bodyAsString())
        .contains(client.id());
    AccessToken token = await(tokens.accessToken());
    assertThat(token.scopes()).containsExactly("orders/read");
    assertThat(service.saigon.accessTokens(config(secret(), "orders/read"))).isSameAs(tokens);
  }

  @Test
  void aTokenWithoutTheScopeIsRefusedByTheService() {
    RestClient writing = rest(service.saigon.accessTokens(config(secret(), "orders/write")));
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
            rest(service.saigon.accessTokens(config(wrong)))
                .getResource(String.class, "/orders/1"));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refused.serviceError().errorCode()).isEqualTo("invalid_client");
    assertThat(refused).hasMessageNotContaining(wrong);
    assertThat(
            failure(
                    AuthenticationException.class,
                    service.saigon.accessTokens(config(secret(), "orders/none")).accessToken())
                .serviceError()
                .errorCode())
        .isEqualTo("invalid_scope");
    LocalAppClient browsers =
        service.aws.userPool().createWebClient("https://app.example.com/", "https://app.example.com/");
    assertThat(
            failure(
                    AuthenticationException.class,
                    service
                        .saigon
                        .accessTokens(
                            ClientCredentialsConfig.of(
                                new UserPoolDomain(service.aws.userPool().domainUrl()),
                                browsers.id(),
                                Objects.requireNonNull(browsers.secret())))
                        .accessToken())
                .serviceError()
                .errorCode())
        .isEqualTo("unauthorized_client");
  }

  @Test
  void aRefusedTokenIsReplacedAndTheCallRepeatedOnce() {
    AccessTokenProvider own = service.saigon.accessTokens(config(secret()));
    String before = await(own.accessToken()).value();
    REFUSALS.set(1);
    assertThat(await(rest(own).getResource(String.class, "/moody"))).contains("fine");
    assertThat(SEEN).hasSize(2).startsWith("Bearer " + before).doesNotHaveDuplicates();
    // One so young is not replaced again, so that nothing is repeated in vain.
    REFUSALS.set(1);
    assertThat(
            failure(
                    HttpStatusException.class,
                    rest(own).getResource(String.class, "/moody"))
                .statusCode())
        .isEqualTo(401);
    assertThat(SEEN).hasSize(3);
  }

  @Test
  void aRedirectToAnotherOriginIsFollowedWithoutTheToken() {
    assertThat(await(rest(tokens).getResource(String.class, "/away"))).contains("elsewhere");
    assertThat(await(web.getAbs(service.url("/away").toString()).send()).bodyAsString())
        .contains("elsewhere");
    assertThat(SEEN_ELSEWHERE).containsExactly("null", "null");
  }
}
