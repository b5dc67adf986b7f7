package io.saigon.testkit;

import static io.saigon.testkit.LoginBrowser.location;
import static io.saigon.testkit.LoginBrowser.result;
import static io.saigon.testkit.OAuthWire.answer;
import static io.saigon.testkit.OAuthWire.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Log-ins by the pages of a domain, and the tokens for their codes. */
@ExtendWith(LocalAwsExtension.class)
class AuthorizationCodeIT {
  private static final String CALLBACK = "https://app.test/in";
  private static final String LOGOUT = "https://app.test/out";
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  /** Of RFC 7636, appendix B. */
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private static final AtomicInteger USERS = new AtomicInteger();

  private LocalAws aws;
  private OAuthWire wire;
  private LoginBrowser browser;
  private LocalAppClient app;
  private String username;
  private String sub;

  @BeforeEach
  void create(LocalAws aws) {
    this.aws = aws;
    wire = new OAuthWire(aws);
    browser = new LoginBrowser(aws);
    app = aws.userPool().createWebClient(CALLBACK, LOGOUT);
    username = "pages" + USERS.incrementAndGet();
    sub =
        aws.userPool()
            .createUser(
                username,
                "Passw0rd",
                Map.of(
                    "email", username + "@example.com", "email_verified", "true", "name", "Ann"));
  }

  @Test
  void aCodeIsExchangedForTokensOfItsScopes() throws Exception {
    HttpResponse<String> done =
        logIn(authorize("scope", "openid email", "state", "s 1&", "nonce", "n1"));

    Map<String, String> result = result(done, CALLBACK);
    assertThat(result).containsOnlyKeys("code", "state").containsEntry("state", "s 1&");
    JsonObject tokens = answer(exchange(result.get("code")));
    assertThat(tokens.fieldNames())
        .containsOnly("id_token", "access_token", "refresh_token", "expires_in", "token_type");
    JWTClaimsSet access = claims(tokens, "access_token");
    assertThat(access.getClaims())
        .containsEntry("sub", sub)
        .containsEntry("username", username)
        .containsEntry("client_id", app.id())
        .containsEntry("scope", "email openid")
        .containsEntry("token_use", "access")
        .doesNotContainKeys("aud", "email");
    JWTClaimsSet id = claims(tokens, "id_token");
    assertThat(id.getAudience()).containsExactly(app.id());
    assertThat(id.getClaims())
        .containsEntry("nonce", "n1")
        .containsEntry("email", username + "@example.com")
        .containsEntry("email_verified", true)
        .containsEntry("cognito:username", username)
        .containsEntry("sub", sub)
        .doesNotContainKey("name");
    assertThat(id.getClaim("at_hash")).isNotNull();
  }

  @Test
  void openidAloneRevealsAllAttributesAndNoOpenidNoIdentityToken() throws Exception {
    JsonObject all = login("scope", "openid");
    assertThat(claims(all, "id_token").getClaims()).containsKeys("email", "name");

    JsonObject none = login("scope", "aws.cognito.signin.user.admin");
    assertThat(none.fieldNames()).doesNotContain("id_token").contains("refresh_token");
    assertThat(
            Clients.userPools(aws)
                .getUser(r -> r.accessToken(none.getString("access_token")))
                .username())
        .isEqualTo(username);
    JsonCalls.assertRefused(
        new JsonCalls(aws, "cognito-idp")
            .unsigned("GetUser", "{'AccessToken':'" + all.getString("access_token") + "'}"),
        "NotAuthorizedException",
        "Access Token does not have required scopes");
  }

  @Test
  void aCodeIsValidOnceAndForFiveMinutes() {
    String code = result(logIn(authorize()), CALLBACK).get("code");
    answer(exchange(code));
    assertRefused(exchange(code), "invalid_grant");
    assertRefused(exchange("unknown"), "invalid_grant");
  }

