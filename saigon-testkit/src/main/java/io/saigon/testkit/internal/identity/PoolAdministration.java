package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Administrators' operations on identity pools and identities. */
final class PoolAdministration {
  private static final int MOST_TAGS = 50;

  private final Identities identities;
  private final String arnPrefix;

  PoolAdministration(Identities identities, String region) {
    this.identities = identities;
    arnPrefix = "arn:aws:cognito-identity:" + region + ":" + Ids.ACCOUNT + ":identitypool/";
  }

  void register(Operations operations) {
    operations
        .signed("CreateIdentityPool", this::create)
        .signed("DescribeIdentityPool", params -> identities.pool(params).described())
        .signed("UpdateIdentityPool", this::update)
        .signed("ListIdentityPools", this::list)
        .signed("DeleteIdentityPool", this::delete)
        .signed("SetIdentityPoolRoles", this::setRoles)
        .signed("GetIdentityPoolRoles", this::roles)
        .signed("DescribeIdentity", this::describeIdentity)
        .signed("ListIdentities", this::listIdentities)
        .signed("DeleteIdentities", this::deleteIdentities)
        .signed("TagResource", this::tag)
        .signed("UntagResource", this::untag)
        .signed(
            "ListTagsForResource",
            params -> new JsonObject().put("Tags", tagged(params).tagsToJson()));
  }

  private JsonObject create(Params params) {
    params.need("AllowUnauthenticatedIdentities");
    Map<String, String> tags = tags(Map.of(), params, "IdentityPoolTags");
    IdentityPool pool = identities.add(params.text("IdentityPoolName"), PoolSettings.of(params));
    pool.tags().putAll(tags);
    return pool.described();
  }

  private JsonObject update(Params params) {
    params.need("IdentityPoolId", "IdentityPoolName", "AllowUnauthenticatedIdentities");
    IdentityPool old = identities.pool(params);
    PoolSettings settings = PoolSettings.of(params);
    String developer = old.settings().developerProvider();
    if (developer != null && !developer.equals(settings.developerProvider())) {
      throw new AwsError(
          "InvalidParameterException", "The developer provider name can't be changed once set.");
    }
    IdentityPool updated = old.with(params.text("IdentityPoolName"), settings);
    if (params.has("IdentityPoolTags")) {
      Map<String, String> tags = tags(Map.of(), params, "IdentityPoolTags");
      updated.tags().clear();
      updated.tags().putAll(tags);
    }
    identities.put(updated);
    return updated.described();
  }

  private JsonObject list(Params params) {
    Paging<IdentityPool> page = page(params, identities.pools(), IdentityPool::id);
    JsonArray items = new JsonArray();
    page.items()
        .forEach(
            pool ->
                items.add(
                    new JsonObject()
                        .put("IdentityPoolId", pool.id())
                        .put("IdentityPoolName", pool.name())));
    return page.next("NextToken", new JsonObject().put("IdentityPools", items));
  }

  private JsonObject delete(Params params) {
    identities.remove(identities.pool(params));
    return new JsonObject();
  }

  private JsonObject setRoles(Params params) {
    IdentityPool pool = identities.pool(params);
    params.need("Roles");
    Roles.check(params);
    pool.roles().set(params.map("Roles"), params.json("RoleMappings"));
    return new JsonObject();
  }

  private JsonObject roles(Params params) {
    IdentityPool pool = identities.pool(params);
    return pool.roles().describe(new JsonObject().put("IdentityPoolId", pool.id()));
  }

  private JsonObject listIdentities(Params params) {
    IdentityPool pool = identities.pool(params);
    Paging<Identity> page = page(params, List.copyOf(pool.identities().values()), Identity::id);
    JsonArray items = new JsonArray();
    page.items().forEach(identity -> items.add(identity.described(pool)));
    return page.next(
        "NextToken", new JsonObject().put("IdentityPoolId", pool.id()).put("Identities", items));
  }

  private JsonObject deleteIdentities(Params params) {
    params.need("IdentityIdsToDelete");
    JsonArray unprocessed = new JsonArray();
    for (String id : params.texts("IdentityIdsToDelete")) {
      if (!identities.remove(id)) {
        unprocessed.add(
            new JsonObject().put("IdentityId", id).put("ErrorCode", "InternalServerError"));
      }
    }
    return new JsonObject().put("UnprocessedIdentityIds", unprocessed);
  }

  private JsonObject describeIdentity(Params params) {
    Identity identity = identities.identity(params);
    return identity.described(identities.poolOf(identity.id()));
  }

  private JsonObject tag(Params params) {
    params.need("ResourceArn", "Tags");
    IdentityPool pool = tagged(params);
    pool.tags().putAll(tags(pool.tags(), params, "Tags"));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    params.need("ResourceArn", "TagKeys");
    IdentityPool pool = tagged(params);
    params.texts("TagKeys").forEach(pool.tags()::remove);
    return new JsonObject();
  }

  /** Returns the tags of a pool with those of a request, which are checked. */
  private static Map<String, String> tags(Map<String, String> known, Params params, String name) {
    Map<String, String> all = new LinkedHashMap<>(known);
    all.putAll(params.map(name));
    if (all.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
      throw new AwsError(
          "InvalidParameterException", "Tag keys can't begin with the reserved prefix aws:");
    }
    if (all.size() > MOST_TAGS) {
      throw new AwsError("InvalidParameterException", "An identity pool can have 50 tags at most.");
    }
    return all;
  }

  private IdentityPool tagged(Params params) {
    String arn = params.text("ResourceArn");
    return identities.pools().stream()
        .filter(pool -> arn.equals(arnPrefix + pool.id()))
        .findFirst()
        .orElseThrow(
            () -> new AwsError("ResourceNotFoundException", "Resource '" + arn + "' not found."));
  }

  private static <T> Paging<T> page(Params params, List<T> all, Function<T, String> id) {
    params.need("MaxResults");
    return Paging.of(
        all,
        params.number("MaxResults", 60, 1, 60),
        params.optionalText("NextToken"),
        id,
        () -> new AwsError("InvalidParameterException", "Invalid pagination token"));
  }
}
