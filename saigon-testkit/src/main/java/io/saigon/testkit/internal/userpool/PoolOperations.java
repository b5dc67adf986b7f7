package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.device.DeviceTracking;
import io.saigon.testkit.internal.trigger.LambdaConfig;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/** Pools and their app clients. */
final class PoolOperations {
  private final UserPools pools;
  private final Clock clock;

  PoolOperations(UserPools pools, Clock clock) {
    this.pools = pools;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("CreateUserPool", this::create)
        .signed("DescribeUserPool", params -> described(pool(params)))
        .signed("UpdateUserPool", this::update)
        .signed("DeleteUserPool", this::delete)
        .signed("ListUserPools", this::list)
        .signed("ListUserPoolClients", this::listClients)
        .signed("CreateUserPoolClient", this::createClient)
        .signed("UpdateUserPoolClient", this::updateClient)
        .signed("DescribeUserPoolClient", params -> described(pool(params), client(params)))
        .signed("DeleteUserPoolClient", this::deleteClient);
  }

  private JsonObject create(Params params) {
    String name = params.text("PoolName");
    PoolSettings settings = PoolSettings.of(params);
    LambdaConfig lambdas = LambdaConfig.of(params);
    PoolOptions options = PoolOptions.of(params);
    UserPool pool = pools.add(name, settings, MfaConfig.ofPool(params, MfaConfig.OFF));
    pool.lambdas(lambdas);
    pool.options(options);
    PoolTags.add(pool, params.map("UserPoolTags"));
    pool.tracking(DeviceTracking.of(params));
    return described(pool);
  }

  private JsonObject update(Params params) {
    UserPool pool = pool(params);
    MfaConfig mfa =
        params.has("MfaConfiguration") ? MfaConfig.ofPool(params, pool.mfa()) : pool.mfa();
    LambdaConfig lambdas = LambdaConfig.of(params);
    PoolOptions options = pool.options().updated(params);
    pool.settings(pool.settings().updated(params));
    pool.lambdas(lambdas);
    pool.options(options);
    pool.mfa(mfa);
    pool.rename(params.text("PoolName", pool.name()));
    if (params.has("UserPoolTags")) {
      pool.tags().clear();
      PoolTags.add(pool, params.map("UserPoolTags"));
    }
    pool.tracking(DeviceTracking.of(params));
    pool.modified(clock.instant());
    return new JsonObject();
  }

  private JsonObject delete(Params params) {
    UserPool pool = pool(params);
    if (pool.settings().protectedFromDeletion()) {
      throw new AwsError(
          "InvalidParameterException",
          "The user pool cannot be deleted because deletion protection is activated. Deletion"
              + " protection must be inactivated first.");
    }
    pools.domains().checkNone(pool.id());
    pools.remove(pool);
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    params.need("MaxResults");
    Paging<UserPool> page = page(params, pools.all(), UserPool::id);
    JsonArray items = new JsonArray();
    page.items()
        .forEach(
            pool ->
                items.add(
                    new JsonObject()
                        .put("Id", pool.id())
                        .put("Name", pool.name())
                        .put("LambdaConfig", pool.lambdas().toJson())
                        .put("CreationDate", Json.time(pool.created()))
                        .put("LastModifiedDate", Json.time(pool.modified()))));
    return page.next("NextToken", new JsonObject().put("UserPools", items));
  }

  private JsonObject listClients(Params params) {
    UserPool pool = pool(params);
    Paging<AppClient> page = page(params, pools.clientsOf(pool), AppClient::id);
    JsonArray items = new JsonArray();
    page.items()
        .forEach(
            client ->
                items.add(
                    new JsonObject()
                        .put("ClientId", client.id())
                        .put("UserPoolId", pool.id())
                        .put("ClientName", client.name())));
    return page.next("NextToken", new JsonObject().put("UserPoolClients", items));
  }

  private static <T> Paging<T> page(Params params, List<T> all, Function<T, String> id) {
    return Paging.of(
        all,
        params.number("MaxResults", 60, 1, 60),
        params.optionalText("NextToken"),
        id,
        UserPools::wrongToken);
  }

  private JsonObject createClient(Params params) {
    UserPool pool = pool(params);
    String name = params.text("ClientName");
    if (params.flag("GenerateSecret") && params.has("ClientSecret")) {
      throw new AwsError(
          "InvalidParameterException", "GenerateSecret and ClientSecret can't be used together.");
    }
    String secret =
        params.has("ClientSecret")
            ? params.matching("ClientSecret", "[\\w+]{24,64}")
            : params.flag("GenerateSecret") ? Ids.lower(51) : null;
    return described(
        pool, pools.add(pool, AppClient.of(pool, Ids.lower(26), name, secret, params)));
  }

  private JsonObject updateClient(Params params) {
    UserPool pool = pool(params);
    AppClient client = client(params);
    String name = params.text("ClientName", client.name());
    return described(
        pool, pools.replace(AppClient.of(pool, client.id(), name, client.secret(), params)));
  }

  private JsonObject deleteClient(Params params) {
    pools.removeClient(client(params).id());
    return new JsonObject();
  }

  private JsonObject described(UserPool pool) {
    JsonObject json =
        new JsonObject()
            .put("Id", pool.id())
            .put("Name", pool.name())
            .put("Arn", pools.arn(pool))
            .put("CreationDate", Json.time(pool.created()))
            .put("LastModifiedDate", Json.time(pool.modified()))
            .put("EstimatedNumberOfUsers", pool.users().size());
    json.put("MfaConfiguration", pool.mfa().mode().name());
    pool.settings().addTo(json);
    pools.domains().addTo(json, pool.id());
    pool.options().addTo(json);
    json.put("LambdaConfig", pool.lambdas().toJson())
        .put("UserPoolTags", PoolTags.toJson(pool.tags()));
    pool.tracking().addTo(json);
    return new JsonObject().put("UserPool", json);
  }

  private JsonObject described(UserPool pool, AppClient client) {
    UserPools.ClientTimes times = pools.timesOf(client);
    JsonObject json =
        client
            .toJson(pool.id())
            .put("CreationDate", Json.time(times.created()))
            .put("LastModifiedDate", Json.time(times.modified()));
    return new JsonObject().put("UserPoolClient", json);
  }

  private UserPool pool(Params params) {
    return pools.pool(params);
  }

  private AppClient client(Params params) {
    AppClient client = pools.client(params);
    if (!pools.poolOf(client).id().equals(pool(params).id())) {
      throw UserPools.noClient(client.id());
    }
    return client;
  }
}
