/**
 * Routes of Vert.x Web that users of Cognito alone pass: by their tokens, or by what a gateway
 * tells in headers.
 */
@org.jspecify.annotations.NullMarked
module io.saigon.cognito.web {
  requires transitive io.saigon.api;
  requires transitive io.vertx.web;
  requires io.vertx.auth.common;

  exports io.saigon.cognito.web;
}
