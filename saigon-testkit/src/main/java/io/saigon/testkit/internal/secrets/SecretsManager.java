package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.kms.KeyManagement;
import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The service secretsmanager: what changes secrets. */
public final class SecretsManager {
  private static final Set<String> MODELLED =
      Set.of(
          "InternalServiceError",
          "MalformedPolicyDocumentException",
          "PublicPolicyException",
          "InvalidNextTokenException",
          "InvalidParameterException",
          "InvalidRequestException",
          "ResourceExistsException",
          "ResourceNotFoundException");

  private static final String TOKEN = "ClientRequestToken";

  /** Bytes of a text; the model of requests counts its characters, and the bytes of others. */
  private static final int LONGEST = 65_536;

  private final Clock clock;
  private final Secrets secrets;
  private final Operations operations =
      new Operations("secretsmanager", "secretsmanager", "ValidationException", false);

  private final SecretKeys keys;
  private final Replicas replicas;
  private final SecretReads reads;
  private final Rotations rotations;

  public SecretsManager(
      Vertx vertx, String region, Clock clock, Lambdas lambdas, KeyManagement kms) {
    this.clock = clock;
    secrets = new Secrets(region, clock);
    operations
        .capitalised(MODELLED)
        .refusing("Type", "ExternalSecretRotationMetadata", "ExternalSecretRotationRoleArn")
        .signed("CreateSecret", this::create)
        .signed("PutSecretValue", this::putValue)
        .signed("UpdateSecret", this::update)
        .signed("UpdateSecretVersionStage", this::updateStage)
        .signed("DeleteSecret", this::delete)
        .signed("RestoreSecret", this::restore)
        .signed("GetRandomPassword", RandomPassword::of);
    keys = new SecretKeys(kms);
    replicas = new Replicas(secrets, region);
    replicas.register(operations);
    new SecretTags(secrets).register(operations);
    reads = new SecretReads(secrets, replicas, keys, clock);
    reads.register(operations);
    new SecretPolicies(secrets).register(operations);
    rotations = new Rotations(vertx, secrets, clock, operations, lambdas);
  }

  /** Rotates a secret now. */
  public Future<Void> rotate(String secretId) {
    return rotations.rotate(secretId);
  }

  /** Makes a secret with a text. */
  public void put(String name, String text) {
    operations.directly(
        this::create,
        new JsonObject()
            .put("Name", name)
            .put("SecretString", text)
            .put(TOKEN, UUID.randomUUID().toString()));
  }

  /**
   * Answers a request of GetSecretValue of another service.
   *
   * @throws io.saigon.testkit.internal.wire.AwsError if it is refused
   */
  public JsonObject read(JsonObject request) {
    return operations.exclusively(() -> reads.get(operations.params(request)));
  }

  /** Rotates the secrets whose date has come, on other threads. */
  public void rotateDue() {
    rotations.rotateDue();
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
    checkValue(params);
    Map<String, Replica> replicated = replicas.requested(params);
    Map<String, String> tags = SecretTags.with(Map.of(), params);
    Optional<Secret> made = secrets.all().stream().filter(s -> hasVersion(s, params)).findFirst();
    if (made.isPresent()) {
      return withVersion(made.get(), addVersion(made.get(), params, List.of(Secret.CURRENT)));
    }
    keys.checkEncryption(params, params.optionalText("KmsKeyId"));
    Secret secret = secrets.create(name);
    secret.description(params.text("Description", ""), clock.instant());
    key(params, secret);
    secret.tag(tags);
    return Replicas.add(
        secret,
        replicated,
        withVersion(secret, addVersion(secret, params, List.of(Secret.CURRENT))));
  }

  /** Returns whether a request has created a secret before, by the same token. */
  private static boolean hasVersion(Secret secret, Params params) {
    String token = params.optionalText(TOKEN);
    return token != null
        && secret.name().equals(params.text("Name"))
        && !secret.isDeleted()
        && secret.version(token).filter(version -> !version.isEmpty()).isPresent();
  }

  private void key(Params params, Secret secret) {
    if (params.has("KmsKeyId")) {
      secret.kmsKey(params.text("KmsKeyId"), clock.instant());
    }
  }

  private JsonObject putValue(Params params) {
    checkValue(params);
    Secret secret = secrets.find(params.text("SecretId")).live();
    keys.checkEncryption(params, secret.kmsKey());
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
    checkValue(params);
    Secret secret = secrets.find(params.text("SecretId")).live();
    keys.checkEncryption(
        params, params.has("KmsKeyId") ? params.text("KmsKeyId") : secret.kmsKey());
    String description = params.optionalText("Description");
    if (description != null) {
      secret.description(description, clock.instant());
    }
    key(params, secret);
    return withVersion(secret, addVersion(secret, params, List.of(Secret.CURRENT)));
  }

  private JsonObject updateStage(Params params) {
    params.need("SecretId", "VersionStage");
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
    boolean force = params.flag("ForceDeleteWithoutRecovery");
    String id = params.text("SecretId");
    if (force && params.has("RecoveryWindowInDays")) {
      throw new AwsError(
          "InvalidParameterException",
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    if (force && !secrets.exists(id)) {
      // A forced deletion of a missing secret succeeds.
      return secrets.unknown(id).reference().put("DeletionDate", Json.time(clock.instant()));
    }
    Secret secret = force ? secrets.find(id) : secrets.find(id).live();
    Replicas.checkNone(secret);
    Integer asked = params.optionalNumber("RecoveryWindowInDays");
    int days = asked == null ? 30 : asked;
    if (days < 7 || days > 30) {
      throw new AwsError(
          "InvalidParameterException",
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
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

  private @Nullable SecretVersion addVersion(Secret secret, Params params, List<String> stages) {
    String text = params.optionalText("SecretString");
    String base64 = params.optionalText("SecretBinary");
    if (text == null && base64 == null) {
      return null;
    }
    String id = token(params, "InvalidRequestException");
    SecretVersion known = secret.version(id).orElse(null);
    if (known != null && known.isEmpty()) {
      SecretVersion filled =
          new SecretVersion(id, text, base64, known.created(), secret.kmsKey(), known.stages());
      secret.add(filled, clock.instant());
      stages.forEach(stage -> secret.move(stage, filled, clock.instant()));
      return filled;
    }
    if (known != null && !known.hasValue(text, base64)) {
      throw new AwsError(
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(id, secret.arn()));
    }
    if (known != null) {
      return known;
    }
    boolean first = secret.isEmpty();
    SecretVersion version = SecretVersion.of(id, text, base64, clock.instant(), secret.kmsKey());
    secret.add(version, clock.instant());
    stages.forEach(stage -> secret.move(stage, version, clock.instant()));
    if (first) {
      secret.move(Secret.CURRENT, version, clock.instant());
    }
    return version;
  }

  /**
   * Returns the token of a request, which names the version that it makes.
   *
   * @param missing error code for a request without one; AWS's clients send one by themselves
   */
  static String token(Params params, String missing) {
    String token = params.optionalText(TOKEN);
    if (token == null) {
      throw new AwsError(
          missing, "You must provide a ClientRequestToken value. We recommend a UUID-type value.");
    }
    return token;
  }

  /** Checks the request before anything is changed. */
  private static void checkValue(Params params) {
    if (params.has("SecretString") || params.has("SecretBinary")) {
      token(params, "InvalidRequestException");
    }
    String text = params.optionalText("SecretString");
    if (text != null && text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw params.invalid(
          "[hidden]", "SecretString", "Member must have length less than or equal to " + LONGEST);
    }
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
