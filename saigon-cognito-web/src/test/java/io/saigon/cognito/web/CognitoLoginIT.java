package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.cognito.web.ScriptedBrowser.Page;
import io.saigon.testkit.LocalAppClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthorizationHandler;
import io.vertx.ext.web.handler.SessionHandler;
import io.vertx.ext.web.sstore.LocalSessionStore;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A web application whose users log in at the pool's domain, driven by a scripted browser. */
class CognitoLoginIT {
  private static final String SESSION = "__Host-saigon-session0";
  private static final String REST_OF_SESSION = "__Host-saigon-session1";
  private static final String PENDING = "__Host-saigon-login0";
  private static final Buffer KEY = Buffer.buffer("k".repeat(32));
  private static final Buffer NEXT_KEY = Buffer.buffer("n".repeat(32));

  private static Service service;
  private static HttpClient http;
  private static String annId;
  private ScriptedBrowser browser;
  private LocalAppClient client;
  private URI app;

  @BeforeAll
  static void start() {
    service = new Service();
    annId = service.aws.userPool().createUser("ann", Service.PASSWORD);
    service.aws.userPool().createUser("bob", Service.PASSWORD);
    service.aws.userPool().createGroup("staff");
    await(
        service
            .saigon
            .cognitoIdp(service.aws.userPool().clientConfig().idp())
            .addUserToGroup("ann", "staff"));
    http =
        service.vertx.createHttpClient(
            new HttpClientOptions().setTrustOptions(service.aws.trustOptions()));
    // One origin for all tests; each mounts its own router.
    server =
        await(
            service
                .vertx
                .createHttpServer()
                .requestHandler(request -> current.handle(request))
                .listen(0, "127.0.0.1"));
  }

  private static HttpServer server;
  private static volatile Router current;

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void open() {
    browser = new ScriptedBrowser(http);
    app = URI.create("http://127.0.0.1:" + server.actualPort());
    client = service.aws.userPool().createWebClient(app + "/login/callback", app + "/");
    serve(options(), Clock.systemUTC());
  }

  @AfterEach
  void reset() {
    service.aws.clock().reset();
    service.failure.set(null);
  }

  private LoginOptions options() {
    return LoginOptions.of(app, SessionKeys.of(KEY));
  }

  private ManagedLogin login(String domain) {
    return service.saigon.managedLogin(
        ManagedLoginConfig.of(
                service.aws.userPool().clientConfig().userPoolId(),
                new UserPoolDomain(URI.create(domain)),
                client.id())
            .withClientSecret(client.secret()));
  }

  private void serve(LoginOptions options, Clock clock) {
    serve(login(service.aws.userPool().domainUrl().toString()), options, clock);
  }

  private void serve(ManagedLogin managed, LoginOptions options, Clock clock) {
    Router router = Router.router(service.vertx);
    if (options.inSessionStore()) {
      router
          .route()
          .handler(
              SessionHandler.create(LocalSessionStore.create(service.vertx))
                  .setSessionCookieName("store"));
    }
    CognitoLogin login = CognitoLogin.create(managed, options, clock);
    login.mount(router);
    router.get("/").handler(context -> context.end("home"));
    router
        .route("/orders/*")
        .handler(
            CognitoAuthHandler.create(service.saigon.cognitoVerifier(service.config()), login));
    router
        .route("/orders/staff")
        .handler(AuthorizationHandler.create(RoleBasedAuthorization.create("staff")));
    router
        .route("/orders/admins")
        .handler(AuthorizationHandler.create(RoleBasedAuthorization.create("admins")));
    router.route("/orders/*").handler(context -> context.end(who(context)));
    router
        .route()
        .failureHandler(
            context -> {
              service.failure.set(context.failure());
              context.response().setStatusCode(context.statusCode()).end("failed");
            });
    current = router;
  }

  private static String who(RoutingContext context) {
    return "user " + CognitoAuthHandler.token(context).userId();
  }

  private URI url(String path) {
    return URI.create(app + path);
  }

  /** Logs a user in, from a protected page, and returns what the browser sees in the end. */
  private Page logIn(String user, String path) {
    Page form = browser.open(url(path));
    assertThat(form.body()).contains("signInFormUsername");
    Page sent = browser.submit(form, Map.of("username", user, "password", Service.PASSWORD));
    assertThat(sent.location()).startsWith(app + "/login/callback?");
    return browser.open(URI.create(sent.location()));
  }