  @Test
  @FreshLocalAws
  void aCodeOfFiveMinutesAgoIsRefused() {
    String code = result(logIn(authorize()), CALLBACK).get("code");
    aws.clock().advance(Duration.ofMinutes(5));

    assertRefused(exchange(code), "invalid_grant");
  }

  @Test
  void aCodeBelongsToItsClientAndItsRedirectUri() {
    LocalAppClient other = aws.userPool().createWebClient(CALLBACK, LOGOUT);
    String code = result(logIn(authorize()), CALLBACK).get("code");

    assertRefused(
        wire.token(
            other, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK),
        "invalid_grant");
    assertRefused(
        wire.token(
            app, "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK + "/"),
        "unauthorized_client");
    assertRefused(
        wire.token(app, "grant_type", "authorization_code", "code", code), "invalid_request");
    assertRefused(
        wire.post(
            "/oauth2/token",
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            CALLBACK,
            "client_id",
            app.id()),
        "invalid_client");
    answer(exchange(code));
  }

  @Test
  void aCodeWithAProofKeyNeedsItsVerifier() {
    String[] pkce = {"code_challenge", CHALLENGE, "code_challenge_method", "S256"};
    String code = result(logIn(authorize(pkce)), CALLBACK).get("code");
    answer(exchange(code, "code_verifier", VERIFIER));

    String second = result(browser.open(authorize(pkce)), CALLBACK).get("code");
    assertRefused(exchange(second, "code_verifier", VERIFIER + "x"), "invalid_grant");
    assertRefused(exchange(second, "code_verifier", VERIFIER), "invalid_grant");
    String third = result(browser.open(authorize(pkce)), CALLBACK).get("code");
    assertRefused(exchange(third), "invalid_grant");
  }

  @Test
  void aPublicClientExchangesItsCodeByItsId() {
    app = aws.userPool().createPublicClient("myapp://in", "myapp://out");
    String query =
        OAuthWire.form(
            "client_id", app.id(), "redirect_uri", "myapp://in", "response_type", "code");
    String code = result(logIn("/oauth2/authorize?" + query), "myapp://in").get("code");

    answer(
        wire.post(
            "/oauth2/token",
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            "myapp://in",
            "client_id",
            app.id()));
  }

  @Test
  void aWrongPasswordShowsThePageAgain() {
    HttpResponse<String> page = browser.open(authorize());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");

    HttpResponse<String> again =
        browser.submit(page, "username", username + "<script>", "password", "wrong");
    assertThat(again.body())
        .contains("Incorrect username or password.", "&lt;script&gt;")
        .doesNotContain("<script>");
    assertThat(result(submitted(again), CALLBACK)).containsKey("code");
  }

  @Test
  void aFormWithoutTheBrowsersTokenIsRefused() {
    HttpResponse<String> page = browser.open(authorize());

    HttpResponse<String> forged =
        browser.submit(page, "_csrf", "guessed", "username", username, "password", "Passw0rd");
    assertThat(forged.statusCode()).isEqualTo(403);
    browser.forgetCookies();
    assertThat(submitted(page).statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionLogsInWithoutAPageUntilLogout() {
    logIn(authorize());
    LocalAppClient other = aws.userPool().createWebClient("https://other.test", LOGOUT);
    String there =
        "/oauth2/authorize?"
            + OAuthWire.form(
                "client_id",
                other.id(),
                "redirect_uri",
                "https://other.test",
                "response_type",
                "code");
    assertThat(result(browser.openOnce(there), "https://other.test")).containsKey("code");
    assertThat(location(browser.openOnce(authorize("prompt", "login")))).contains("/login?");
    assertThat(result(browser.openOnce(authorize("prompt", "none")), CALLBACK)).containsKey("code");

    HttpResponse<String> out =
        browser.openOnce("/logout?" + OAuthWire.form("client_id", app.id(), "logout_uri", LOGOUT));
    assertThat(location(out)).isEqualTo(LOGOUT);
    assertThat(result(browser.openOnce(authorize("prompt", "none")), CALLBACK))
        .containsEntry("error", "login_required");
    assertThat(location(browser.openOnce(authorize()))).contains("/login?");
  }

  @Test
  void logoutCanAskForAnotherUserAndSendsNobodyElsewhere() {
    logIn(authorize());
    String query = authorize("state", "s").substring("/oauth2/authorize?".length());

    assertThat(location(browser.openOnce("/logout?" + query)))
        .isEqualTo(wire.url("/login?" + query));
    assertError(
        browser.openOnce(
            "/logout?" + OAuthWire.form("client_id", app.id(), "logout_uri", "https://evil.test")),
        "redirect_mismatch");
    assertError(browser.openOnce("/logout?client_id=" + app.id()), "invalid_request");
    assertError(browser.openOnce("/logout?logout_uri=" + LOGOUT), "invalid_request");
  }

  @Test
  void theSessionOfADisabledUserLogsNobodyIn() {
    logIn(authorize());
    Clients.userPools(aws)
        .adminDisableUser(r -> r.userPoolId(aws.userPool().id()).username(username));

    assertThat(location(browser.openOnce(authorize()))).contains("/login?");
    assertThat(logIn(authorize()).body()).contains("User is disabled.");
  }

  @Test
  void errorsThatAreTheClientsAreSentBackToIt() {
    assertThat(result(browser.openOnce(authorize("scope", "openid none", "state", "s")), CALLBACK))
        .containsEntry("error", "invalid_request")
        .containsEntry("error_description", "invalid_scope")
        .containsEntry("state", "s");
    assertThat(error("scope", "email")).isEqualTo("invalid_request");
    assertThat(error("response_type", "token")).isEqualTo("unauthorized_client");
    assertThat(error("response_type", "id_token")).isEqualTo("invalid_request");
    assertThat(error("code_challenge", CHALLENGE)).isEqualTo("invalid_request");
    assertThat(error("code_challenge_method", "S256")).isEqualTo("invalid_request");
    assertThat(error("code_challenge", CHALLENGE, "code_challenge_method", "plain"))
        .isEqualTo("invalid_request");
    assertThat(error("code_challenge", "short", "code_challenge_method", "S256"))
        .isEqualTo("invalid_request");
    assertThat(error("identity_provider", "Google")).isEqualTo("invalid_request");
    assertThat(error("prompt", "none")).isEqualTo("login_required");
  }

  @Test
  void errorsWithoutAKnownRedirectUriAreShownToTheUser() {
    assertError(browser.openOnce(authorize("redirect_uri", CALLBACK + "/")), "redirect_mismatch");
    assertError(
        browser.openOnce(authorize("redirect_uri", "https://evil.test")), "redirect_mismatch");
    assertError(browser.openOnce(authorize("redirect_uri", "")), "invalid_request");
    assertError(browser.openOnce(authorize("client_id", "nobody")), "invalid_client");
    assertError(browser.openOnce(authorize("client_id", "")), "invalid_request");
    assertError(browser.openOnce(authorize() + "&state=a&state=b"), "invalid_request");
    assertThat(browser.open(authorize("redirect_uri", "https://evil.test")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void theImplicitFlowReturnsTokensInTheFragment() throws Exception {
    JsonCalls calls = new JsonCalls(aws, "cognito-idp").with("pool", aws.userPool().id());
    String id =
        calls
            .answer(
                "CreateUserPoolClient",
                "{'UserPoolId':'$pool','ClientName':'implicit','AllowedOAuthFlows':['implicit'],"
                    + "'AllowedOAuthFlowsUserPoolClient':true,'AllowedOAuthScopes':['openid'],"
                    + "'CallbackURLs':['https://app.test/in'],"
                    + "'SupportedIdentityProviders':['COGNITO'],"
                    + "'DefaultRedirectURI':'https://app.test/in'}")
            .getJsonObject("UserPoolClient")
            .getString("ClientId");
    app = new LocalAppClient(id, null);

    HttpResponse<String> done =
        logIn("/oauth2/authorize?response_type=token&state=s&client_id=" + id);
    assertThat(location(done)).startsWith(CALLBACK + "#");
    assertThat(result(done, CALLBACK))
        .containsOnlyKeys("id_token", "access_token", "token_type", "expires_in", "state");
    assertThat(location(browser.openOnce("/oauth2/authorize?response_type=code&client_id=" + id)))
        .isEqualTo(CALLBACK + "?error=unauthorized_client");
  }

  @Test
  void theUsersAttributesAreThoseOfTheScopes() {
    JsonObject tokens = login("scope", "openid email");

    JsonObject info = answer(userInfo(tokens.getString("access_token")));
    assertThat(info)
        .isEqualTo(
            new JsonObject()
                .put("sub", sub)
                .put("email", username + "@example.com")
                .put("email_verified", "true")
                .put("username", username));
    assertThat(userInfo("nonsense").statusCode()).isEqualTo(401);
    String without = login("scope", "aws.cognito.signin.user.admin").getString("access_token");
    assertThat(userInfo(without).headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("invalid_token", "Access token does not contain openid scope");
    HttpRequest.Builder bare = HttpRequest.newBuilder(URI.create(wire.url("/oauth2/userInfo")));
    assertRefused(wire.send(bare), "invalid_request");
    Clients.userPools(aws)
        .adminUserGlobalSignOut(r -> r.userPoolId(aws.userPool().id()).username(username));
    assertThat(userInfo(tokens.getString("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void aRefreshTokenIssuesTokensOfTheSameScopesUntilItIsRevoked() throws Exception {
    JsonObject first = login("scope", "openid email", "nonce", "n");
    String refreshToken = first.getString("refresh_token");

    JsonObject next = answer(refresh(refreshToken));
    assertThat(next.fieldNames())
        .containsOnly("id_token", "access_token", "expires_in", "token_type");
    assertThat(claims(next, "access_token").getStringClaim("scope")).isEqualTo("email openid");
    assertThat(claims(next, "id_token").getClaims()).doesNotContainKeys("nonce", "name");
    assertThat(claims(next, "id_token").getClaim("auth_time"))
        .isEqualTo(claims(first, "id_token").getClaim("auth_time"));
    assertRefused(
        wire.token(
            aws.userPool().createWebClient(CALLBACK, LOGOUT),
            "grant_type",
            "refresh_token",
            "refresh_token",
            refreshToken),
        "invalid_grant");
    assertRefused(
        wire.basic("/oauth2/revoke", app, "token", next.getString("access_token")),
        "unsupported_token_type");
    assertRefused(wire.basic("/oauth2/revoke", app), "invalid_request");
    LocalAppClient wrong = new LocalAppClient(app.id(), "wrong");
    assertThat(wire.basic("/oauth2/revoke", wrong, "token", refreshToken).statusCode())
        .isEqualTo(401);
    assertThat(wire.basic("/oauth2/revoke", app, "token", "unknown").statusCode()).isEqualTo(200);
    answer(refresh(refreshToken));

    HttpResponse<String> revoked = wire.basic("/oauth2/revoke", app, "token", refreshToken);
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(revoked.body()).isEmpty();
    assertRefused(refresh(refreshToken), "invalid_grant");
    assertThat(userInfo(next.getString("access_token")).statusCode()).isEqualTo(401);
  }

  @Test
  void aRotatedRefreshTokenIsRefusedWhenItIsUsedAgain() {
    JsonCalls calls = new JsonCalls(aws, "cognito-idp").with("pool", aws.userPool().id());
    JsonObject created =
        calls
            .answer(
                "CreateUserPoolClient",
                "{'UserPoolId':'$pool','ClientName':'rotating','GenerateSecret':true,"
                    + "'RefreshTokenRotation':{'Feature':'ENABLED','RetryGracePeriodSeconds':0},"
                    + "'AllowedOAuthFlows':['code'],'AllowedOAuthFlowsUserPoolClient':true,"
                    + "'AllowedOAuthScopes':['openid'],'CallbackURLs':['https://app.test/in'],"
                    + "'ExplicitAuthFlows':['ALLOW_USER_SRP_AUTH'],"
                    + "'SupportedIdentityProviders':['COGNITO']}")
            .getJsonObject("UserPoolClient");
    app = new LocalAppClient(created.getString("ClientId"), created.getString("ClientSecret"));
    String first = login("scope", "openid").getString("refresh_token");

    String second = answer(refresh(first)).getString("refresh_token");
    assertThat(second).isNotNull().isNotEqualTo(first);
    assertRefused(refresh(first), "invalid_grant");
    answer(refresh(second));
  }

  @Test
  void aClientWithoutIdentityProvidersHasNoLoginPage() {
    JsonCalls calls = new JsonCalls(aws, "cognito-idp").with("pool", aws.userPool().id());
    String id =
        calls
            .answer(
                "CreateUserPoolClient",
                "{'UserPoolId':'$pool','ClientName':'none','AllowedOAuthFlows':['code'],"
                    + "'AllowedOAuthFlowsUserPoolClient':true,'AllowedOAuthScopes':['openid'],"
                    + "'CallbackURLs':['https://app.test/in']}")
            .getJsonObject("UserPoolClient")
            .getString("ClientId");

    assertThat(browser.open(authorize("client_id", id)).body()).contains("Login pages unavailable");
  }

  @Test
  void scriptsOfOtherOriginsMayReadTokensButNoPages() {
    HttpRequest.Builder preflight =
        HttpRequest.newBuilder(URI.create(wire.url("/oauth2/token")))
            .header("Origin", "https://app.test")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    assertThat(wire.send(preflight).headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("*");
    assertThat(exchange("none").headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
    assertThat(browser.open(authorize()).headers().firstValue("Access-Control-Allow-Origin"))
        .isEmpty();
  }

  private JsonObject login(String... parameters) {
    browser.forgetCookies();
    return answer(exchange(result(logIn(authorize(parameters)), CALLBACK).get("code")));
  }

  private HttpResponse<String> logIn(String path) {
    return submitted(browser.open(path));
  }

  private HttpResponse<String> submitted(HttpResponse<String> page) {
    return browser.submit(page, "username", username, "password", "Passw0rd");
  }

  private String authorize(String... parameters) {
    String[] all = new String[parameters.length + 6];
    System.arraycopy(
        new String[] {
          "client_id", app.id(), "redirect_uri", CALLBACK, "response_type", "code",
        },
        0,
        all,
        0,
        6);
    System.arraycopy(parameters, 0, all, 6, parameters.length);
    return "/oauth2/authorize?" + OAuthWire.form(all);
  }

  private String error(String... parameters) {
    HttpResponse<String> response = browser.openOnce(authorize(parameters));
    return result(response, CALLBACK).get("error");
  }

  private void assertError(HttpResponse<String> response, String error) {
    assertThat(response.statusCode()).isEqualTo(302);
    assertThat(location(response)).startsWith(wire.url("/error?error=" + error));
  }

  private HttpResponse<String> exchange(String code, String... parameters) {
    String[] all = new String[parameters.length + 6];
    System.arraycopy(
        new String[] {
          "grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK,
        },
        0,
        all,
        0,
        6);
    System.arraycopy(parameters, 0, all, 6, parameters.length);
    return wire.token(app, all);
  }

  private HttpResponse<String> refresh(String token) {
    return wire.token(app, "grant_type", "refresh_token", "refresh_token", token);
  }

  private HttpResponse<String> userInfo(String token) {
    return wire.send(
        HttpRequest.newBuilder(URI.create(wire.url("/oauth2/userInfo")))
            .header("Authorization", "Bearer " + token));
  }

  private static JWTClaimsSet claims(JsonObject tokens, String name) throws Exception {
    return SignedJWT.parse(tokens.getString(name)).getJWTClaimsSet();
  }
}
