package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The regions that secrets are replicated to: statuses alone, as there are no other regions. */
final class Replicas {
  private final Secrets secrets;
  private final String region;

  Replicas(Secrets secrets, String region) {
    this.secrets = secrets;
    this.region = region;
  }

  void register(Operations operations) {
    operations
        .signed("ReplicateSecretToRegions", this::replicate)
        .signed("RemoveRegionsFromReplication", this::remove)
        .signed("StopReplicationToReplica", this::stop);
  }

  /** Checks the replicas of a request. */
  Map<String, Replica> requested(Params params) {
    Map<String, Replica> replicas = new LinkedHashMap<>();
    for (Params replica : params.objects("AddReplicaRegions")) {
      String name = replica.text("Region");
      if (!name.matches("[a-z]{2,3}(-[a-z]+)+-\\d+")) {
        throw refused("Invalid replica region: " + name + ".");
      }
      if (name.equals(region)) {
        throw refused("Invalid replica region: " + name + " is the region of the primary secret.");
      }
      if (replicas.put(name, new Replica(name, replica.optionalText("KmsKeyId"))) != null) {
        throw refused("Duplicate replica region: " + name);
      }
    }
    return replicas;
  }

  /** Adds replicas to a secret and their statuses to an answer, if there are any. */
  static JsonObject add(Secret secret, Map<String, Replica> replicas, JsonObject answer) {
    if (replicas.isEmpty()) {
      return answer;
    }
    secret.replicas().putAll(replicas);
    return answer.put("ReplicationStatus", statuses(secret, replicas));
  }

  /** Fails if a secret has replicas, without which alone it can be deleted. */
  static void checkNone(Secret secret) {
    if (!secret.replicas().isEmpty()) {
      throw refused(
          "You can't delete secret %s that still has replica regions %s"
              .formatted(secret.name(), secret.replicas().keySet()));
    }
  }

  void addTo(Secret secret, JsonObject description) {
    if (!secret.replicas().isEmpty()) {
      description.put("PrimaryRegion", region).put("ReplicationStatus", statuses(secret, Map.of()));
    }
  }

  private JsonObject replicate(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    Map<String, Replica> added = requested(params);
    for (String name : added.keySet()) {
      if (secret.replicas().containsKey(name)) {
        throw refused("The secret is replicated to region " + name + " already.");
      }
    }
    return add(secret, added, new JsonObject().put("ARN", secret.arn()));
  }

  private JsonObject remove(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    List<String> names = params.texts("RemoveReplicaRegions");
    for (String name : names) {
      if (!secret.replicas().containsKey(name)) {
        throw refused("The secret is not replicated to region " + name);
      }
    }
    names.forEach(secret.replicas()::remove);
    return new JsonObject()
        .put("ARN", secret.arn())
        .put("ReplicationStatus", statuses(secret, Map.of()));
  }

  private JsonObject stop(Params params) {
    Secret secret = secrets.find(params.text("SecretId")).live();
    throw new AwsError(
        "InvalidRequestException",
        "The secret " + secret.name() + " is not a replica: it is primary in this region.");
  }

  private static JsonArray statuses(Secret secret, Map<String, Replica> added) {
    JsonArray all = new JsonArray();
    secret.replicas().forEach((name, replica) -> all.add(replica.json(added.containsKey(name))));
    return all;
  }

  private static AwsError refused(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
