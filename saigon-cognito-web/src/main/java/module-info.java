/**
 * Authentication handlers of Vert.x Web for users of Cognito, by their tokens, by the session of a
 * browser's log-in or by headers of a gateway.
 */
@org.jspecify.annotations.NullMarked
module io.saigon.cognito.web {
  requires transitive io.saigon.api;
  requires transitive io.vertx.web;
  requires io.vertx.auth.common;

  exports io.saigon.cognito.web;
}
