package io.saigon.cognito.oauth;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.OpenIdServer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of an app client's own, from an endpoint that a test scripts. */
class ClientCredentialsTest {
  private static final String SECRET = "Canary+Secret/1=";
  private static final String TOKEN = "/pool/oauth2/token";

  private final AtomicInteger issued = new AtomicInteger();
  private final List<String> forms = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private OpenIdServer server;
  private AccessTokenProvider tokens;

  @BeforeEach
  void start() {
    server = new OpenIdServer();
    tokens = server.clients.accessTokens(config("orders/write", "orders/read"));
    answers(200, null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ClientCredentialsConfig config(String... scopes) {
    return ClientCredentialsConfig.of(
        new UserPoolDomain(server.url("/pool")), "client1", SECRET, scopes);
  }

  /** Answers with a status and a body, or with a fresh token. */
  private void answers(int status, String body) {
    server.answers(
        TOKEN,
        request ->
            request
                .body()
                .onSuccess(
                    form -> {
                      forms.add(form.toString());
                      authorizations.add(request.getHeader("Authorization"));
                      request
                          .response()
                          .setStatusCode(status)
                          .end(body == null ? token("token-" + issued.incrementAndGet()) : body);
                    }));
  }

  private static String token(String value) {
    return new JsonObject()
        .put("access_token", value)
        .put("token_type", "Bearer")
        .put("expires_in", 3600)
        .encode();
  }

  @Test
  void manyCallersShareOneFetchWhoseFormAndSecretAreAsTheStandardHasThem() {
    AccessToken token = await(tokens.accessToken());
    List<AccessToken> all =
        await(Future.all(Stream.generate(tokens::accessToken).limit(100).toList())).list();
    assertThat(all).containsOnly(token);
    assertThat(token.value()).isEqualTo("token-1");
    assertThat(token.scopes()).containsExactlyInAnyOrder("orders/read", "orders/write");
    assertThat(token.expiration()).isEqualTo(ManualClock.START.plus(Duration.ofHours(1)));
    assertThat(forms)
        .containsExactly(
            "grant_type=client_credentials&scope=orders%2Fread+orders%2Fwrite&client_id=client1");
    String pair =
        new String(
            Base64.getDecoder().decode(authorizations.get(0).substring("Basic ".length())),
            StandardCharsets.UTF_8);
    assertThat(pair).isEqualTo("client1:Canary%2BSecret%2F1%3D");
  }

  @Test
  void callersThatWaitTogetherShareOneFetch() {
    await(Future.all(Stream.generate(tokens::accessToken).limit(100).toList()));
    assertThat(forms).hasSize(1);
  }

  @Test
  void aTokenIsRenewedAheadOfItsExpiryAndServedMeanwhile() {
    await(tokens.accessToken());
    server.clock.at(Duration.ofMinutes(58));
    assertThat(await(tokens.accessToken()).value()).isEqualTo("token-1");
    io.saigon.testkit.Await.until(() -> await(tokens.accessToken()).value().equals("token-2"));
    assertThat(forms).hasSize(2);
    server.clock.at(Duration.ofHours(3));
    assertThat(await(tokens.accessToken()).value()).isEqualTo("token-3");
  }

  @Test
  void aValidTokenOutlivesAnOutageAndAttemptsPauseBetween() {
    await(tokens.accessToken());
    answers(503, "down");
    server.clock.at(Duration.ofMinutes(58));
    assertThat(await(tokens.accessToken()).value()).isEqualTo("token-1");
    server.clock.at(Duration.ofMinutes(61));
    io.saigon.testkit.Await.until(() -> forms.size() >= 2);
    SaigonException failed = failure(ServiceException.class, tokens.accessToken());
    int attempts = forms.size();
    for (int i = 0; i < 10; i++) {
      failure(ServiceException.class, tokens.accessToken());
    }
    assertThat(forms).hasSizeLessThanOrEqualTo(attempts + 1);
    assertThat(failed).hasMessageContaining("HTTP 503");
    answers(200, null);
    server.clock.at(Duration.ofMinutes(63));
    assertThat(await(tokens.accessToken()).value()).isEqualTo("token-2");
  }

  @Test
  void aRefusedTokenIsReplacedOnce() {
    AccessToken first = await(tokens.accessToken());
    AccessToken second = await(tokens.renewed(first));
    assertThat(second.value()).isEqualTo("token-2");
    assertThat(await(tokens.renewed(first))).isEqualTo(second);
    assertThat(await(tokens.renewed(second))).isEqualTo(second);
    assertThat(forms).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"invalid_client", "unauthorized_client", "invalid_scope"})
  void refusalsAreTypedAndHoldNoSecret(String code) {
    answers(400, new JsonObject().put("error", code).put("error_description", SECRET).encode());
    AuthenticationException refused = failure(AuthenticationException.class, tokens.accessToken());
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refused.serviceError().errorCode()).isEqualTo(code);
    assertThat(refused).hasMessageContaining("client1").hasMessageNotContaining(SECRET);
  }

  @Test
  void otherErrorsAreTypedAndHoldNoBody() {
    answers(429, "Canary");
    assertThat(failure(ThrottledException.class, fresh().accessToken()))
        .hasMessageNotContaining("Canary");
    answers(500, "{\"error\":\"server_error\"}");
    failure(ServiceException.class, fresh().accessToken());
    answers(302, "");
    failure(ServiceException.class, fresh().accessToken());
    answers(400, "{\"error\":\"temporarily_unavailable\"}");
    assertThat(failure(ServiceException.class, fresh().accessToken()))
        .hasMessageContaining("temporarily_unavailable");
    answers(400, "{\"error\":\"Canary <script>\"}");
    assertThat(failure(ServiceException.class, fresh().accessToken()))
        .hasMessageNotContaining("Canary");
    server.answers(TOKEN, request -> request.connection().close());
    failure(TransportException.class, fresh().accessToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"access_token\":\"Canary\",\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"Canary\",\"token_type\":\"mac\",\"expires_in\":3600}",
        "{\"access_token\":\"Canary\",\"token_type\":\"Bearer\",\"expires_in\":0}",
        "{\"access_token\":\"Canary\",\"token_type\":\"Bearer\",\"expires_in\":\"3600\"}",
        "{\"access_token\":7,\"token_type\":\"Bearer\",\"expires_in\":3600}",
        "{\"access_token\":\"Canary\\r\\nX: y\",\"token_type\":\"Bearer\",\"expires_in\":3600}"
      })
  void answersThatAreNoTokensAreTheServicesFault(String body) {
    answers(200, body);
    assertThat(failure(ServiceException.class, tokens.accessToken()))
        .hasMessageContaining("check the domain")
        .hasMessageNotContaining("Canary");
  }

  @Test
  void anEndlessAnswerIsRefused() {
    answers(200, token("x".repeat(300_000)));
    failure(ServiceException.class, tokens.accessToken());
  }

  @Test
  void nothingRepeatsSecretsAndAClosedSourceFails() {
    AccessToken token = await(tokens.accessToken());
    assertThat(token.toString() + tokens + config("a"))
        .contains("client1")
        .doesNotContain(SECRET)
        .doesNotContain("token-1");
    await(server.saigon.close());
    failure(ClosedException.class, tokens.accessToken());
    failure(ClosedException.class, tokens.renewed(token));
  }

  private AccessTokenProvider fresh() {
    return server.clients.accessTokens(config());
  }
}
