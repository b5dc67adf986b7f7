/** Readiness and liveness of what saigon runs, as procedures of vertx-health-check. */
@org.jspecify.annotations.NullMarked
module io.saigon.health {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive io.vertx.healthcheck;
  requires transitive org.jspecify;

  exports io.saigon.health;
}