  /** Begins a log-in, and returns the callback that ends it, not yet opened. */
  private URI callback(String user) {
    // Or the domain would log in again without a password.
    browser.cookies(service.aws.userPool().domainUrl()).clear();
    Page form = browser.open(url("/login"));
    return URI.create(
        browser.submit(form, Map.of("username", user, "password", Service.PASSWORD)).location());
  }

  private void assertRefused(Page page, int status, Class<? extends SaigonException> type) {
    assertThat(page.status()).isEqualTo(status);
    assertThat(service.failure.get()).cause().isInstanceOf(type);
    assertThat(browser.cookies(app)).doesNotContainKey(SESSION);
  }

  @Test
  void aUserLogsInSeesThePageThatWasAskedForAndLogsOut() {
    Page page = logIn("ann", "/orders/staff?year=2026&q=a%20b");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.url()).isEqualTo(url("/orders/staff?year=2026&q=a%20b"));
    assertThat(page.body()).isEqualTo("user " + annId);
    assertThat(browser.cookies(app)).containsKey(SESSION).doesNotContainKey(PENDING);
    assertThat(browser.openOnce(url("/orders/admins")).status()).isEqualTo(403);

    Page out = browser.send(HttpMethod.POST, url("/logout"), "", Map.of("Origin", app.toString()));
    assertThat(out.status()).isEqualTo(303);
    assertThat(browser.cookies(app)).isEmpty();
    assertThat(browser.open(URI.create(out.location())).body()).isEqualTo("home");
    // The domain asks for the password again.
    assertThat(browser.open(url("/orders/1")).body()).contains("signInFormUsername");
  }

  @Test
  void cookiesAreForThisHostAloneAndHoldNoTokenThatABrowserCanRead() {
    URI callback = callback("ann");
    Page answer = browser.openOnce(callback);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.location()).isEqualTo("/");
    assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().get("Referrer-Policy")).isEqualTo("no-referrer");
    List<String> set = answer.headers().getAll("Set-Cookie");
    assertThat(set).hasSizeGreaterThanOrEqualTo(2);
    for (String cookie : set) {
      assertThat(cookie)
          .startsWith("__Host-saigon-")
          .containsIgnoringCase("HttpOnly")
          .contains("Secure")
          .contains("SameSite=Lax")
          .contains("Path=/")
          .doesNotContain("Domain")
          // A JSON web token begins so.
          .doesNotContain("eyJ")
          .hasSizeLessThan(4096);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil",
        ""
      })
  void aReturnToAnotherSiteIsRefused(String target) {
    Page page =
        browser.openOnce(
            url("/login?return_to=" + URLEncoder.encode(target, StandardCharsets.UTF_8)));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.location()).isNull();
    assertThat(browser.cookies(app)).isEmpty();
  }

  @Test
  void aCallbackWithoutOrWithAForeignStateLogsNobodyIn() {
    URI callback = callback("ann");
    assertRefused(browser.openOnce(url("/login/callback")), 400, AuthenticationException.class);
    // The log-in is forgotten with the first answer.
    assertRefused(browser.openOnce(callback), 400, AuthenticationException.class);

    URI begun = callback("ann");
    assertRefused(
        browser.openOnce(URI.create(begun.toString().replaceAll("state=[^&]*", "state=x"))),
        400,
        AuthenticationException.class);
    URI others = callback("ann");
    browser.cookies(app).clear();
    assertRefused(browser.openOnce(others), 400, AuthenticationException.class);
    URI twice = callback("ann");
    assertRefused(
        browser.openOnce(URI.create(twice + "&state=x")), 400, AuthenticationException.class);
  }

  @Test
  void aReplayedCodeIsRefusedAlsoByTheDomain() {
    URI callback = callback("ann");
    Map<String, String> before = Map.copyOf(browser.cookies(app));
    assertThat(browser.openOnce(callback).status()).isEqualTo(302);
    browser.cookies(app).clear();
    browser.cookies(app).putAll(before);
    Page replay = browser.openOnce(callback);
    assertRefused(replay, 401, AuthenticationException.class);
    assertThat(((AuthenticationException) service.failure.get().getCause()).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    assertThat(service.failure.get().getCause()).hasMessageNotContaining(callback.getQuery());
  }

  @Test
  void anErrorAnswerOfTheDomainIsNamedIfItIsOne() {
    URI callback = callback("ann");
    String state = callback.toString().replaceAll(".*state=([^&]*).*", "$1");
    assertRefused(
        browser.openOnce(url("/login/callback?error=access_denied&state=" + state)),
        401,
        AuthenticationException.class);
    assertThat(service.failure.get().getCause()).hasMessageContaining("access_denied");
    String next = callback("ann").toString().replaceAll(".*state=([^&]*).*", "$1");
    assertRefused(
        browser.openOnce(url("/login/callback?error=%3Cscript%3E&state=" + next)),
        401,
        AuthenticationException.class);
    assertThat(service.failure.get().getCause()).hasMessageNotContaining("script");
  }

  @Test
  void aTokenEndpointThatIsDownOrLiesIsNotTheUsersFault() {
    URI callback = callback("ann");
    Map<String, String> pending = Map.copyOf(browser.cookies(app));
    serve(login("http://127.0.0.1:1"), options(), Clock.systemUTC());
    assertRefused(browser.openOnce(callback), 503, TransportException.class);

    HttpServer liar =
        await(
            service
                .vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .response()
                            .end(
                                "{\"access_token\":\"a.b.c\",\"id_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"expires_in\":3600}"))
                .listen(0, "127.0.0.1"));
    browser.cookies(app).putAll(pending);
    serve(login("http://127.0.0.1:" + liar.actualPort()), options(), Clock.systemUTC());
    assertRefused(browser.openOnce(callback), 401, AuthenticationException.class);
    assertThat(((AuthenticationException) service.failure.get().getCause()).reason())
        .isEqualTo(Reason.INVALID_TOKEN);

    HttpServer babbler =
        await(
            service
                .vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("nonsense"))
                .listen(0, "127.0.0.1"));
    browser.cookies(app).putAll(pending);
    serve(login("http://127.0.0.1:" + babbler.actualPort()), options(), Clock.systemUTC());
    assertRefused(browser.openOnce(callback), 502, ServiceException.class);
  }

  @Test
  void tamperedTruncatedAndForeignCookiesAreNoSession() {
    logIn("ann", "/orders/1");
    Map<String, String> own = Map.copyOf(browser.cookies(app));
    String value = own.get(SESSION);
    for (String bad :
        List.of(
            value.substring(0, value.length() - 8) + "AAAAAAAA",
            (value.charAt(0) == 'A' ? "B" : "A") + value.substring(1),
            value.substring(0, 40),
            "",
            "x",
            "%",
            "A".repeat(3000))) {
      browser.cookies(app).put(SESSION, bad);
      assertThat(status("/orders/1")).as(bad).isEqualTo(401);
    }
    // What was sealed for a log-in is no session.
    browser.openOnce(url("/login"));
    browser.cookies(app).put(SESSION, browser.cookies(app).get(PENDING));
    browser.cookies(app).keySet().removeIf(name -> name.equals(REST_OF_SESSION));
    assertThat(status("/orders/1")).isEqualTo(401);
    // Nor is that of another app client.
    browser.cookies(app).clear();
    browser.cookies(app).putAll(own);
    assertThat(status("/orders/1")).isEqualTo(200);
    client = service.aws.userPool().createWebClient(app + "/login/callback", app + "/");
    serve(options(), Clock.systemUTC());
    assertThat(status("/orders/1")).isEqualTo(401);
  }

  @Test
  void aLongSessionIsSplitAndOneThatNoBrowserTakesIsRefused() {
    String text = "a".repeat(2000);
    service
        .aws
        .userPool()
        .createUser("verbose", Service.PASSWORD, Map.of("address", text.substring(1000)));
    logIn("verbose", "/orders/1");
    assertThat(browser.cookies(app)).containsKeys(SESSION, REST_OF_SESSION);
    assertThat(status("/orders/1")).isEqualTo(200);
    browser.cookies(app).remove(REST_OF_SESSION);
    assertThat(status("/orders/1")).isEqualTo(401);
    browser.cookies(app).clear();
    service
        .aws
        .userPool()
        .createUser(
            "loquacious",
            Service.PASSWORD,
            Map.of("address", text, "profile", text, "website", text, "picture", text));
    assertRefused(browser.openOnce(callback("loquacious")), 500, ConfigurationException.class);
    assertThat(service.failure.get().getCause())
        .hasMessageContaining("withSessionStore")
        .hasMessageNotContaining("eyJ");
  }

  @Test
  void keysAreRotatedWithoutLoggingAnybodyOut() {
    logIn("ann", "/orders/1");
    serve(LoginOptions.of(app, SessionKeys.of(NEXT_KEY, KEY)), Clock.systemUTC());
    assertThat(status("/orders/1")).isEqualTo(200);
    serve(LoginOptions.of(app, SessionKeys.of(NEXT_KEY)), Clock.systemUTC());
    assertThat(status("/orders/1")).isEqualTo(401);
  }

  @Test
  void tokensAreRenewedBeforeTheyExpireAndTheSessionEndsAtItsAge() {
    logIn("ann", "/orders/1");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(59).plusSeconds(30));
    serve(options(), later);
    String before = browser.cookies(app).get(SESSION);
    assertThat(status("/orders/1")).isEqualTo(200);
    assertThat(browser.cookies(app).get(SESSION)).isNotEqualTo(before);
    serve(options(), Clock.offset(Clock.systemUTC(), Duration.ofHours(12).plusMinutes(1)));
    assertThat(status("/orders/1")).isEqualTo(401);
  }

  @Test
  void aRevokedUserIsLoggedOutAtTheNextRenewal() {
    logIn("bob", "/orders/1");
    await(
        service.saigon.cognitoIdp(service.aws.userPool().clientConfig().idp()).signOutUser("bob"));
    serve(options(), Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)));
    assertThat(status("/orders/1")).isEqualTo(401);
    assertThat(browser.cookies(app)).doesNotContainKey(SESSION);
  }

  @Test
  void otherSitesCanNeitherLogOutNorChangeAnything() {
    logIn("ann", "/orders/1");
    for (Map<String, String> foreign :
        List.of(
            Map.of("Origin", "https://evil.example"),
            Map.of("Origin", "null"),
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"))) {
      assertThat(browser.send(HttpMethod.POST, url("/logout"), "", foreign).status())
          .isEqualTo(403);
      assertThat(browser.send(HttpMethod.POST, url("/orders/1"), "", foreign).status())
          .isEqualTo(403);
    }
    assertThat(browser.openOnce(url("/logout")).status()).isIn(404, 405);
    assertThat(browser.cookies(app)).containsKey(SESSION);
    for (Map<String, String> own :
        List.of(
            Map.of("Origin", app.toString()),
            Map.of("Origin", "null", "Sec-Fetch-Site", "same-origin"),
            Map.<String, String>of())) {
      assertThat(browser.send(HttpMethod.POST, url("/orders/1"), "x", own).status()).isEqualTo(200);
    }
  }

  @Test
  void aBearerTokenIsTakenInPlaceOfASessionAndScriptsAreNotRedirected() {
    String token = service.login("ann").accessToken();
    assertThat(
            browser
                .send(
                    HttpMethod.POST,
                    url("/orders/1"),
                    "",
                    Map.of("Authorization", "Bearer " + token, "Origin", "https://evil.example"))
                .body())
        .isEqualTo("user " + annId);
    logIn("ann", "/orders/1");
    assertThat(
            browser
                .send(HttpMethod.GET, url("/orders/1"), "", Map.of("Authorization", "Bearer a.b.c"))
                .status())
        .isEqualTo(401);
    browser.cookies(app).clear();
    assertThat(
            browser
                .send(
                    HttpMethod.GET,
                    url("/orders/1"),
                    "",
                    Map.of("Accept", "text/html", "Sec-Fetch-Mode", "cors"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void aSessionInTheStoreEndsOnTheServerToo() {
    serve(options().withSessionStore().withLocalLogout(), Clock.systemUTC());
    browser.openOnce(url("/"));
    String fixed = browser.cookies(app).get("store");
    Page page = logIn("ann", "/orders/staff");
    assertThat(page.body()).isEqualTo("user " + annId);
    Map<String, String> session = Map.copyOf(browser.cookies(app));
    assertThat(session).containsKey("store").doesNotContainKey(SESSION);
    assertThat(session.get("store")).isNotEqualTo(fixed);
    assertThat(status("/orders/staff")).isEqualTo(200);
    assertThat(status("/orders/admins")).isEqualTo(403);
    Page out = browser.send(HttpMethod.POST, url("/logout"), "", Map.of());
    assertThat(out.location()).isEqualTo("/");
    browser.cookies(app).putAll(session);
    assertThat(status("/orders/staff")).isEqualTo(401);
  }

  @Test
  void nothingWithASecretIsWritten() {
    ManagedLogin login = login(service.aws.userPool().domainUrl().toString());
    Collection<Object> all =
        List.of(login, login.config(), options(), options().keys(), login.begin(url("/x")));
    assertThat(all.toString())
        .doesNotContain(String.valueOf(client.secret()))
        .doesNotContain(KEY.toString())
        .doesNotContain("state=");
  }

  private int status(String path) {
    return browser.send(HttpMethod.GET, url(path), "", Map.of("Accept", "*/*")).status();
  }
}
