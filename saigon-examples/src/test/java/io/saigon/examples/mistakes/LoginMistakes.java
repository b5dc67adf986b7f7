package io.saigon.examples.mistakes;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.rest.vertx.AwsSigV4RestClient;
import io.saigon.testkit.LocalAppClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mistakes of log-ins. */
final class LoginMistakes {
  private static final String WITH_CODE = "bob@example.com";

  private final Surroundings with;

  LoginMistakes(Surroundings with) {
    this.with = with;
    with.requireCode(WITH_CODE);
  }

  Map<String, Mistake> all() {
    CognitoClientConfig right = with.cognito();
    String pool = right.userPoolId();
    CognitoClientConfig noPool = config(right.region() + "_Wrong1234", right.identityPoolId());
    CognitoClientConfig noIdentities =
        config(pool, right.region() + ":00000000-0000-0000-0000-000000000000");
    return Map.ofEntries(
        Map.entry(
            "malformed user pool id",
            () -> Future.succeededFuture(config("eu-west-1-AbCdEf123", right.identityPoolId()))),
        Map.entry("user pool that does not exist", () -> login(noPool, Surroundings.PASSWORD)),
        Map.entry(
            "user pool that does not exist, for an administrator",
            () -> with.saigon.cognito(noPool).createUser("eve")),
        Map.entry(
            "user pool that does not exist, for a verifier",
            () -> {
              CognitoVerifierConfig config =
                  CognitoVerifierConfig.of(noPool.userPoolId(), noPool.clientId());
              return with.saigon.cognitoVerifier(config).prefetch();
            }),
        Map.entry(
            "app client that does not exist",
            () ->
                login(
                    CognitoClientConfig.of(pool, "client1", right.identityPoolId()),
                    Surroundings.PASSWORD)),
        Map.entry("malformed identity pool id", () -> Future.succeededFuture(config(pool, pool))),
        Map.entry(
            "identity pool of another region than the configuration's",
            () ->
                Future.succeededFuture(
                    config(pool, "eu-central-1:00000000-0000-0000-0000-000000000000")
                        .withRegion(right.region()))),
        Map.entry("identity pool that does not exist", () -> credentials(noIdentities)),
        Map.entry(
            "identity pool that does not exist, in a REST client",
            () ->
                AwsSigV4RestClient.create(
                        with.saigon, with.aws.gateway().url().toString(), noIdentities)
                    .login(Surroundings.USER, Surroundings.PASSWORD)),
        Map.entry(
            "IAM credentials without an identity pool",
            () -> credentials(CognitoClientConfig.of(pool, right.clientId()))),
        Map.entry(
            "identity pool of another user pool",
            () -> credentials(config(pool, with.aws.createUserPool("other").identityPoolId()))),
        Map.entry(
            "wrong secret of a machine's app client",
            () -> machine("Wrong-canary-1", "orders/read").accessToken()),
        Map.entry(
            "scope that a machine's app client may not have",
            () -> machine(null, "orders/write").accessToken()),
        Map.entry(
            "issuer that is no https URL",
            () -> Future.succeededFuture(JwtVerifierConfig.of("login.example.com", "orders"))),
        Map.entry("wrong password", () -> login(right, "Wrong-canary-1")),
        Map.entry(
            "challenge without an answer",
            () -> with.rest().login(WITH_CODE, Surroundings.PASSWORD)),
        Map.entry(
            "call before the log-in",
            () -> with.rest().getResource(JsonObject.class, "/orders/42")));
  }

  /** Returns the tokens of a machine, by its own secret or another one. */
  private AccessTokenProvider machine(@Nullable String secret, String scope) {
    LocalAppClient client = with.aws.userPool().createMachineClient("orders/read");
    return with.saigon.accessTokens(
        ClientCredentialsConfig.of(
            new UserPoolDomain(with.aws.userPool().domainUrl()),
            client.id(),
            secret == null ? Objects.requireNonNull(client.secret()) : secret,
            scope));
  }

  private CognitoClientConfig config(String userPoolId, String identityPoolId) {
    return CognitoClientConfig.of(userPoolId, with.cognito().clientId(), identityPoolId);
  }

  private Future<CognitoSession> login(CognitoClientConfig config, String password) {
    return with.saigon.cognito(config).openSession(LoginRequest.of(Surroundings.USER, password));
  }

  private Future<?> credentials(CognitoClientConfig config) {
    return login(config, Surroundings.PASSWORD).compose(CognitoSession::credentials);
  }
}
