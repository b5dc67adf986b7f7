package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Pools and their app clients. */
final class PoolOperations {
  private static final Set<String> DEFAULT_FLOWS =
      Set.of("ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_CUSTOM_AUTH");

  private static final List<String> FLOWS =
      List.of(
          "ADMIN_NO_SRP_AUTH",
          "CUSTOM_AUTH_FLOW_ONLY",
          "USER_PASSWORD_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH",
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_USER_AUTH");

  private final UserPools pools;

  PoolOperations(UserPools pools) {
    this.pools = pools;
  }

  void register(Operations operations) {
    operations
        .signed("CreateUserPool", this::create)
        .signed("DescribeUserPool", params -> described(pool(params)))
        .signed("DeleteUserPool", this::delete)
        .signed("ListUserPools", this::list)
        .signed("ListUserPoolClients", this::listClients)
        .signed("CreateUserPoolClient", this::createClient)
        .signed("DescribeUserPoolClient", params -> described(pool(params), client(params)))
        .signed("DeleteUserPoolClient", this::deleteClient);
  }

  private JsonObject create(Params params) {
    return described(pools.add(params.text("PoolName"), PoolSettings.of(params)));
  }

  private JsonObject delete(Params params) {
    pools.remove(pool(params));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    params.need("MaxResults");
    Paging<UserPool> page = page(params, pools.all());
    JsonArray items = new JsonArray();
    page.items()
        .forEach(pool -> items.add(new JsonObject().put("Id", pool.id()).put("Name", pool.name())));
    return page.next("NextToken", new JsonObject().put("UserPools", items));
  }

  private JsonObject listClients(Params params) {
    UserPool pool = pool(params);
    Paging<AppClient> page = page(params, pools.clientsOf(pool));
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

  private static <T> Paging<T> page(Params params, List<T> all) {
    return Paging.of(
        all,
        params.number("MaxResults", 60, 1, 60),
        params.optionalText("NextToken"),
        UserPools::wrongToken);
  }

  private JsonObject createClient(Params params) {
    UserPool pool = pool(params);
    List<String> flows = params.someOf("ExplicitAuthFlows", FLOWS);
    String existence =
        params.oneOf("PreventUserExistenceErrors", "LEGACY", List.of("LEGACY", "ENABLED"));
    Params rotation = params.object("RefreshTokenRotation");
    boolean rotates =
        rotation.oneOf("Feature", "DISABLED", List.of("ENABLED", "DISABLED")).equals("ENABLED");
    if (rotates && flows.contains("ALLOW_REFRESH_TOKEN_AUTH")) {
      throw new AwsError(
          "InvalidParameterException",
          "Refresh token rotation can't be enabled together with ALLOW_REFRESH_TOKEN_AUTH");
    }
    TokenLives lives = TokenLives.of(params);
    AppClient plain =
        pools.addClient(
            pool,
            params.text("ClientName"),
            params.flag("GenerateSecret"),
            flows.isEmpty() ? DEFAULT_FLOWS : Set.copyOf(flows),
            existence.equals("ENABLED"));
    AppClient living = plain.withLives(lives);
    AppClient client =
        pools.replace(
            rotates
                ? living.withRotation(
                    Duration.ofSeconds(rotation.number("RetryGracePeriodSeconds", 0, 0, 60)))
                : living);
    return described(pool, client);
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
            .put("LastModifiedDate", Json.time(pool.created()))
            .put("EstimatedNumberOfUsers", pool.users().size());
    pool.settings().addTo(json);
    return new JsonObject().put("UserPool", json);
  }

  private static JsonObject described(UserPool pool, AppClient client) {
    JsonObject json =
        new JsonObject()
            .put("UserPoolId", pool.id())
            .put("ClientId", client.id())
            .put("ClientName", client.name())
            .put("ExplicitAuthFlows", Json.array(client.flows()))
            .put("PreventUserExistenceErrors", client.hidesUsers() ? "ENABLED" : "LEGACY");
    client.lives().addTo(json);
    if (client.secret() != null) {
      json.put("ClientSecret", client.secret());
    }
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
