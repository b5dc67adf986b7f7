package io.saigon.testkit;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.OAuthWire.answer;
import static io.saigon.testkit.OAuthWire.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tokens of app clients for themselves, and the discovery document. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class ClientCredentialsIT {
  private LocalAws aws;
  private OAuthWire wire;
  private LocalAppClient app;

  @BeforeEach
  void create(LocalAws aws) {
    this.aws = aws;
    wire = new OAuthWire(aws);
    app = aws.userPool().createMachineClient("orders/read", "orders/write", "https://b.test/x");
  }

  @Test
  void aClientGetsAnAccessTokenWithItsScopesAndNoUser() throws Exception {
    HttpResponse<String> response =
        wire.token(
            app, "grant_type", "client_credentials", "scope", "orders/read https://b.test/x");

    JsonObject tokens = answer(response);
    assertThat(tokens.fieldNames()).containsOnly("access_token", "expires_in", "token_type");
    assertThat(tokens.getInteger("expires_in")).isEqualTo(3600);
    assertThat(tokens.getString("token_type")).isEqualTo("Bearer");
    assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    SignedJWT token = SignedJWT.parse(tokens.getString("access_token"));
    assertThat(isSignedByThePool(token)).isTrue();
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getClaims())
        .containsOnlyKeys(
            "sub",
            "iss",
            "iat",
            "exp",
            "jti",
            "token_use",
            "scope",
            "auth_time",
            "version",
            "client_id")
        .containsEntry("sub", app.id())
        .containsEntry("client_id", app.id())
        .containsEntry("token_use", "access")
        .containsEntry("scope", "https://b.test/x orders/read");
  }

  @Test
  void withoutScopesTheTokenHasAllOfTheClients() throws Exception {
    JsonObject tokens =
        answer(
            wire.post(
                "/oauth2/token",
                "grant_type",
                "client_credentials",
                "client_id",
                app.id(),
                "client_secret",
                String.valueOf(app.secret())));

    assertThat(
            SignedJWT.parse(tokens.getString("access_token"))
                .getJWTClaimsSet()
                .getStringClaim("scope"))
        .isEqualTo("https://b.test/x orders/read orders/write");
  }

  @Test
  void aScopeThatIsNotTheClientsIsRefused() {
    aws.userPool().createMachineClient("stock/read");

    assertRefused(
        wire.token(app, "grant_type", "client_credentials", "scope", "stock/read"),
        "invalid_scope");
    assertRefused(
        wire.token(app, "grant_type", "client_credentials", "scope", "orders/read openid"),
        "invalid_scope");
  }

  @Test
  void clientsThatAreUnknownOrHaveAnotherSecretAreRefused() {
    for (LocalAppClient wrong :
        new LocalAppClient[] {
          new LocalAppClient("nobody", "x"), new LocalAppClient(app.id(), "wrong")
        }) {
      assertRefused(wire.token(wrong, "grant_type", "client_credentials"), "invalid_client");
    }
    HttpResponse<String> without =
        wire.post("/oauth2/token", "grant_type", "client_credentials", "client_id", app.id());
    assertRefused(without, "invalid_client");
    assertThat(without.body()).contains("invalid_client_secret");
    assertRefused(
        wire.token(app, "grant_type", "client_credentials", "client_id", "another"),
        "invalid_client");
    String other = aws.createUserPool("other").createMachineClient("orders/read").id();
    assertRefused(
        wire.token(new LocalAppClient(other, app.secret()), "grant_type", "client_credentials"),
        "invalid_client");
  }

  @Test
  void clientsWithoutASecretOrTheFlowAreRefused() {
    LocalAppClient open = aws.userPool().createPublicClient("https://a.test/in", "https://a.test");
    assertRefused(
        wire.post("/oauth2/token", "grant_type", "client_credentials", "client_id", open.id()),
        "unauthorized_client");
    LocalAppClient web = aws.userPool().createWebClient("https://a.test/in", "https://a.test");
    assertRefused(wire.token(web, "grant_type", "client_credentials"), "unauthorized_client");
  }

  @Test
  void otherGrantsAndMalformedRequestsAreRefused() {
    assertRefused(wire.token(app, "grant_type", "password"), "unsupported_grant_type");
    assertRefused(wire.token(app, "scope", "orders/read"), "invalid_request");
    assertRefused(
        wire.post("/oauth2/token", "grant_type", "client_credentials"), "invalid_request");
    HttpRequest.Builder twice =
        HttpRequest.newBuilder(URI.create(wire.url("/oauth2/token")))
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=a&grant_type=b"));
    assertRefused(wire.send(twice), "invalid_request");
    HttpRequest.Builder get = HttpRequest.newBuilder(URI.create(wire.url("/oauth2/token")));
    assertThat(wire.send(get).statusCode()).isEqualTo(405);
    assertThat(wire.post("/oauth2/none").statusCode()).isEqualTo(404);
  }

  @Test
  void aPoolsDomainIsItsOwn() {
    LocalUserPool other = aws.createUserPool("other");

    assertThat(other.domainUrl()).isNotEqualTo(aws.userPool().domainUrl());
    HttpRequest.Builder there =
        HttpRequest.newBuilder(URI.create(other.domainUrl() + "/oauth2/token"))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id="
                        + app.id()
                        + "&client_secret="
                        + app.secret()));
    assertRefused(wire.send(there), "invalid_client");
  }

  @Test
  void theHostsOfAwsReachTheDomainsToo(Vertx vertx) throws Exception {
    String url = aws.userPool().domainUrl().toString();
    String name = url.substring(url.lastIndexOf('/') + 1);
    var client =
        vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
    for (String[] host : new String[][] {{name, "405"}, {"unknown", "404"}}) {
      RequestOptions request =
          new RequestOptions()
              .setServer(
                  SocketAddress.inetSocketAddress(
                      aws.endpoint().getPort(), aws.endpoint().getHost()))
              .setHost(host[0] + ".auth." + aws.region() + ".amazoncognito.com")
              .setPort(443)
              .setURI("/oauth2/token");
      int status =
          await(client.request(request).compose(r -> r.send()).map(HttpClientResponse::statusCode));
      assertThat(status).hasToString(host[1]);
    }
    await(client.close());
  }

  @Test
  void theTokenOfAClientAuthorizesNoOperationOfAUser() {
    String token =
        answer(wire.token(app, "grant_type", "client_credentials")).getString("access_token");

    JsonCalls.assertRefused(
        new JsonCalls(aws, "cognito-idp").unsigned("GetUser", "{'AccessToken':'" + token + "'}"),
        "NotAuthorizedException",
        "Access Token does not have required scopes");
  }

  @Test
  void theDiscoveryDocumentNamesTheEndpoints() {
    String pool = aws.userPool().id();
    URI at = aws.endpoint().resolve("/" + pool + "/.well-known/openid-configuration");

    JsonObject document = answer(wire.send(HttpRequest.newBuilder(at)));

    assertThat(document.getString("issuer"))
        .isEqualTo("https://cognito-idp." + aws.region() + ".amazonaws.com/" + pool);
    assertThat(document.getString("token_endpoint")).isEqualTo(wire.url("/oauth2/token"));
    assertThat(document.getString("authorization_endpoint"))
        .isEqualTo(wire.url("/oauth2/authorize"));
    assertThat(document.getString("userinfo_endpoint")).isEqualTo(wire.url("/oauth2/userInfo"));
    assertThat(document.getString("revocation_endpoint")).isEqualTo(wire.url("/oauth2/revoke"));
    assertThat(document.getString("end_session_endpoint")).isEqualTo(wire.url("/logout"));
    assertThat(document.getJsonArray("response_types_supported")).containsOnly("code", "token");
  }

  @Test
  void aPoolWithoutADomainHasNoEndpointsInItsDocument() {
    String pool = Clients.userPools(aws).createUserPool(r -> r.poolName("plain")).userPool().id();
    URI at = aws.endpoint().resolve("/" + pool + "/.well-known/openid-configuration");

    assertThat(answer(wire.send(HttpRequest.newBuilder(at))).fieldNames())
        .contains("issuer", "jwks_uri")
        .doesNotContain("token_endpoint", "authorization_endpoint");
  }

  @Test
  @FreshLocalAws
  void faultsReachTheTokenEndpoint(LocalAws fresh) {
    LocalAppClient client = fresh.userPool().createMachineClient("a/b");
    fresh.faults().next("oauth2.token", Fault.throttling());
    OAuthWire there = new OAuthWire(fresh);

    assertThat(there.token(client, "grant_type", "client_credentials").statusCode()).isEqualTo(429);
    answer(there.token(client, "grant_type", "client_credentials"));
  }

  @Test
  void theSecretOfAClientIsNotPrinted() {
    assertThat(app.toString()).contains(app.id()).doesNotContain(String.valueOf(app.secret()));
  }

  @Test
  void scopesThatAreNoneAreRefusedAtOnce() {
    assertThatThrownBy(() -> aws.userPool().createMachineClient())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> aws.userPool().createMachineClient("orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("server/scope");
    assertThatThrownBy(() -> aws.userPool().createWebClient("http://a.test", "https://a.test"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot use the HTTP protocol");
  }

  private boolean isSignedByThePool(SignedJWT token) throws Exception {
    URI keys = aws.endpoint().resolve("/" + aws.userPool().id() + "/.well-known/jwks.json");
    JWKSet set = JWKSet.parse(wire.send(HttpRequest.newBuilder(keys)).body());
    return token.verify(
        new RSASSAVerifier(set.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey()));
  }
}
