package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A symmetric key; guarded by the lock of the service. */
final class Key {
  /** States, as DescribeKey has them. */
  enum State {
    ENABLED("Enabled"),
    DISABLED("Disabled"),
    PENDING_DELETION("PendingDeletion");

    private final String shown;

    State(String shown) {
      this.shown = shown;
    }

    String shown() {
      return shown;
    }
  }

  private final String id;
  private final String arn;
  private final Instant created;
  private final SecretKey secret = new SecretKeySpec(Ids.bytes(32), "AES");
  private final String material =
      (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
  private final boolean ofAws;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private String description;
  private String policy;
  private State state = State.ENABLED;
  private KeyRotation.@Nullable Period rotation;
  private @Nullable Instant deletion;

  Key(String id, String arn, Instant created, boolean ofAws, String description, String policy) {
    this.id = id;
    this.arn = arn;
    this.created = created;
    this.ofAws = ofAws;
    this.description = description;
    this.policy = policy;
    rotation = ofAws ? new KeyRotation.Period(365, created) : null;
  }

  String id() {
    return id;
  }

  String arn() {
    return arn;
  }

  SecretKey secret() {
    return secret;
  }

  /** Returns the id of its material. */
  String material() {
    return material;
  }

  KeyRotation.@Nullable Period rotation() {
    return rotation;
  }

  void rotation(KeyRotation.@Nullable Period changed) {
    rotation = changed;
  }

  Map<String, String> tags() {
    return tags;
  }

  String policy() {
    return policy;
  }

  void policy(String changed) {
    policy = changed;
  }

  void description(String changed) {
    description = changed;
  }

  State state() {
    return state;
  }

  void state(State changed) {
    state = changed;
    deletion = null;
  }

  void delete(Instant at) {
    state = State.PENDING_DELETION;
    deletion = at;
  }

  boolean isGone(Instant now) {
    return deletion != null && !now.isBefore(deletion);
  }

  /** Returns this key, unless AWS manages it. */
  Key own() {
    if (ofAws) {
      throw new AwsError(
          400,
          "AccessDeniedException",
          "User is not authorized to use or change the AWS managed key " + arn);
    }
    return this;
  }

  /** Returns this key, unless it is scheduled for deletion. */
  Key live() {
    if (state == State.PENDING_DELETION) {
      throw new AwsError("KMSInvalidStateException", arn + " is pending deletion.");
    }
    return this;
  }

  JsonObject metadata() {
    JsonObject json =
        new JsonObject()
            .put("AWSAccountId", Ids.ACCOUNT)
            .put("KeyId", id)
            .put("Arn", arn)
            .put("CreationDate", Json.time(created))
            .put("CurrentKeyMaterialId", material)
            .put("Enabled", state == State.ENABLED)
            .put("Description", description)
            .put("KeyUsage", "ENCRYPT_DECRYPT")
            .put("KeyState", state.shown())
            .put("Origin", "AWS_KMS")
            .put("KeyManager", ofAws ? "AWS" : "CUSTOMER")
            .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
            .put("KeySpec", "SYMMETRIC_DEFAULT")
            .put("EncryptionAlgorithms", Json.array(List.of("SYMMETRIC_DEFAULT")))
            .put("MultiRegion", false);
    if (deletion != null) {
      json.put("DeletionDate", Json.time(deletion));
    }
    return json;
  }
}
