package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service secretsmanager: what changes secrets. */
public final class SecretsManager {
  private final Clock clock;
  private final Secrets secrets;
  private final Operations operations =
      new Operations("secretsmanager", "secretsmanager", "ValidationException", false);

  public SecretsManager(String region, Clock clock) {
    this.clock = clock;
    secrets = new Secrets(region, clock);
    operations
        .signed("CreateSecret", this::create)
        .signed("PutSecretValue", this::putValue)
        .signed("UpdateSecret", this::update)
        .signed("UpdateSecretVersionStage", this::updateStage)
        .signed("DeleteSecret", this::delete)
        .signed("RestoreSecret", this::restore)
        .signed("TagResource", this::tag)
        .signed("UntagResource", this::untag);
    new SecretReads(secrets).register(operations);
  }

  public Operations operations() {
    return operations;
  }

  private JsonObject create(Params params) {
    String name = params.text("Name");
    if (!name.matches("[\\w/+=.@!-]{1,512}")) {
      throw new AwsError(
          "ValidationException",
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
    checkOneValue(params);
    Secret secret = secrets.create(name);
    secret.description(params.text("Description", ""), clock.instant());
    tags(params, secret);
    return withVersion(secret, addVersion(secret, params, List.of(Secret.CURRENT)));
  }

  private JsonObject putValue(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    checkOneValue(params);
    List<String> stages = params.texts("VersionStages");
    SecretVersion version =
        addVersion(secret, params, stages.isEmpty() ? List.of(Secret.CURRENT) : stages);
    if (version == null) {
      throw new AwsError(
          "InvalidRequestException", "You must provide either SecretString or SecretBinary.");
    }
    return withVersion(secret, version).put("VersionStages", Json.array(version.stages()));
  }

  private JsonObject update(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    checkOneValue(params);
    String description = params.optionalText("Description");
    if (description != null) {
      secret.description(description, clock.instant());
    }
    return withVersion(secret, addVersion(secret, params, List.of(Secret.CURRENT)));
  }

  private JsonObject updateStage(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    new StageMove(
            secret,
            params.text("VersionStage"),
            params.optionalText("RemoveFromVersionId"),
            params.optionalText("MoveToVersionId"))
        .make(clock.instant());
    return secret.reference();
  }

  private JsonObject delete(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    boolean force = params.flag("ForceDeleteWithoutRecovery");
    if (force && params.has("RecoveryWindowInDays")) {
      throw new AwsError(
          "InvalidParameterException",
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    int days = params.number("RecoveryWindowInDays", 30, 7, 30);
    Instant now = clock.instant();
    Instant end = force ? now : now.plus(Duration.ofDays(days));
    secret.delete(now, end);
    if (force) {
      secrets.remove(secret);
    }
    return secret.reference().put("DeletionDate", Json.time(end));
  }

  private JsonObject restore(Params params) {
    Secret secret = secrets.find(params.text("SecretId"));
    secret.restore();
    return secret.reference();
  }

  private JsonObject tag(Params params) {
    tags(params, secrets.find(params.text("SecretId")).live());
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    params.texts("TagKeys").forEach(secret.tags()::remove);
    return new JsonObject();
  }

  private static void tags(Params params, Secret secret) {
    params
        .objects("Tags")
        .forEach(tag -> secret.tags().put(tag.text("Key"), tag.text("Value", "")));
  }

  private @Nullable SecretVersion addVersion(Secret secret, Params params, List<String> stages) {
    String text = params.optionalText("SecretString");
    String base64 = params.optionalText("SecretBinary");
    if (text == null && base64 == null) {
      return null;
    }
    if (size(text, base64) > 65536) {
      throw new AwsError(
          "ValidationException", "The secret value is longer than 65536 bytes, which is the most.");
    }
    String id = params.text("ClientRequestToken", UUID.randomUUID().toString());
    SecretVersion known = secret.version(id).orElse(null);
    if (known != null && !known.hasValue(text, base64)) {
      throw new AwsError(
          "ResourceExistsException", "A resource with the ID you requested already exists.");
    }
    if (known != null) {
      return known;
    }
    boolean first = secret.isEmpty();
    SecretVersion version = SecretVersion.of(id, text, base64, clock.instant());
    secret.add(version, clock.instant());
    stages.forEach(stage -> secret.move(stage, version, clock.instant()));
    if (first) {
      secret.move(Secret.CURRENT, version, clock.instant());
    }
    return version;
  }

  private static int size(@Nullable String text, @Nullable String base64) {
    if (text != null) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
    return base64 == null ? 0 : base64.length() / 4 * 3;
  }

  private static void checkOneValue(Params params) {
    if (params.has("SecretString") && params.has("SecretBinary")) {
      throw new AwsError(
          "InvalidParameterException",
          "You can't specify both a binary secret value and a string secret value in the same"
              + " secret.");
    }
  }

  private static JsonObject withVersion(Secret secret, @Nullable SecretVersion version) {
    JsonObject json = secret.reference();
    return version == null ? json : json.put("VersionId", version.id());
  }
}
