package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.rest.vertx.RetryPolicy;
import io.saigon.rest.vertx.WaitPolicy;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Writes the page of the options that a configuration can set, and holds it to the code. */
class OptionsTest {
  private static final List<Record> ALL =
      List.of(
          SecretVaultOptions.defaults(),
          DownloadOptions.defaults(),
          UploadOptions.defaults(),
          UnzipOptions.defaults(),
          UnzipLimits.defaults(),
          RetryPolicy.defaults(),
          WaitPolicy.upTo(Duration.ofMinutes(1)),
          SigningOptions.defaults(),
          CognitoClientConfig.of(
              "eu-west-1_AbCdEf123", "client", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef"),
          CognitoIdpConfig.of("eu-west-1_AbCdEf123"),
          CognitoVerifierConfig.of("eu-west-1_AbCdEf123", "client"),
          JwtVerifierConfig.of("https://login.example.com", "orders"),
          AlbVerifierConfig.of(
              "https://login.example.com",
              "client",
              "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/0123456789abcdef"),
          ClientCredentialsConfig.of(UserPoolDomain.custom("auth.example.com"), "client", "secret"),
          ManagedLoginConfig.of(
              "eu-west-1_AbCdEf123", UserPoolDomain.custom("auth.example.com"), "client"));

  /** Members that have no default, whose values above are made up. */
  private static final Set<String> REQUIRED =
      Set.of(
          "atMostMs",
          "userPoolId",
          "clientId",
          "identityPoolId",
          "clients",
          "issuer",
          "audiences",
          "loadBalancers",
          "domain",
          "ClientCredentialsConfig.clientSecret");

  private static final Map<Class<?>, String> TYPES =
      Map.of(
          boolean.class, "true or false",
          Duration.class, "milliseconds",
          int.class, "number",
          long.class, "number",
          String.class, "text",
          Set.class, "array",
          Map.class, "object",
          java.nio.file.Path.class, "text, a path",
          URI.class, "text, a URL",
          UserPoolDomain.class, "text, a URL");

  @Test
  void thePageListsEveryMember() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Options from configuration

            Each record has `fromJson`, which reads such members from an object of a verticle's configuration and names
            those that it does not know, and `toJson`, which writes them. `SaigonOptions.fromConfig` and `toConfig` do so
            for the object `saigon`, whose members its documentation lists. A test compares this page with the code.

            | record | member | value | default |
            |---|---|---|---|
            """);
    for (Record options : ALL) {
      members(options).forEach((name, row) -> page.append(row));
    }
    Golden.check(Modules.HOME.resolveSibling("docs").resolve("options.md"), page.toString());
  }

  private static Map<String, String> members(Record options) {
    Map<String, String> rows = new LinkedHashMap<>();
    JsonObject json = json(options);
    for (RecordComponent component : options.getClass().getRecordComponents()) {
      Class<?> type = component.getType();
      String name = component.getName() + (type == Duration.class ? "Ms" : "");
      String kind =
          type.isEnum()
              ? "one of " + String.join(", ", names(type))
              : isObject(type) ? "object, `" + type.getSimpleName() + "`" : TYPES.get(type);
      if (kind != null) {
        String value = isObject(type) ? "its own" : String.valueOf(json.getValue(name, "none"));
        rows.put(
            name,
            "| `%s` | `%s` | %s | %s |\n"
                .formatted(
                    options.getClass().getSimpleName(),
                    name,
                    kind,
                    isRequired(options, name) ? "to be given" : value));
      }
    }
    assertThat(rows.keySet())
        .as("members of %s", options.getClass())
        .containsAll(json.fieldNames());
    return rows;
  }

  private static boolean isObject(Class<?> type) {
    return type.isRecord() && !TYPES.containsKey(type);
  }

  private static boolean isRequired(Record options, String name) {
    return REQUIRED.contains(name)
        || REQUIRED.contains(options.getClass().getSimpleName() + "." + name);
  }

  private static List<String> names(Class<?> type) {
    return List.of(type.getEnumConstants()).stream().map(String::valueOf).toList();
  }

  private static JsonObject json(Record options) {
    try {
      return (JsonObject) options.getClass().getMethod("toJson").invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
