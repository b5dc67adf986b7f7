package io.saigon.vault.pg;

import io.saigon.aws.AwsService;
import io.saigon.testkit.LocalPostgres;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Rotates a secret in the steps of Secrets Manager's own rotation functions. */
final class RotatedSecret {
  private final AwsService<SecretsManagerAsyncClient> secrets;
  private final LocalPostgres db;
  private final String key;
  private String currentVersion = "";

  RotatedSecret(AwsService<SecretsManagerAsyncClient> secrets, LocalPostgres db, String key) {
    this.secrets = secrets;
    this.db = db;
    this.key = key;
  }

  Future<?> create(String user, String password) {
    return secrets
        .call(c -> c.createSecret(r -> r.name(key).secretString(json(user, password))))
        .onSuccess(created -> currentVersion = created.versionId());
  }

  /** The pending version first, then the database, and the current version last. */
  Future<?> rotate(String user, String password, Supplier<Future<?>> beforeCurrent) {
    return secrets
        .call(
            c ->
                c.putSecretValue(
                    r ->
                        r.secretId(key)
                            .secretString(json(user, password))
                            .versionStages("AWSPENDING")))
        .compose(
            pending ->
                db.setPassword(user, password)
                    .compose(v -> beforeCurrent.get())
                    .compose(v -> makeCurrent(pending.versionId())));
  }

  private Future<?> makeCurrent(String version) {
    String before = currentVersion;
    return secrets
        .call(
            c ->
                c.updateSecretVersionStage(
                    r ->
                        r.secretId(key)
                            .versionStage("AWSCURRENT")
                            .moveToVersionId(version)
                            .removeFromVersionId(before)))
        .onSuccess(moved -> currentVersion = version);
  }

  private String json(String user, String password) {
    return new JsonObject()
        .put("engine", "postgres")
        .put("host", db.host())
        .put("port", db.port())
        .put("dbname", db.database())
        .put("username", user)
        .put("password", password)
        .encode();
  }
}
