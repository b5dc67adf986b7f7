package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All secrets, found by name, ARN, or ARN without its random end. */
final class Secrets {
  private final String arnPrefix;
  private final Clock clock;
  private final Map<String, Secret> byName = new LinkedHashMap<>();

  Secrets(String region, Clock clock) {
    this.clock = clock;
    arnPrefix = "arn:aws:secretsmanager:" + region + ":" + Ids.ACCOUNT + ":secret:";
  }

  Secret create(String name) {
    purge();
    Secret taken = byName.get(name);
    if (taken != null && taken.isDeleted()) {
      throw new AwsError(
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    if (taken != null) {
      throw new AwsError(
          "ResourceExistsException",
          "The operation failed because the secret " + name + " already exists.");
    }
    Secret secret = new Secret(name, newArn(name), clock.instant());
    byName.put(name, secret);
    return secret;
  }

  Secret find(String id) {
    return lookUp(id)
        .orElseThrow(
            () ->
                new AwsError(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret."));
  }

  boolean exists(String id) {
    return lookUp(id).isPresent();
  }

  /** Returns a stand-in for a missing secret, for an answer about it. */
  Secret unknown(String id) {
    return new Secret(id, id.startsWith("arn:") ? id : newArn(id), clock.instant());
  }

  private String newArn(String name) {
    return arnPrefix + name + "-" + Ids.mixed(6);
  }

  Collection<Secret> all() {
    purge();
    return byName.values();
  }

  void remove(Secret secret) {
    byName.remove(secret.name());
  }

  private Optional<Secret> lookUp(String id) {
    purge();
    if (!id.startsWith("arn:")) {
      return Optional.ofNullable(byName.get(id));
    }
    return byName.values().stream()
        .filter(secret -> secret.arn().equals(id) || withoutEnd(secret.arn()).equals(id))
        .findFirst();
  }

  private static String withoutEnd(String arn) {
    return arn.substring(0, arn.length() - 7);
  }

  private void purge() {
    byName.values().removeIf(secret -> secret.isGone(clock.instant()));
  }
}
