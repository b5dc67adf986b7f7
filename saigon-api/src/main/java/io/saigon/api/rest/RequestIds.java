package io.saigon.api.rest;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

final class RequestIds {
  private RequestIds() {}

  static String next() {
    UUID random = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits())
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
