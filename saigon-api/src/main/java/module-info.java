/** What users of saigon hold. */
@org.jspecify.annotations.NullMarked
module io.saigon.api {
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires com.fasterxml.jackson.core;
  requires transitive com.fasterxml.jackson.databind;

  exports io.saigon.api;
}
