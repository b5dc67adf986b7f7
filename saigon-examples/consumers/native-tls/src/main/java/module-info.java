/** Reads a secret and requests the status of a service. */
module com.example.status {
  requires io.saigon.api;
  requires io.saigon.rest.vertx;
}
