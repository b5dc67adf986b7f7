package io.saigon.examples.readme;

import io.saigon.api.Saigon;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.cognito.web.CognitoLogin;
import io.saigon.cognito.web.LoginOptions;
import io.saigon.cognito.web.SessionKeys;
import io.saigon.rest.vertx.BearerRequestAuthorizer;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.webclient.BearerWebClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.util.Set;

/** Snippets of the page on browsers and machines. */
final class OAuthSnippets {
  private OAuthSnippets() {}

  static void browser(
      Saigon saigon, Router router, String userPoolId, String clientId, String secret, String key) {
    // tag::browser[]
    ManagedLoginConfig config =
        ManagedLoginConfig.of(userPoolId, UserPoolDomain.ofPrefix("orders", "eu-west-1"), clientId)
            .withClientSecret(secret)
            .withScopes("openid", "email");
    CognitoLogin login =
        CognitoLogin.create(
            saigon.managedLogin(config),
            LoginOptions.of(URI.create("https://app.example.com"), SessionKeys.ofBase64(key)));
    login.mount(router); // GET /login and /login/callback, POST /logout
    router.route("/orders/*").handler(login.handler());
    // end::browser[]
  }

  static void machine(
      Saigon saigon, Vertx vertx, String clientId, String secret, WebClientOptions options) {
    // tag::machine[]
    AccessTokenProvider tokens =
        saigon.accessTokens(
            ClientCredentialsConfig.of(
                UserPoolDomain.custom("auth.example.com"), clientId, secret, "orders/read"));
    RestClient rest =
        RestClient.create(vertx, "https://api.example.com/v1", BearerRequestAuthorizer.of(tokens));
    WebClient web = BearerWebClient.create(vertx, options, tokens);
    // end::machine[]
  }

  static Future<VerifiedJwt> issuer(Saigon saigon, String token, Set<String> revokedIds) {
    // tag::issuer[]
    JwtVerifier verifier =
        saigon
            .jwtVerifier(JwtVerifierConfig.of("https://login.example.com", "orders"))
            .withRevocation(
                jwt ->
                    Future.succeededFuture(revokedIds.contains(jwt.claims().getString("jti", ""))));
    return verifier.verify(token);
    // end::issuer[]
  }

  static JwtVerifier loadBalancer(Saigon saigon, String issuer, String clientId, String arn) {
    // tag::alb[]
    return saigon.jwtVerifier(AlbVerifierConfig.of(issuer, clientId, arn));
    // end::alb[]
  }
}
