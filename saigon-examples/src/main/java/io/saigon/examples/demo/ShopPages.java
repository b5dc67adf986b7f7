package io.saigon.examples.demo;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.cognito.web.CognitoAuthHandler;
import io.saigon.cognito.web.CognitoLogin;
import io.saigon.cognito.web.LoginOptions;
import io.saigon.cognito.web.SessionKeys;
import io.saigon.examples.browser.ScriptedBrowser;
import io.saigon.testkit.LocalAppClient;
import io.saigon.testkit.LocalUserPool;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Objects;

/** The shop's pages, whose users log in at the user pool's domain. */
final class ShopPages {
  private final Stage stage;
  private final X509Bundle certificate;
  private final Router router;
  private final URI url;

  private ShopPages(Stage stage, X509Bundle certificate, Router router, HttpServer server) {
    this.stage = stage;
    this.certificate = certificate;
    this.router = router;
    this.url = URI.create("https://localhost:" + server.actualPort());
  }

  /** Serves the pages over https, with a certificate of their own. */
  static Future<ShopPages> start(Stage stage) throws Exception {
    X509Bundle certificate =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    PemKeyCertOptions key =
        new PemKeyCertOptions()
            .addKeyValue(Buffer.buffer(certificate.getPrivateKeyPEM()))
            .addCertValue(Buffer.buffer(certificate.getCertificatePEM()));
    Router router = Router.router(stage.vertx());
    return stage
        .vertx()
        .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(key))
        .requestHandler(router)
        .listen(0, "localhost")
        .map(server -> new ShopPages(stage, certificate, router, server).mounted());
  }

  private ShopPages mounted() {
    LocalUserPool pool = stage.aws().userPool();
    LocalAppClient client = pool.createWebClient(url + "/login/callback", url + "/");
    ManagedLoginConfig config =
        ManagedLoginConfig.of(pool.id(), new UserPoolDomain(pool.domainUrl()), client.id())
            .withClientSecret(Objects.requireNonNull(client.secret()));
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    CognitoLogin login =
        CognitoLogin.create(
            stage.operator().managedLogin(config),
            LoginOptions.of(url, SessionKeys.of(Buffer.buffer(key))));
    login.mount(router);
    router
        .get("/orders")
        .handler(login.handler())
        .handler(
            call ->
                call.end(
                    "Orders of %s <form method=\"post\" action=\"/logout\"><button>Log out</button></form>"
                        .formatted(CognitoAuthHandler.token(call).userId())));
    router.get("/").handler(call -> call.end("Goodbye"));
    return this;
  }

  URI url() {
    return url;
  }

  /** Returns a browser that trusts these pages and the local AWS. */
  ScriptedBrowser browser() {
    PemTrustOptions trusted =
        new PemTrustOptions()
            .addCertValue(Buffer.buffer(stage.aws().caCertificate()))
            .addCertValue(Buffer.buffer(certificate.getCertificatePEM()));
    return new ScriptedBrowser(
        stage.vertx().createHttpClient(new HttpClientOptions().setTrustOptions(trusted)));
  }
}
