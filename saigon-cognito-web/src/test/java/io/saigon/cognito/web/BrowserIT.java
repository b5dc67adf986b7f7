package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAppClient;
import io.saigon.testkit.LocalUserPool;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Applications in a Chromium: pages of managed log-in, and passkeys. Skipped where none is. */
class BrowserIT {
  private static final String SUBMIT = "button[name=signInSubmitButton]";

  private static Service service;
  private static CognitoIdentityProviderAsyncClient sdk;
  private static X509Bundle certificate;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    Chromium.assumeInstalled();
    certificate =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    service = new Service();
    sdk =
        VertxAws.of(service.saigon.context())
            .configure(CognitoIdentityProviderAsyncClient.builder())
            .build();
    chromium =
        Chromium.start(
            service.vertx, List.of(ofServer(service.aws.endpoint()), certificate.getCertificate()));
  }

  private static Certificate ofServer(URI url) throws Exception {
    NetSocket socket =
        await(
            service
                .vertx
                .createNetClient(
                    new NetClientOptions()
                        .setSsl(true)
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setTrustOptions(service.aws.trustOptions()))
                .connect(url.getPort(), url.getHost()));
    Certificate first = socket.peerCertificates().get(0);
    await(socket.close());
    return first;
  }

  @AfterAll
  static void stop() throws Exception {
    if (chromium != null) {
      chromium.close();
      sdk.close();
      service.close();
    }
  }

  @Test
  void aUserSetsAPasswordAndAnAuthenticatorAppUpAndLogsOutAndIn() throws Exception {
    LocalUserPool pool = service.aws.createUserPool("shop");
    sdk.setUserPoolMfaConfig(
            r ->
                r.userPoolId(pool.id())
                    .mfaConfiguration(UserPoolMfaType.ON)
                    .softwareTokenMfaConfiguration(t -> t.enabled(true)))
        .join();
    await(
        service
            .saigon
            .cognitoIdp(pool.clientConfig().idp())
            .createUser(
                CreateUserRequest.of("ann")
                    .withNotifyUser(false)
                    .withTemporaryPassword(Service.PASSWORD)));
    URI app = shop(pool);
    BrowserTab tab = chromium.open();

    tab.open(app.resolve("/orders?year=2026"));
    assertThat(tab.url().toString()).startsWith(pool.domainUrl() + "/login?");
    tab.capture("log-in");
    tab.type("#signInFormUsername", "ann");
    tab.type("#signInFormPassword", "Wrong-Pass-1");
    tab.follow(SUBMIT);
    assertThat(tab.text("[role=alert]")).isEqualTo("Incorrect username or password.");
    tab.capture("log-in-refused");
    tab.type("#signInFormUsername", "ann");
    tab.type("#signInFormPassword", Service.PASSWORD);
    tab.follow(SUBMIT);

    assertThat(tab.text("h1")).isEqualTo("Change your password");
    tab.type("[name=new_password]", "short");
    tab.type("[name=confirm_password]", "short");
    tab.follow(SUBMIT);
    assertThat(tab.text("[role=alert]")).containsIgnoringCase("password");
    tab.capture("new-password-refused");
    tab.type("[name=new_password]", "Another-Pass-2");
    tab.type("[name=confirm_password]", "Another-Pass-2");
    tab.follow(SUBMIT);

    assertThat(tab.text("h1")).isEqualTo("Set up a second factor");
    String secret = tab.text("#secret");
    tab.capture("mfa-set-up");
    tab.type("#code", pool.totpCode(secret));
    tab.follow(SUBMIT);
    assertThat(tab.url()).isEqualTo(app.resolve("/orders?year=2026"));
    assertThat(tab.text("#user")).isEqualTo("ann");
    assertThat(tab.evaluate("document.cookie")).isEqualTo("");
    tab.capture("application");

    // A code counts once.
    service.aws.clock().advance(Duration.ofSeconds(30));
    tab.follow("#logout");
    assertThat(tab.url()).isEqualTo(app.resolve("/"));
    tab.open(app.resolve("/orders"));
    tab.type("#signInFormUsername", "ann");
    tab.type("#signInFormPassword", "Another-Pass-2");
    tab.follow(SUBMIT);
    assertThat(tab.text("h1")).isEqualTo("Enter your code");
    tab.type("#code", "000000");
    tab.follow(SUBMIT);
    assertThat(tab.text("[role=alert]")).isNotEmpty();
    tab.capture("mfa-code-refused");
    tab.type("#code", pool.totpCode(secret));
    tab.follow(SUBMIT);
    assertThat(tab.text("#user")).isEqualTo("ann");

    // A page of somebody else has a form that posts here; the browser does not send the session.
    String form = "<form method=post action=" + app + "/orders><button>Win</button></form>";
    tab.open(
        URI.create(
            "data:text/html;base64,"
                + Base64.getEncoder().encodeToString(form.getBytes(StandardCharsets.UTF_8))));
    tab.follow("button");
    assertThat(tab.text("body")).isEqualTo("Refused");
  }

  /** Serves an application whose users log in at the pool's domain. */
  private static URI shop(LocalUserPool pool) {
    Router router = Router.router(service.vertx);
    HttpServer server =
        await(
            service
                .vertx
                .createHttpServer(
                    new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                            new PemKeyCertOptions()
                                .addKeyValue(Buffer.buffer(certificate.getPrivateKeyPEM()))
                                .addCertValue(Buffer.buffer(certificate.getCertificatePEM()))))
                .requestHandler(router)
                .listen(0, "localhost"));
    URI app = URI.create("https://localhost:" + server.actualPort());
    LocalAppClient client = pool.createWebClient(app + "/login/callback", app + "/");
    ManagedLoginConfig config =
        ManagedLoginConfig.of(pool.id(), new UserPoolDomain(pool.domainUrl()), client.id())
            .withClientSecret(client.secret());
    CognitoLogin login =
        CognitoLogin.create(
            service.saigon.managedLogin(config),
            LoginOptions.of(app, SessionKeys.of(Buffer.buffer("k".repeat(32)))));
    login.mount(router);
    router.route("/orders").handler(login.handler());
    router
        .get("/orders")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "text/html")
                    .end(
                        """
                        <!DOCTYPE html>
                        <meta name="viewport" content="width=device-width"><title>Orders</title>
                        <p>Orders of <b id="user">%s</b></p>
                        <form method="post" action="/logout"><button id="logout">Log out</button></form>
                        """
                            .formatted(CognitoAuthHandler.token(context).username())));
    router.get("/").handler(context -> context.end("You are logged out."));
    router
        .route()
        .failureHandler(
            context -> context.response().setStatusCode(context.statusCode()).end("Refused"));
    return app;
  }

  @Test
  void aPasskeyIsMadeByThePageAndLogsTheUserIn() throws Exception {
    LocalUserPool pool = service.aws.createUserPool("passkeys");
    sdk.updateUserPool(
            r ->
                r.userPoolId(pool.id())
                    .policies(
                        p ->
                            p.signInPolicy(
                                s ->
                                    s.allowedFirstAuthFactors(
                                        AuthFactorType.PASSWORD, AuthFactorType.WEB_AUTHN))))
        .join();
    sdk.setUserPoolMfaConfig(
            r ->
                r.userPoolId(pool.id())
                    .mfaConfiguration(UserPoolMfaType.OFF)
                    .webAuthnConfiguration(w -> w.relyingPartyId("localhost")))
        .join();
    pool.createUser("ann", Service.PASSWORD);
    CognitoClientConfig config = pool.clientConfig();
    PasskeyApp passkeys = new PasskeyApp(service.saigon.cognito(config));
    Router router = Router.router(service.vertx);
    passkeys.mount(router);
    HttpServer server =
        await(service.vertx.createHttpServer().requestHandler(router).listen(0, "localhost"));
    BrowserTab tab = chromium.open();
    tab.addAuthenticator();

    tab.open(URI.create("http://localhost:" + server.actualPort() + "/"));
    tab.type("#password", Service.PASSWORD);
    tab.click("#register");
    assertThat(tab.evaluate("done")).isEqualTo("registered");
    tab.open(tab.url());
    tab.click("#login");
    assertThat(tab.evaluate("done")).isEqualTo("ann");
    tab.capture("passkey");
    await(passkeys.deleteAll());
    tab.open(tab.url());
    tab.click("#login");
    assertThat(tab.evaluate("done")).isEqualTo("no passkey");
  }
}
