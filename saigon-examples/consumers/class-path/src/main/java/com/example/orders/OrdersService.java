package com.example.orders;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoRequestContext;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.vault.DbEnv;
import io.saigon.vault.pg.PgPools;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.UUID;

/** Serves the sum of all orders, and the user name of the caller. */
public final class OrdersService extends VerticleBase {
  private final int port;
  private Pool database;

  public OrdersService(int port) {
    this.port = port;
  }

  @Override
  public Future<HttpServer> start() {
    Saigon saigon = Saigon.create(vertx, SaigonOptions.fromConfig(config()));
    database = PgPools.create(vertx, DbEnv.fromConfig("ORDERS", config()), saigon.vault());
    return vertx.createHttpServer().requestHandler(this::answer).listen(port, "127.0.0.1");
  }

  private void answer(HttpServerRequest request) {
    UUID caller = CognitoRequestContext.from(request.headers()).identityId();
    database
        .query("select count(*), sum(amount)::float8 from orders")
        .execute()
        .map(rows -> summary(caller, rows.iterator().next()).toBuffer())
        .onSuccess(request.response()::end)
        .onFailure(failure -> request.response().setStatusCode(500).end(failure.toString()));
  }

  private static JsonObject summary(UUID caller, Row row) {
    return new JsonObject()
        .put("caller", caller.toString())
        .put("count", row.getInteger(0))
        .put("sum", row.getDouble(1));
  }
}
