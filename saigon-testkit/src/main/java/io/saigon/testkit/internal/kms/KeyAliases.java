package io.saigon.testkit.internal.kms;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Aliases of keys. */
final class KeyAliases {
  private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9/_-]+");

  private final Keys keys;
  private final Clock clock;

  KeyAliases(Keys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("CreateAlias", this::create)
        .signed("UpdateAlias", this::update)
        .signed("DeleteAlias", this::delete)
        .signed("ListAliases", this::list);
  }

  private JsonObject create(Params params) {
    String alias = own(params);
    Key key = target(params);
    Instant now = clock.instant();
    if (keys.aliases().putIfAbsent(alias, new Alias(key.id(), now, now)) != null) {
      throw new AwsError(
          "AlreadyExistsException",
          "An alias with the name " + keys.aliasArn(alias) + " already exists");
    }
    return new JsonObject();
  }

  private JsonObject update(Params params) {
    String alias = own(params);
    Key key = target(params);
    checkThere(alias);
    keys.aliases().computeIfPresent(alias, (name, old) -> old.to(key.id(), clock.instant()));
    return new JsonObject();
  }

  private JsonObject delete(Params params) {
    String alias = own(params);
    checkThere(alias);
    keys.aliases().remove(alias);
    return new JsonObject();
  }

  private void checkThere(String alias) {
    if (!keys.aliases().containsKey(alias)) {
      throw new AwsError("NotFoundException", "Alias " + keys.aliasArn(alias) + " is not found.");
    }
  }

  /** Returns the key of an alias, which is named by its id or ARN. */
  private Key target(Params params) {
    String name = params.text("TargetKeyId");
    if (name.contains(Keys.ALIAS)) {
      throw new AwsError("ValidationException", "Aliases must refer to keys. Not aliases");
    }
    return keys.get(name).own().live();
  }

  private static String own(Params params) {
    String alias = params.text("AliasName");
    if (!alias.startsWith(Keys.ALIAS) || alias.length() == Keys.ALIAS.length()) {
      throw new AwsError(
          "ValidationException",
          "Alias must start with the prefix \"alias/\". Please see"
              + " https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
    }
    if (!CHARACTERS.matcher(alias).matches()) {
      throw new AwsError(
          "ValidationException", alias + " contains invalid characters for an alias");
    }
    if (alias.startsWith(Keys.ALIAS + "aws/")) {
      throw new AwsError("NotAuthorizedException", "Aliases with the prefix alias/aws/ are AWS's");
    }
    return alias;
  }

  private JsonObject list(Params params) {
    String id = params.has("KeyId") ? keys.getById(params.text("KeyId")).id() : null;
    List<Map.Entry<String, Alias>> found =
        keys.aliases().entrySet().stream()
            .filter(entry -> id == null || entry.getValue().keyId().equals(id))
            .toList();
    Paging<Map.Entry<String, Alias>> page =
        KeyManagement.page(found, params, 50, Map.Entry::getKey);
    JsonArray list = new JsonArray();
    page.items()
        .forEach(
            entry ->
                list.add(
                    new JsonObject()
                        .put("AliasName", entry.getKey())
                        .put("AliasArn", keys.aliasArn(entry.getKey()))
                        .put("TargetKeyId", entry.getValue().keyId())
                        .put("CreationDate", Json.time(entry.getValue().created()))
                        .put("LastUpdatedDate", Json.time(entry.getValue().updated()))));
    return KeyManagement.answer(page, new JsonObject().put("Aliases", list));
  }
}
