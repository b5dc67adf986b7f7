package io.saigon.examples.sessions;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.web.CognitoAuthHandler;
import io.saigon.cognito.web.CognitoLogin;
import io.saigon.cognito.web.LoginOptions;
import io.saigon.cognito.web.SessionKeys;
import io.saigon.examples.browser.ScriptedBrowser;
import io.saigon.examples.browser.ScriptedBrowser.Page;
import io.saigon.testkit.LocalAppClient;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalUserPool;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.ClusteredSessionStore;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;

/** Two clustered nodes of one service: either serves any user, and one of them renews. */
class ClusteredSessionsIT {
  private static final String PASSWORD = "Passw0rd!";
  private static final String RENEWAL = "cognito-idp.GetTokensFromRefreshToken";

  private static Vertx vertx;
  private static LocalAws aws;
  private static LocalUserPool pool;
  private static ClusterNode one;
  private static ClusterNode other;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    aws = await(LocalAws.start(vertx));
    pool = aws.userPool();
    pool.createUser("ann", PASSWORD);
    one = ClusterNode.start(aws, null);
    other = ClusterNode.start(aws, one);
    until(() -> one.nodes() == 2 && other.nodes() == 2);
  }

  @AfterAll
  static void stop() {
    await(Future.join(one.vertx().close(), other.vertx().close()));
    await(aws.stop());
    await(vertx.close());
  }

  @Test
  void oneNodeRenewsTheTokensThatBothNeed() {
    CognitoClientConfig config = rotating();
    CognitoClient here = one.saigon().cognito(config);
    CognitoClient there = other.saigon().cognito(config);
    CognitoTokens first = await(here.loginUser("ann", PASSWORD));
    // As after an hour.
    CognitoTokens due =
        new CognitoTokens(
            first.idToken(), first.accessToken(), first.refreshToken(), Instant.now());
    CognitoStoredSessions ofOne =
        here.sessions(10, await(AsyncMapSessionStore.create(one.vertx())));
    CognitoStoredSessions ofOther =
        there.sessions(10, await(AsyncMapSessionStore.create(other.vertx())));
    CognitoSession added = await(ofOne.add(here.session("ann", due)));
    CognitoSession found = await(ofOther.find(added.userId())).orElseThrow();
    int before = renewals();

    List<Future<CognitoTokens>> calls =
        IntStream.range(0, 20).mapToObj(i -> (i % 2 == 0 ? added : found).tokens()).toList();
    await(Future.all(calls));

    assertThat(calls.stream().map(Future::result).map(CognitoTokens::accessToken).distinct())
        .singleElement()
        .isNotEqualTo(first.accessToken());
    assertThat(renewals() - before).isEqualTo(1);
    await(ofOther.logout(added.userId()));
    assertThat(await(ofOne.find(added.userId()))).isEmpty();
  }

  private static int renewals() {
    return aws.requests().getOrDefault(RENEWAL, 0);
  }

  /** An app client whose refresh tokens work once. */
  private static CognitoClientConfig rotating() {
    String client =
        await(
                VertxAws.of(one.saigon().context())
                    .service("cognito-idp", CognitoIdentityProviderAsyncClient::builder)
                    .call(
                        sdk ->
                            sdk.createUserPoolClient(
                                b ->
                                    b.userPoolId(pool.id())
                                        .clientName("rotating")
                                        .explicitAuthFlows(
                                            ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                                        .refreshTokenRotation(
                                            r ->
                                                r.feature(FeatureType.ENABLED)
                                                    .retryGracePeriodSeconds(0)))))
            .userPoolClient()
            .clientId();
    return CognitoClientConfig.of(pool.id(), client).withLoginFlow(LoginFlow.PASSWORD);
  }

  @Test
  void aBrowserIsLoggedInAtAllNodes() {
    List<Router> routers = List.of(Router.router(one.vertx()), Router.router(other.vertx()));
    List<Integer> ports =
        List.of(listen(one.vertx(), routers.get(0)), listen(other.vertx(), routers.get(1)));
    URI shop = URI.create("http://localhost:" + ports.get(0));
    LocalAppClient client = pool.createWebClient(shop + "/login/callback", shop + "/");
    serve(one, routers.get(0), shop, client);
    serve(other, routers.get(1), shop, client);
    // A load balancer that takes one node after the other.
    AtomicInteger requests = new AtomicInteger();
    ScriptedBrowser browser =
        new ScriptedBrowser(
            vertx.createHttpClient(new HttpClientOptions().setTrustOptions(aws.trustOptions())),
            url ->
                SocketAddress.inetSocketAddress(
                    url.getAuthority().equals(shop.getAuthority())
                        ? ports.get(requests.getAndIncrement() % 2)
                        : url.getPort(),
                    url.getHost()));

    Page form = await(browser.open(shop.resolve("/me")));
    Page page = await(browser.submit(form, Map.of("username", "ann", "password", PASSWORD)));
    for (int i = 0; i < 4; i++) {
      assertThat(page.body()).contains("ann at node " + requests.get() % 2);
      page = await(browser.open(shop.resolve("/me")));
    }
    await(browser.submit(page, Map.of()));
    for (int i = 0; i < 2; i++) {
      assertThat(await(browser.open(shop.resolve("/me"))).body()).contains("signInFormUsername");
    }
  }

  private static int listen(Vertx node, Router router) {
    HttpServer server =
        await(node.createHttpServer().requestHandler(router).listen(0, "localhost"));
    return server.actualPort();
  }

  private static void serve(ClusterNode node, Router router, URI shop, LocalAppClient client) {
    ManagedLoginConfig config =
        ManagedLoginConfig.of(pool.id(), new UserPoolDomain(pool.domainUrl()), client.id())
            .withClientSecret(client.secret());
    CognitoLogin login =
        CognitoLogin.create(
            node.saigon().managedLogin(config),
            LoginOptions.of(shop, SessionKeys.of(Buffer.buffer("k".repeat(32))))
                .withSessionStore());
    router.route().handler(SessionHandler.create(ClusteredSessionStore.create(node.vertx())));
    login.mount(router);
    int number = node == one ? 1 : 0;
    router
        .get("/me")
        .handler(login.handler())
        .handler(
            call ->
                call.end(
                    "%s at node %d <form method=\"post\" action=\"/logout\"></form>"
                        .formatted(CognitoAuthHandler.token(call).username(), number)));
    router.get("/").handler(call -> call.end("bye"));
  }
}
