package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Administrators' operations on identity pools and identities. */
final class PoolAdministration {
  private final IdentityPools pools;

  PoolAdministration(IdentityPools pools) {
    this.pools = pools;
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
        .signed("DescribeIdentity", params -> pools.identity(params).described())
        .signed("ListIdentities", this::identities)
        .signed("DeleteIdentities", this::deleteIdentities);
  }

  private JsonObject create(Params params) {
    params.need("AllowUnauthenticatedIdentities");
    return pools
        .add(
            params.text("IdentityPoolName"),
            params.flag("AllowUnauthenticatedIdentities"),
            IdentityPool.clients(params))
        .described();
  }

  private JsonObject update(Params params) {
    params.need("IdentityPoolId", "IdentityPoolName", "AllowUnauthenticatedIdentities");
    IdentityPool old = pool(params);
    IdentityPool updated =
        new IdentityPool(
            old.id(),
            params.text("IdentityPoolName"),
            params.flag("AllowUnauthenticatedIdentities"),
            IdentityPool.clients(params),
            old.roles(),
            old.identities());
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
    page.items().forEach(identity -> items.add(identity.described()));
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
