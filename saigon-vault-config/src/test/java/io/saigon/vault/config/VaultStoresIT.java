package io.saigon.vault.config;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretVaultOptions;
import io.saigon.testkit.fault.Fault;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contents of stores, and mistakes in them. */
class VaultStoresIT extends ConfigFixture {
  private static JsonObject key(String key) {
    return new JsonObject().put("key", key);
  }

  @Test
  void aSecretThatIsJsonIsTheConfiguration() {
    create("orders", "{\"db\":{\"host\":\"h\",\"port\":5432}}");
    assertThat(config(store(SECRETS, key("orders"))))
        .isEqualTo(new JsonObject("{\"db\":{\"host\":\"h\",\"port\":5432}}"));
  }

  @Test
  void aSecretMayBeProperties() {
    create("orders", "db.host = h\ndb.port = 5432\n");
    JsonObject config =
        config(store(SECRETS, key("orders").put("hierarchical", true)).setFormat("properties"));
    assertThat(config.getJsonObject("db").getString("host")).isEqualTo("h");
    assertThat(config.getJsonObject("db").getInteger("port")).isEqualTo(5432);
  }

  @Test
  void aSecretMayBeRaw() {
    create("orders/key", "s3cret");
    assertThat(config(store(SECRETS, key("orders/key").put("raw.key", "apiKey")).setFormat("raw")))
        .isEqualTo(new JsonObject().put("apiKey", "s3cret"));
  }

  @Test
  void secretsByMemberNestAndConvert() {
    create("orders/db", "{\"user\":\"u\"}");
    create("orders/limit", "10");
    create("orders/code", "007");
    JsonObject keys =
        new JsonObject()
            .put("db.login", "orders/db")
            .put("limit", "orders/limit")
            .put("code", "orders/code");
    JsonObject expected = new JsonObject("{\"db\":{\"login\":{\"user\":\"u\"}},\"code\":\"007\"}");
    assertThat(config(store(SECRETS, new JsonObject().put("keys", keys))))
        .isEqualTo(expected.copy().put("limit", 10));
    assertThat(config(store(SECRETS, new JsonObject().put("keys", keys).put("raw-data", true))))
        .isEqualTo(expected.copy().put("limit", "10"));
  }

  @Test
  void parametersBelowAPathAreATreeFromWhichOurOptionsAreRead() {
    parameter("/orders/saigon/region", "eu-west-1");
    parameter("/orders/saigon/vault", "aws-ssm");
    parameter("/orders/saigon/settings/aws-ssm/maxEntries", "5");
    parameter("/orders/saigon/settings/aws-ssm/strict", "true");
    JsonObject config = config(store(PARAMETERS, new JsonObject().put("path", "/orders")));
    SaigonOptions options = SaigonOptions.fromConfig(config);
    assertThat(options.vault()).isEqualTo("aws-ssm");
    assertThat(SecretVaultOptions.defaults().withSettings(options.settings("aws-ssm")))
        .isEqualTo(SecretVaultOptions.defaults().withMaxEntries(5).withStrict(true));
  }

  @Test
  void aConfigurationOfAppConfigIsAStore() {
    aws.appConfig().put("orders", "prod", "main", new JsonObject().put("limit", 10));
    JsonObject names =
        new JsonObject()
            .put("application", "orders")
            .put("environment", "prod")
            .put("profile", "main");
    assertThat(config(store("saigon-app-config", names)))
        .isEqualTo(new JsonObject().put("limit", 10));
    assertMistake(
        store("saigon-app-config", new JsonObject().put("application", "orders")),
        "The configuration's member saigon-app-config.environment is missing; add it");
    assertMistake(
        store("saigon-app-config", names.copy().put("profile", "a/b")),
        "The configuration's member saigon-app-config.profile must not have a slash");
    assertMistake(
        store("saigon-app-config", names.copy().put("enviroment", "prod")),
        "did you mean 'environment'?");
  }

  @Test
  void anyVaultIsAStoreByItsName() {
    create("orders", "{\"a\":1}");
    JsonObject byName = key("orders").put("vault", "aws-secrets-manager");
    assertThat(config(store("saigon-vault", byName))).isEqualTo(new JsonObject().put("a", 1));
    assertThat(config(store("saigon-vault", key("orders"))))
        .as("the application's own")
        .isEqualTo(new JsonObject().put("a", 1));
  }

