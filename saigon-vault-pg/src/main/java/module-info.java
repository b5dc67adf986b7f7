/** A vault feeds a Vert.x PostgreSQL pool, and a rotated password reaches it without a failure. */
@org.jspecify.annotations.NullMarked
module io.saigon.vault.pg {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive io.vertx.sql.client;
  requires transitive io.vertx.sql.client.pg;
  requires transitive org.jspecify;
  // Optional for the PostgreSQL client, which can't log in with a password without it.
  requires com.ongres.scram.client;

  exports io.saigon.vault.pg;
}
