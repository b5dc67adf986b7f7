package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A secret, its versions and their stages; guarded by the lock of the service. */
final class Secret {
  static final String CURRENT = "AWSCURRENT";
  static final String PREVIOUS = "AWSPREVIOUS";
  static final String PENDING = "AWSPENDING";

  private final String name;
  private final String arn;
  private final Instant created;
  private final Map<String, SecretVersion> versions = new LinkedHashMap<>();
  private final Map<String, Instant> accesses = new HashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private boolean tagged;
  private String description = "";
  private Instant changed;
  private @Nullable Instant deletion;
  private @Nullable Instant deleted;
  private @Nullable Rotation rotation;
  private @Nullable String policy;
  private @Nullable String kmsKey;
  private final Map<String, Replica> replicas = new LinkedHashMap<>();
  private @Nullable Instant accessed;

  Secret(String name, String arn, Instant created) {
    this.name = name;
    this.arn = arn;
    this.created = created;
    changed = created;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  Instant changed() {
    return changed;
  }

  String description() {
    return description;
  }

  void description(String description, Instant now) {
    this.description = description;
    changed = now;
  }

  Map<String, String> tags() {
    return tags;
  }

  void tag(Map<String, String> added) {
    tagged |= !added.isEmpty();
    tags.putAll(added);
  }

  /** Replicas by region. */
  Map<String, Replica> replicas() {
    return replicas;
  }

  /** Notes that the value of a version was read, on a day. */
  void accessed(SecretVersion version, Instant now) {
    accessed = now.truncatedTo(ChronoUnit.DAYS);
    accesses.put(version.id(), accessed);
  }

  Instant accessed() {
    return accessed == null ? Instant.EPOCH : accessed;
  }

  Optional<SecretVersion> version(String id) {
    return Optional.ofNullable(versions.get(id));
  }

  Optional<SecretVersion> staged(String stage) {
    return versions.values().stream().filter(v -> v.stages().contains(stage)).findFirst();
  }

  boolean isEmpty() {
    return versions.isEmpty();
  }

  void add(SecretVersion version, Instant now) {
    versions.put(version.id(), version);
    changed = now;
  }

  /** A version for a rotation to fill: staged as pending, with no value yet. */
  void addPending(String id, Instant now) {
    SecretVersion version = SecretVersion.of(id, null, null, now, kmsKey);
    add(version, now);
    move(PENDING, version, now);
  }

  /** A pending version with the current value, for the test of a rotation. */
  void addTested(String id, Instant now) {
    SecretVersion current = staged(CURRENT).orElse(null);
    SecretVersion version =
        SecretVersion.of(
            id,
            current == null ? null : current.text(),
            current == null ? null : current.base64(),
            now,
            kmsKey);
    add(version, now);
    move(PENDING, version, now);
  }

  void removePending(String id) {
    versions.remove(id);
  }

  @Nullable Rotation rotation() {
    return rotation;
  }

  void rotation(Rotation rotation) {
    this.rotation = rotation;
  }

  @Nullable String policy() {
    return policy;
  }

  void policy(@Nullable String policy) {
    this.policy = policy;
  }

  @Nullable String kmsKey() {
    return kmsKey;
  }

  void kmsKey(String key, Instant now) {
    kmsKey = key;
    changed = now;
  }

  /** A stage is on one version at a time; the former current version becomes the previous one. */
  void move(String stage, SecretVersion to, Instant now) {
    Optional<SecretVersion> from = staged(stage);
    if (from.isPresent() && from.get().id().equals(to.id())) {
      return;
    }
    if (from.isPresent()) {
      from.get().stages().remove(stage);
      if (stage.equals(CURRENT)) {
        // A rotation may leave both labels on a version, which is pending as long as it is current.
        from.get().stages().remove(PENDING);
        move(PREVIOUS, from.get(), now);
      }
    }
    to.stages().add(stage);
    if (stage.equals(CURRENT)) {
      to.stages().remove(PREVIOUS);
    }
    changed = now;
  }

  void delete(Instant now, Instant at) {
    deleted = now;
    deletion = at;
  }

  void restore() {
    deleted = null;
    deletion = null;
  }

  boolean isDeleted() {
    return deletion != null;
  }

  boolean isGone(Instant now) {
    return deletion != null && !now.isBefore(deletion);
  }

  /** Returns this secret, unless it is scheduled for deletion. */
  Secret live() {
    if (isDeleted()) {
      throw new AwsError(
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return this;
  }

  List<SecretVersion> versions(boolean withDeprecated) {
    return versions.values().stream()
        .filter(version -> withDeprecated || !version.stages().isEmpty())
        .toList();
  }

  /** Returns a version without its value. */
  JsonObject described(SecretVersion version) {
    return version.described(accesses.get(version.id()));
  }

  JsonObject reference() {
    return new JsonObject().put("ARN", arn).put("Name", name);
  }

  JsonObject described(String stagesName) {
    JsonObject stages = new JsonObject();
    versions.forEach(
        (id, version) -> {
          if (!version.stages().isEmpty()) {
            stages.put(id, Json.array(version.stages()));
          }
        });
    JsonArray tagList = new JsonArray();
    tags.forEach((key, value) -> tagList.add(new JsonObject().put("Key", key).put("Value", value)));
    JsonObject json =
        reference()
            .put("CreatedDate", Json.time(created))
            .put("LastChangedDate", Json.time(changed));
    if (!stages.isEmpty()) {
      json.put(stagesName, stages);
    }
    // A secret that never had a tag has no list of them, not even an empty one.
    if (tagged) {
      json.put("Tags", tagList);
    }
    if (!description.isEmpty()) {
      json.put("Description", description);
    }
    if (kmsKey != null) {
      json.put("KmsKeyId", kmsKey);
    }
    if (accessed != null) {
      json.put("LastAccessedDate", Json.time(accessed));
    }
    if (deleted != null) {
      json.put("DeletedDate", Json.time(deleted));
    }
    if (rotation != null) {
      rotation.addTo(json);
    }
    return json;
  }
}