  @Test
  void anOptionalStoreMayBeMissingAndAnyOtherFails() {
    create("orders", "{\"a\":1}");
    ConfigStoreOptions missing = store(SECRETS, key("nothing"));
    assertThat(config(store(SECRETS, key("orders")), missing.setOptional(true)))
        .isEqualTo(new JsonObject().put("a", 1));
    assertThat(failure(NotFoundException.class, retriever(missing.setOptional(false)).getConfig()))
        .hasMessageContaining("nothing");
  }

  @Test
  void aConfigurationIsKeptWhileTheServiceIsDown() {
    create("orders", "{\"a\":1}");
    ConfigRetriever retriever = retriever(store(SECRETS, key("orders")));
    await(retriever.getConfig());
    aws.faults().always("secretsmanager", Fault.error(500, "InternalServiceError"));
    assertThat(await(retriever.getConfig())).isEqualTo(new JsonObject().put("a", 1));
  }

  @Test
  void aMalformedSecretIsNamedAndNotQuoted() {
    create("orders", "CANARY");
    for (ConfigStoreOptions store :
        new ConfigStoreOptions[] {
          store(SECRETS, key("orders")),
          store(SECRETS, key("orders").put("raw.key", "x").put("raw.type", "json-object"))
              .setFormat("raw"),
          store(SECRETS, key("orders").put("raw.key", "x").put("raw.type", "json-array"))
              .setFormat("raw")
        }) {
      assertThat(failure(SecretMappingException.class, retriever(store).getConfig()))
          .hasMessageContaining("orders")
          .hasMessageNotContaining("CANARY")
          .hasNoCause();
    }
  }

  @Test
  void aMistakeInAStoreIsNamedWhenTheRetrieverIsCreated() {
    assertMistake(
        store("saigon-secret", key("orders")),
        "Type saigon-secret of a configuration store is not known; did you mean 'saigon-secrets'?");
    assertMistake(
        store(SECRETS, new JsonObject().put("kye", "orders")),
        "The configuration's member saigon-secrets.kye is not known; did you mean 'key'?");
    assertMistake(
        store(SECRETS, new JsonObject()),
        "The configuration's member saigon-secrets.key is missing; add it, or keys or path");
    assertMistake(
        store(PARAMETERS, key("a").put("path", "/a")),
        "The configuration's member saigon-parameters.path contradicts key; leave one of them out");
    assertMistake(
        store(PARAMETERS, new JsonObject().put("path", "/a")).setFormat("raw"),
        "The configuration's member saigon-parameters.format must be json with keys or path");
    assertMistake(
        store(
            SECRETS, new JsonObject().put("keys", new JsonObject().put("a", "k").put("a.b", "l"))),
        "The configuration's member saigon-secrets.keys.a.b lies within another one");
    assertMistake(
        store("saigon-vault", key("a").put("vault", "aws-smm")), "did you mean 'aws-ssm'?");
  }

  private void assertMistake(ConfigStoreOptions store, String message) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> retriever(store))
        .withMessageContaining(message);
  }

  @Test
  void aRetrieverOfVertxConfigTakesTheStoresToo(@TempDir Path directory) throws Exception {
    create("orders", "{\"a\":1}");
    Path ca =
        Files.writeString(directory.resolve("ca.pem"), aws.caCertificate(), StandardCharsets.UTF_8);
    JsonObject settings =
        new JsonObject()
            .put("region", aws.region())
            .put("endpoint", aws.endpoint().toString())
            .put("caBundle", ca.toString());
    System.setProperty("aws.accessKeyId", aws.accessKeyId());
    System.setProperty("aws.secretAccessKey", aws.secretAccessKey());
    try {
      ConfigRetriever retriever =
          ConfigRetriever.create(
              vertx, unscanned(store(SECRETS, key("orders").put("saigon", settings))));
      assertThat(await(retriever.getConfig())).isEqualTo(new JsonObject().put("a", 1));
      await(retriever.close());
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }
}
