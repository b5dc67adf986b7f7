package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All keys, found by id, ARN, alias and ARN of the alias. */
final class Keys {
  static final String ALIAS = "alias/";

  private static final List<String> OF_AWS = List.of("s3", "secretsmanager", "ssm");

  private final Clock clock;
  private final String arnPrefix;
  private final Map<String, Key> byId = new LinkedHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  Keys(String region, Clock clock) {
    this.clock = clock;
    arnPrefix = "arn:aws:kms:" + region + ":" + Ids.ACCOUNT + ":";
    OF_AWS.forEach(
        service -> {
          String text =
              "Default key that protects the data of " + service + " when no other is set";
          aliases.put(ALIAS + "aws/" + service, create(true, text, KeyPolicy.standard()).id());
        });
  }

  Key create(boolean ofAws, String description, String policy) {
    String id = UUID.randomUUID().toString();
    Key key = new Key(id, arnPrefix + "key/" + id, clock.instant(), ofAws, description, policy);
    byId.put(id, key);
    return key;
  }

  /** Returns a key, or fails with {@code NotFoundException}. */
  Key get(String name) {
    Key key = find(name);
    if (key != null) {
      return key;
    }
    String shown = name.startsWith("arn:") ? name : arn(name);
    throw new AwsError(
        "NotFoundException",
        (shown.contains(":" + ALIAS) ? "Alias " : "Key '")
            + shown
            + (shown.contains(":" + ALIAS) ? " is not found." : "' does not exist"));
  }

  private String arn(String name) {
    return arnPrefix + (name.startsWith(ALIAS) ? name : "key/" + name);
  }

  /** Returns a key, or null if there is none. */
  @Nullable Key find(String name) {
    all();
    String local = name.startsWith(arnPrefix) ? name.substring(arnPrefix.length()) : name;
    if (local.startsWith(ALIAS)) {
      String target = aliases.get(local);
      return target == null ? null : byId.get(target);
    }
    return byId.get(local.startsWith("key/") ? local.substring("key/".length()) : local);
  }

  /** Returns all keys whose deletion has not come. */
  Collection<Key> all() {
    if (byId.values().removeIf(key -> key.isGone(clock.instant()))) {
      aliases.values().removeIf(target -> !byId.containsKey(target));
    }
    return byId.values();
  }

  /** Ids of keys by alias. */
  Map<String, String> aliases() {
    all();
    return aliases;
  }

  String aliasArn(String alias) {
    return arnPrefix + alias;
  }
}
