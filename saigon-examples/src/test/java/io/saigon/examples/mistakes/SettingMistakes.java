package io.saigon.examples.mistakes;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.config.SaigonOptions;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Mistakes in settings: missing ones, and misspelt names. */
final class SettingMistakes {
  private final Surroundings with;

  SettingMistakes(Surroundings with) {
    this.with = with;
  }

  Map<String, Mistake> all() {
    return Map.ofEntries(
        Map.entry("no region", () -> secret(local().withCredentials(with.aws.credentials()))),
        Map.entry("no credentials", () -> secret(local().withRegion(with.aws.region()))),
        Map.entry(
            "misspelt option",
            () -> thrown(SaigonOptions.fromConfig(saigon("regoin", "eu-west-1")))),
        Map.entry(
            "misspelt vault",
            () -> thrown(with.saigon(with.aws.saigonOptions().withVault("aws-smm")).vault())),
        Map.entry(
            "misspelt vault in the code", () -> thrown(with.saigon.vault("aws-secret-manager"))),
        Map.entry(
            "misspelt setting of a vault",
            () -> thrown(vault("aws-ssm", new JsonObject().put("ttlMS", 60_000)))),
        Map.entry(
            "settings of a misspelt vault",
            () ->
                thrown(
                    with.saigon(
                            with.aws
                                .saigonOptions()
                                .withSettings("aws-smm", new JsonObject().put("ttlMs", 60_000)))
                        .vault())),
        Map.entry(
            "misspelt member of Cognito's configuration",
            () ->
                thrown(
                    CognitoClientConfig.fromJson(
                        new JsonObject().put("userPoolID", with.cognito().userPoolId())))),
        Map.entry(
            "misspelt service of an endpoint",
            () ->
                thrown(
                    SaigonOptions.defaults()
                        .withEndpoint("secretmanager", "https://localhost:4566"))),
        Map.entry(
            "misspelt log-in flow",
            () ->
                thrown(
                    CognitoClientConfig.fromJson(
                        new JsonObject()
                            .put("userPoolId", with.cognito().userPoolId())
                            .put("clientId", with.cognito().clientId())
                            .put("identityPoolId", with.cognito().identityPoolId())
                            .put("loginFlow", "SPR")))));
  }

  private SaigonOptions local() {
    return SaigonOptions.defaults()
        .withTrust(with.aws.trustOptions())
        .withEndpoint(with.aws.endpoint());
  }

  private Future<?> secret(SaigonOptions options) {
    return with.saigon(options).vault().secretString("orders/db");
  }

  private Object vault(String name, JsonObject settings) {
    Saigon saigon = with.saigon(with.aws.saigonOptions().withSettings(name, settings));
    return saigon.vault(name);
  }

  private static JsonObject saigon(String member, String value) {
    return new JsonObject().put("saigon", new JsonObject().put(member, value));
  }

  private static Future<?> thrown(Object nothing) {
    return Future.succeededFuture(nothing);
  }
}
