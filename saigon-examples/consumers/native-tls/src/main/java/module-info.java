/** Reads a secret and asks a service how it is. */
module com.example.status {
  requires io.saigon.api;
  requires io.saigon.rest.vertx;
}
