package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Administrators' operations on identity pools and identities. */
final class PoolAdministration {
  private final IdentityPools pools;
  private final String arnPrefix;

  PoolAdministration(IdentityPools pools, String region) {
    this.pools = pools;
    arnPrefix = "arn:aws:cognito-identity:" + region + ":" + Ids.ACCOUNT + ":identitypool/";
  }

  void register(Operations operations) {
    operations
        .signed("CreateIdentityPool", this::create)
        .signed("DescribeIdentityPool", params -> pool(params).described())
        .signed("UpdateIdentityPool", this::update)
        .signed("ListIdentityPools", this::list)
        .signed("DeleteIdentityPool", this::delete)
        .signed("SetIdentityPoolRoles", this::setRoles)
        .signed("GetIdentityPoolRoles", this::roles)
        .signed("DescribeIdentity", this::describeIdentity)
        .signed("ListIdentities", this::identities)
        .signed("DeleteIdentities", this::deleteIdentities)
        .signed("TagResource", this::tag)
        .signed("UntagResource", this::untag)
        .signed(
            "ListTagsForResource",
            params -> new JsonObject().put("Tags", tagged(params).tagsToJson()));
  }

  private JsonObject create(Params params) {
    params.need("AllowUnauthenticatedIdentities");
    IdentityPool pool = pools.add(params.text("IdentityPoolName"), PoolSettings.of(params));
    pool.tags().putAll(params.map("IdentityPoolTags"));
    return pool.described();
  }

  private JsonObject update(Params params) {
    params.need("IdentityPoolId", "IdentityPoolName", "AllowUnauthenticatedIdentities");
    IdentityPool old = pool(params);
    PoolSettings settings = PoolSettings.of(params);
    String developer = old.settings().developerProvider();
    if (developer != null && !developer.equals(settings.developerProvider())) {
      throw new AwsError(
          "InvalidParameterException", "The developer provider name can't be changed once set.");
    }
    IdentityPool updated = old.with(params.text("IdentityPoolName"), settings);
    if (params.has("IdentityPoolTags")) {
      updated.tags().clear();
      updated.tags().putAll(params.map("IdentityPoolTags"));
    }
    pools.put(updated);
    return updated.described();
  }

  private JsonObject list(Params params) {
    Paging<IdentityPool> page = page(params, pools.all());
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
    pools.remove(pool(params));
    return new JsonObject();
  }

  private JsonObject setRoles(Params params) {
    IdentityPool pool = pool(params);
    params.need("Roles");
    Roles.check(params);
    pool.roles().set(params.map("Roles"), params.json("RoleMappings"));
    return new JsonObject();
  }

  private JsonObject roles(Params params) {
    IdentityPool pool = pool(params);
    return pool.roles().describe(new JsonObject().put("IdentityPoolId", pool.id()));
  }

  private JsonObject identities(Params params) {
    IdentityPool pool = pool(params);
    Paging<Identity> page = page(params, List.copyOf(pool.identities().values()));
    JsonArray items = new JsonArray();
    page.items().forEach(identity -> items.add(identity.described(pool)));
    return page.next(
        "NextToken", new JsonObject().put("IdentityPoolId", pool.id()).put("Identities", items));
  }

  private JsonObject deleteIdentities(Params params) {
    params.need("IdentityIdsToDelete");
    JsonArray unprocessed = new JsonArray();
    for (String id : params.texts("IdentityIdsToDelete")) {
      if (!pools.removeIdentity(id)) {
        unprocessed.add(
            new JsonObject().put("IdentityId", id).put("ErrorCode", "InternalServerError"));
      }
    }
    return new JsonObject().put("UnprocessedIdentityIds", unprocessed);
  }

  private JsonObject describeIdentity(Params params) {
    Identity identity = pools.identity(params);
    return identity.described(pools.poolOf(identity.id()));
  }

  private JsonObject tag(Params params) {
    params.need("ResourceArn", "Tags");
    tagged(params).tags().putAll(params.map("Tags"));
    return new JsonObject();
  }

  private JsonObject untag(Params params) {
    params.need("ResourceArn", "TagKeys");
    IdentityPool pool = tagged(params);
    params.texts("TagKeys").forEach(pool.tags()::remove);
    return new JsonObject();
  }

  private IdentityPool tagged(Params params) {
    String arn = params.text("ResourceArn");
    return pools.all().stream()
        .filter(pool -> arn.equals(arnPrefix + pool.id()))
        .findFirst()
        .orElseThrow(
            () -> new AwsError("ResourceNotFoundException", "Resource '" + arn + "' not found."));
  }

  private static <T> Paging<T> page(Params params, List<T> all) {
    params.need("MaxResults");
    return Paging.of(
        all,
        params.number("MaxResults", 60, 1, 60),
        params.optionalText("NextToken"),
        () -> new AwsError("InvalidParameterException", "Invalid pagination token"));
  }

  private IdentityPool pool(Params params) {
    return pools.pool(params);
  }
}
