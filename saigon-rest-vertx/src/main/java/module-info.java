/**
 * SigV4 signer, signing WebClient and interceptor, typed REST client.
 *
 * <p>{@code --add-exports io.vertx.web.client/io.vertx.ext.web.client.impl=io.saigon.rest.vertx}.
 */
@org.jspecify.annotations.NullMarked
module io.saigon.rest.vertx {
  requires transitive io.saigon.api;
  requires transitive io.vertx.web.client;
  requires transitive com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires io.vertx.web.common;

  exports io.saigon.rest.vertx;
  exports io.saigon.rest.vertx.sigv4;
  exports io.saigon.rest.vertx.webclient;
}
