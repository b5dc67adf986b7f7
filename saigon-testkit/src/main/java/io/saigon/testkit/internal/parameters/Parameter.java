package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parameter and its last hundred versions; guarded by the lock of the service. */
final class Parameter {
  private static final int KEPT = 100;

  private final String name;
  private final String arn;
  private final String type;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Deque<ParameterVersion> versions = new ArrayDeque<>();

  Parameter(String name, String arn, String type) {
    this.name = name;
    this.arn = arn;
    this.type = type;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  String type() {
    return type;
  }

  Map<String, String> tags() {
    return tags;
  }

  List<ParameterVersion> versions() {
    return List.copyOf(versions);
  }

  ParameterVersion latest() {
    return versions.getLast();
  }

  long nextNumber() {
    return versions.isEmpty() ? 1 : latest().number() + 1;
  }

  void add(ParameterVersion version) {
    if (versions.size() == KEPT && !versions.getFirst().labels().isEmpty()) {
      throw new AwsError(
          "ParameterMaxVersionLimitExceeded",
          "The oldest version of the parameter bears a label and can't be removed to make room.");
    }
    if (versions.size() == KEPT) {
      versions.removeFirst();
    }
    versions.addLast(version);
  }

  Optional<ParameterVersion> numbered(long number) {
    return versions.stream().filter(v -> v.number() == number).findFirst();
  }

  Optional<ParameterVersion> labelled(String label) {
    return versions.stream().filter(v -> v.labels().contains(label)).findFirst();
  }

  JsonObject toJson(ParameterVersion version, boolean decrypted) {
    boolean hidden = type.equals("SecureString") && !decrypted;
    return new JsonObject()
        .put("Name", name)
        .put("Type", type)
        .put("Value", hidden ? version.cipherText() : version.value())
        .put("Version", version.number())
        .put("LastModifiedDate", Json.time(version.modified()))
        .put("ARN", arn)
        .put("DataType", "text");
  }

  JsonObject metadata(ParameterVersion version) {
    JsonObject json =
        new JsonObject()
            .put("Name", name)
            .put("ARN", arn)
            .put("Type", type)
            .put("LastModifiedDate", Json.time(version.modified()))
            .put("LastModifiedUser", version.user())
            .put("Version", version.number())
            .put("Tier", version.tier())
            .put("Policies", new JsonArray())
            .put("DataType", "text");
    if (type.equals("SecureString")) {
      json.put("KeyId", version.key());
    }
    if (!version.allowedPattern().isEmpty()) {
      json.put("AllowedPattern", version.allowedPattern());
    }
    return version.description().isEmpty() ? json : json.put("Description", version.description());
  }
}
