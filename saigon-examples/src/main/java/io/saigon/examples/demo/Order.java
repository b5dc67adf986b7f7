package io.saigon.examples.demo;

import java.util.UUID;

record Order(long id, UUID customer, String item, int quantity, String currency) {
  /** The request for an order. */
  record Request(String item, int quantity, String currency) {}

  /** The caller, as the service identifies it. */
  record Caller(UUID user, String requestId) {}
}
