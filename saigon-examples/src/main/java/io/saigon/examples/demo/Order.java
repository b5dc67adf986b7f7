package io.saigon.examples.demo;

import java.util.UUID;

record Order(long id, UUID customer, String item, int quantity, String currency) {
  /** What a customer sends to get one. */
  record Wish(String item, int quantity, String currency) {}

  /** Who calls, as the service knows it. */
  record Caller(UUID user, String requestId) {}
}
