package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All keys, found by id, ARN, alias and ARN of the alias. */
final class Keys {
  static final String ALIAS = "alias/";

  private static final String ARN = "arn:";
  private static final String KEY = "key/";
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}");
  private static final List<String> OF_AWS = List.of("s3", "secretsmanager", "ssm");

  private final Clock clock;
  private final String arnPrefix;
  private final Map<String, Key> byId = new LinkedHashMap<>();
  private final Map<String, Alias> aliases = new LinkedHashMap<>();

  Keys(String region, Clock clock) {
    this.clock = clock;
    arnPrefix = "arn:aws:kms:" + region + ":" + Ids.ACCOUNT + ":";
    OF_AWS.forEach(
        service -> {
          String text =
              "Default key that protects the data of " + service + " when no other is set";
          String id = create(true, text, KeyPolicy.standard()).id();
          aliases.put(ALIAS + "aws/" + service, new Alias(id, clock.instant(), clock.instant()));
        });
  }

  Key create(boolean ofAws, String description, String policy) {
    String id = UUID.randomUUID().toString();
    Key key = new Key(id, arnPrefix + "key/" + id, clock.instant(), ofAws, description, policy);
    byId.put(id, key);
    return key;
  }

  /** Returns a key by id, ARN, alias or ARN of an alias, or fails. */
  Key get(String name) {
    Key key = find(name);
    if (key == null) {
      throw missing(name);
    }
    return key;
  }

  /** Returns a key by id or ARN, as operations want it that change keys, or fails. */
  Key getById(String name) {
    if (name.startsWith(ALIAS)) {
      throw notFound("Invalid keyId '" + name + "'");
    }
    if (name.startsWith(ARN) && name.contains(":" + ALIAS)) {
      throw new AwsError(
          "InvalidArnException", "Key Aliases are not supported for this operation.");
    }
    return get(name);
  }

  private AwsError missing(String name) {
    if (name.startsWith(ARN) && !name.startsWith(arnPrefix)) {
      String[] parts = name.split(":", 6);
      return parts.length < 6
          ? new AwsError("InvalidArnException", "Invalid arn " + name)
          : notFound("Invalid arn " + parts[3]);
    }
    String local = local(name);
    if (local.startsWith(ALIAS)) {
      return notFound("Alias " + arnPrefix + local + " is not found.");
    }
    return ID.matcher(local).matches()
        ? notFound("Key '" + arnPrefix + KEY + local + "' does not exist")
        : notFound("Invalid keyId '" + local + "'");
  }

  private static AwsError notFound(String message) {
    return new AwsError("NotFoundException", message);
  }

  /** Returns the id or the alias that a name has without its ARN. */
  private String local(String name) {
    String local = name.startsWith(arnPrefix) ? name.substring(arnPrefix.length()) : name;
    return local.startsWith(KEY) ? local.substring(KEY.length()) : local;
  }

  /** Returns a key, or null if there is none. */
  @Nullable Key find(String name) {
    all();
    String local = local(name);
    Alias alias = aliases.get(local);
    return byId.get(alias == null ? local : alias.keyId());
  }

  /** Returns all keys whose deletion has not come. */
  Collection<Key> all() {
    if (byId.values().removeIf(key -> key.isGone(clock.instant()))) {
      aliases.values().removeIf(alias -> !byId.containsKey(alias.keyId()));
    }
    return byId.values();
  }

  /** Aliases by name. */
  Map<String, Alias> aliases() {
    all();
    return aliases;
  }

  String aliasArn(String alias) {
    return arnPrefix + alias;
  }
}
