package io.saigon.testkit;

import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;

/** The identifiers of a user pool, its two app clients and its identity pool. */
record PoolIds(
    String pool, String client, String secretClient, String clientSecret, String identityPool) {

  static PoolIds of(Ids ids, String region) {
    return new PoolIds(
        region + "_" + ids.anyMixed(9),
        ids.anyLower(26),
        ids.anyLower(26),
        ids.anyLower(51),
        region + ":" + ids.anyUuid());
  }

  /** Returns these identifiers with the given ones replaced. */
  PoolIds with(JsonObject given) {
    return new PoolIds(
        given.getString("id", pool),
        given.getString("clientId", client),
        given.getString("secretClientId", secretClient),
        given.getString("clientSecret", clientSecret),
        given.getString("identityPoolId", identityPool));
  }

  @Override
  public String toString() {
    return "PoolIds[pool=" + pool + "]";
  }
}
