package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The service kms: symmetric keys, their states, aliases, tags and policies. */
public final class KeyManagement {
  private static final List<String> REFUSED =
      List.of("CustomKeyStoreId", "XksKeyId", "MultiRegion");

  private final Clock clock;
  private final Keys keys;
  private final Operations operations =
      new Operations("kms", "TrentService", "ValidationException", false);

  public KeyManagement(String region, Clock clock) {
    this.clock = clock;
    keys = new Keys(region, clock);
    operations
        .refusing("Recipient", "DryRunModifiers")
        .signed("CreateKey", this::create)
        .signed("DescribeKey", params -> metadata(keys.get(params.text("KeyId"))))
        .signed("ListKeys", this::list)
        .signed("EnableKey", params -> state(params, Key.State.ENABLED))
        .signed("DisableKey", params -> state(params, Key.State.DISABLED))
        .signed("ScheduleKeyDeletion", this::delete)
        .signed("CancelKeyDeletion", this::cancelDeletion)
        .signed("UpdateKeyDescription", this::updateDescription)
        .signed("GetKeyPolicy", this::policy)
        .signed("PutKeyPolicy", this::putPolicy)
        .signed("ListKeyPolicies", this::policies);
    new KeyAliases(keys, clock).register(operations);
    new KeyTags(keys).register(operations);
    new KeyRotation(keys, clock).register(operations);
    new Cryptography(keys).register(operations);
  }

  public Operations operations() {
    return operations;
  }

  /**
   * Returns whether a key can be used. Names that KMS does not know can, as a test needs no key to
   * name one.
   *
   * @param key id, ARN or alias, or null for the default key of a service
   * @param action such as {@code kms:Decrypt}
   */
  public KeyUse use(@Nullable String key, String action) {
    return operations.exclusively(
        () -> {
          Key found = key == null ? null : keys.find(key);
          if (found == null) {
            return KeyUse.ALLOWED;
          }
          if (found.state() != Key.State.ENABLED) {
            return KeyUse.UNAVAILABLE;
          }
          return KeyPolicy.denies(found.policy(), action) ? KeyUse.DENIED : KeyUse.ALLOWED;
        });
  }

  private Key key(Params params) {
    return keys.getById(params.text("KeyId"));
  }

  private static JsonObject metadata(Key key) {
    return new JsonObject().put("KeyMetadata", key.metadata());
  }

  private JsonObject create(Params params) {
    for (String name : REFUSED) {
      if (params.has(name) && !Boolean.FALSE.equals(params.value(name))) {
        throw unsupported(name);
      }
    }
    boolean symmetric =
        params.text("KeySpec", "SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
            && params.text("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT").equals("SYMMETRIC_DEFAULT")
            && params.text("KeyUsage", "ENCRYPT_DECRYPT").equals("ENCRYPT_DECRYPT")
            && params.text("Origin", "AWS_KMS").equals("AWS_KMS");
    if (!symmetric) {
      throw unsupported("another key than a symmetric one of AWS KMS");
    }
    String policy = params.text("Policy", "");
    String checked = policy.isEmpty() ? KeyPolicy.standard() : KeyPolicy.check(policy);
    Map<String, String> tags = KeyTags.with(Map.of(), params);
    Key key = keys.create(false, params.text("Description", ""), checked);
    key.tags().putAll(tags);
    return metadata(key);
  }

  private static AwsError unsupported(String what) {
    return new AwsError("UnsupportedOperationException", "The local AWS does not have " + what);
  }

  private JsonObject list(Params params) {
    Paging<Key> page = page(List.copyOf(keys.all()), params, 100, Key::id);
    JsonArray list = new JsonArray();
    page.items()
        .forEach(key -> list.add(new JsonObject().put("KeyId", key.id()).put("KeyArn", key.arn())));
    return answer(page, new JsonObject().put("Keys", list));
  }

  static <T> Paging<T> page(List<T> all, Params params, int standard, Function<T, String> id) {
    return Paging.of(
        all,
        params.number("Limit", standard, 1, 1000),
        params.optionalText("Marker"),
        id,
        () -> new AwsError("InvalidMarkerException", "The marker is not valid."));
  }

  static JsonObject answer(Paging<?> page, JsonObject json) {
    return page.next("NextMarker", json).put("Truncated", page.next() != null);
  }

  private JsonObject state(Params params, Key.State state) {
    key(params).own().live().state(state);
    return new JsonObject();
  }

  private JsonObject delete(Params params) {
    Key key = key(params).own().live();
    int days = params.number("PendingWindowInDays", 30, 7, 30);
    Instant at = clock.instant().plus(Duration.ofDays(days));
    key.delete(at);
    return new JsonObject()
        .put("KeyId", key.arn())
        .put("DeletionDate", Json.time(at))
        .put("KeyState", key.state().shown())
        .put("PendingWindowInDays", days);
  }

  private JsonObject cancelDeletion(Params params) {
    Key key = key(params).own();
    if (key.state() != Key.State.PENDING_DELETION) {
      throw new AwsError("KMSInvalidStateException", key.arn() + " is not pending deletion.");
    }
    key.state(Key.State.DISABLED);
    return new JsonObject().put("KeyId", key.arn());
  }

  private JsonObject updateDescription(Params params) {
    key(params).own().live().description(params.text("Description"));
    return new JsonObject();
  }

  private JsonObject policy(Params params) {
    checkName(params);
    return new JsonObject().put("Policy", key(params).policy()).put("PolicyName", "default");
  }

  private JsonObject putPolicy(Params params) {
    checkName(params);
    key(params).own().live().policy(KeyPolicy.check(params.text("Policy")));
    return new JsonObject();
  }

  private static void checkName(Params params) {
    if (!params.text("PolicyName", "default").equals("default")) {
      throw new AwsError("NotFoundException", "No such policy exists");
    }
  }

  private JsonObject policies(Params params) {
    key(params);
    return new JsonObject()
        .put("PolicyNames", Json.array(List.of("default")))
        .put("Truncated", false);
  }
}
