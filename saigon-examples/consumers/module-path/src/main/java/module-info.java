/** Reports on the orders of a service behind an API gateway. */
module com.example.reporter {
  requires io.saigon.api;
  requires io.saigon.rest.vertx;

  opens com.example.reporter to
      com.fasterxml.jackson.databind;
}
