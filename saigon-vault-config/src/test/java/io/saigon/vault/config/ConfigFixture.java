package io.saigon.vault.config;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.vault.SecretChange;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import io.vertx.config.ConfigStoreOptions;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Secrets and parameters of a local AWS, over https, and retrievers of them. */
@FreshLocalAws
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
abstract class ConfigFixture {
  static final String SECRETS = "saigon-secrets";
  static final String PARAMETERS = "saigon-parameters";

  LocalAws aws;
  Vertx vertx;
  Saigon saigon;
  private AwsService<SecretsManagerAsyncClient> secrets;
  private AwsService<SsmAsyncClient> parameters;

  @BeforeEach
  void open(Vertx vertx, LocalAws aws) {
    this.aws = aws;
    this.vertx = vertx;
    // What is missing is looked for again soon.
    JsonObject soon = new JsonObject().put("negativeTtlMs", 20);
    SaigonOptions options = aws.saigonOptions().withSettings("aws-secrets-manager", soon);
    saigon = Saigon.create(vertx, options);
    VertxAws clients = VertxAws.create(vertx, aws.saigonOptions());
    secrets = clients.service("secretsmanager", SecretsManagerAsyncClient::builder);
    parameters = clients.service("ssm", SsmAsyncClient::builder);
  }

  void create(String key, String text) {
    await(secrets.call(c -> c.createSecret(r -> r.name(key).secretString(text))));
  }

  void change(String key, String text) {
    await(secrets.call(c -> c.putSecretValue(r -> r.secretId(key).secretString(text))));
  }

  void announce(String vault, String key) {
    vertx
        .eventBus()
        .publish(SecretChange.ADDRESS, new JsonObject().put("vault", vault).put("key", key));
  }

  void parameter(String name, String value) {
    await(
        parameters.call(
            c ->
                c.putParameter(
                    r ->
                        r.name(name)
                            .value(value)
                            .type(ParameterType.SECURE_STRING)
                            .overwrite(true))));
  }

  static ConfigStoreOptions store(String type, JsonObject config) {
    return new ConfigStoreOptions().setType(type).setConfig(config);
  }

  static ConfigRetrieverOptions unscanned(ConfigStoreOptions... stores) {
    ConfigRetrieverOptions options = new ConfigRetrieverOptions().setScanPeriod(-1);
    for (ConfigStoreOptions store : stores) {
      options.addStore(store);
    }
    return options;
  }

  ConfigRetriever retriever(ConfigStoreOptions... stores) {
    return VaultConfig.retriever(saigon, unscanned(stores));
  }

  JsonObject config(ConfigStoreOptions... stores) {
    return await(retriever(stores).getConfig());
  }
}
