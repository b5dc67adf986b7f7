package io.saigon.examples.demo;

import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The operator's side: writes the database secret to whichever store the service reads it from. */
final class SecretStores {
  /** Key of the database secret, the same in every store. */
  static final String KEY = "orders-db";

  private final Vertx vertx;
  private final Path directory;
  private final AwsService<SecretsManagerAsyncClient> secretsManager;
  private final AwsService<SsmAsyncClient> ssm;

  SecretStores(Vertx vertx, VertxAws aws, Path directory) {
    this.vertx = vertx;
    this.directory = directory;
    this.secretsManager = aws.service("secretsmanager", SecretsManagerAsyncClient::builder);
    this.ssm = aws.service("ssm", SsmAsyncClient::builder);
  }

  Path directory() {
    return directory;
  }

  Future<?> createInSecretsManager(JsonObject secret) {
    return secretsManager.call(
        client -> client.createSecret(r -> r.name(KEY).secretString(secret.encode())));
  }

  Future<?> put(VaultKind vault, JsonObject secret) {
    return switch (vault) {
      case AWS_SECRETS_MANAGER ->
          secretsManager.call(
              c -> c.putSecretValue(r -> r.secretId(KEY).secretString(secret.encode())));
      case AWS_SSM ->
          ssm.call(
              c ->
                  c.putParameter(
                      r -> r.name(KEY).type(ParameterType.SECURE_STRING).value(secret.encode())));
      case DIRECTORY ->
          vertx
              .fileSystem()
              .writeFile(directory.resolve(KEY).toString(), Buffer.buffer(secret.encode()));
      case ENVIRONMENT -> throw new IllegalArgumentException("A process can't set its environment");
      case AWS_APP_CONFIG ->
          throw new IllegalArgumentException("Deployments change configurations");
      case AWS_RDS_IAM -> throw new IllegalArgumentException("Tokens are made, not stored");
    };
  }
}
