package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.config.SaigonOptions;
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
import io.saigon.api.vault.VaultKind;
import io.saigon.rest.vertx.RetryPolicy;
import io.saigon.rest.vertx.WaitPolicy;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.saigon.testkit.LocalAwsOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.lang.reflect.Field;
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
              "eu-west-1_AbCdEf123", UserPoolDomain.custom("auth.example.com"), "client"),
          LocalAwsOptions.defaults());

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
      Map.ofEntries(
          Map.entry(boolean.class, "true or false"),
          Map.entry(Duration.class, "milliseconds"),
          Map.entry(int.class, "number"),
          Map.entry(long.class, "number"),
          Map.entry(Long.class, "number"),
          Map.entry(String.class, "text"),
          Map.entry(Set.class, "array"),
          Map.entry(Map.class, "object"),
          Map.entry(java.nio.file.Path.class, "text, a path"),
          Map.entry(URI.class, "text, a URL"),
          Map.entry(UserPoolDomain.class, "text, a URL"));

  private static final Map<String, String> OF_SAIGON =
      Map.of(
          "region", "text; without it [AWS's settings](settings.md) decide",
          "endpoint", "text, the base URL of all services",
          "endpoints", "object, base URLs by service, such as `s3`",
          "caBundle", "text, a PEM file of certificate authorities",
          "vault", "text, the name of a vault",
          "storage", "text, the name of a storage, where there are several",
          "cognito", "text, the name of a provider, where there are several",
          "settings", "object, settings by provider");

  @Test
  void thePageListsEveryMember() throws IOException {
    StringBuilder page =
        new StringBuilder(
            """
            # Options from configuration

            Each record has `fromJson`, which reads such members from an object of a verticle's configuration and names
            those that it does not know, and `toJson`, which writes them. `SaigonOptions.fromConfig` and `toConfig` do so
            for the object `saigon`. A test compares this page with the code.

            | record | member | value | default |
            |---|---|---|---|
            """);
    for (Record options : ALL) {
      members(options).forEach((name, row) -> page.append(row));
    }
    page.append(
        """

        ## The object `saigon`

        | member | value |
        |---|---|
        """);
    for (String member : everyMember().fieldNames()) {
      page.append("| `%s` | %s |\n".formatted(member, OF_SAIGON.get(member)));
    }
    page.append(
        """

        ## Settings of providers

        Members of `saigon.settings.<provider>`. Every vault takes those of `SecretVaultOptions` as well.

        | provider | member | value | default |
        |---|---|---|---|
        """);
    page.append(
        setting(
            VaultKind.AWS_SECRETS_MANAGER,
            "SecretsManagerProvider",
            "REPLICAS",
            "array of regions | none"));
    page.append(
        setting(
            VaultKind.AWS_APP_CONFIG, "AppConfigProvider", "INTERVAL", "number, 15 to 86400 | 60"));
    page.append(
        setting(VaultKind.DIRECTORY, "DirectoryProvider", "PATH", "text, a path | to be given"));
    page.append(
        "| `s3` | `%s` | true or false | by the endpoint |\n"
            .formatted(constant("io.saigon.storage.s3.PathStyle", "SETTING")));
    Golden.check(Modules.HOME.resolveSibling("docs").resolve("options.md"), page.toString());
  }

  /** Returns an object with every member that there is. */
  private static JsonObject everyMember() {
    SaigonOptions all =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint("https://localhost")
            .withEndpoint("s3", "https://localhost")
            .withTrust(new PemTrustOptions().addCertPath("ca.pem"))
            .withVault("environment")
            .withStorage("s3")
            .withCognito("cognito")
            .withSettings("environment", new JsonObject());
    JsonObject members = all.toConfig().getJsonObject("saigon");
    assertThat(members.fieldNames()).containsExactlyInAnyOrderElementsOf(OF_SAIGON.keySet());
    // All but the credentials, which are for code alone.
    assertThat(members.size()).isEqualTo(SaigonOptions.class.getRecordComponents().length - 1);
    return members;
  }

  private static String setting(VaultKind vault, String provider, String constant, String rest) {
    return "| `%s` | `%s` | %s |\n"
        .formatted(
            vault.providerName(), constant("io.saigon.vault.provider." + provider, constant), rest);
  }

  private static Object constant(String type, String name) {
    try {
      Field field = Class.forName(type).getDeclaredField(name);
      field.setAccessible(true);
      return field.get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
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
