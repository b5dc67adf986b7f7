package io.saigon.examples.demo;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoRequestContext;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.vault.DbEnv;
import io.saigon.vault.pg.PgPools;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import java.util.UUID;

/** Serves orders behind the gateway; takes the caller from the gateway's headers alone. */
final class OrdersVerticle extends VerticleBase {
  /** Name of a local map that holds the service's port under the same name. */
  static final String PORT = "orders.port";

  // A negative port is a free one that all instances share.
  private static final int ANY_SHARED_PORT = -1;

  @Override
  public Future<?> start() {
    Saigon saigon = Saigon.create(vertx, SaigonOptions.fromConfig(config()));
    Pool db = PgPools.create(vertx, DbEnv.fromConfig("ORDERS", config()), saigon.vault());
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false));
    router.get("/whoami").respond(call -> Future.succeededFuture(caller(call)));
    router.post("/orders").respond(call -> place(db, call));
    router.get("/orders/:id").handler(call -> answer(call, find(db, call)));
    router.get("/catalog").respond(call -> catalog(db));
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(ANY_SHARED_PORT, "127.0.0.1")
        .onSuccess(this::publishPort);
  }

  private void publishPort(HttpServer server) {
    vertx.sharedData().<String, Integer>getLocalMap(PORT).put(PORT, server.actualPort());
  }

  private Order.Caller caller(RoutingContext call) {
    CognitoRequestContext context = CognitoRequestContext.from(call.request().headers());
    return new Order.Caller(context.identityId(), context.requestId());
  }

  private static Future<Order> place(Pool db, RoutingContext call) {
    UUID customer = CognitoRequestContext.from(call.request().headers()).identityId();
    Order.Request request = call.body().asPojo(Order.Request.class);
    return db.preparedQuery(
            """
            insert into orders (customer, item, quantity, currency) values ($1, $2, $3, $4)
            returning id, customer, item, quantity, currency""")
        .execute(Tuple.of(customer, request.item(), request.quantity(), request.currency()))
        .map(rows -> order(rows.iterator().next()));
  }

  private static Future<Optional<Order>> find(Pool db, RoutingContext call) {
    UUID customer = CognitoRequestContext.from(call.request().headers()).identityId();
    return db.preparedQuery(
            "select id, customer, item, quantity, currency from orders where id = $1 and customer = $2")
        .execute(Tuple.of(Long.valueOf(call.pathParam("id")), customer))
        .map(
            rows ->
                rows.size() == 0 ? Optional.empty() : Optional.of(order(rows.iterator().next())));
  }

  private static void answer(RoutingContext call, Future<Optional<Order>> found) {
    found
        .onSuccess(
            order ->
                order.ifPresentOrElse(call::json, () -> call.response().setStatusCode(404).end()))
        .onFailure(call::fail);
  }

  private static Future<JsonObject> catalog(Pool db) {
    return db.query(
            """
            select (select count(*)::int from countries) as countries,
                   (select count(*)::int from currencies) as currencies,
                   (select count(*)::int from transitions) as transitions""")
        .execute()
        .map(rows -> rows.iterator().next().toJson());
  }

  private static Order order(Row row) {
    return new Order(
        row.getLong("id"),
        row.getUUID("customer"),
        row.getString("item"),
        row.getInteger("quantity"),
        row.getString("currency"));
  }
}
