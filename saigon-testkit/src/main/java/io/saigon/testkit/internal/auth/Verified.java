package io.saigon.testkit.internal.auth;

import io.vertx.core.buffer.Buffer;

/**
 * A request with a valid signature.
 *
 * @param key key of the signature
 * @param signingKey derived key of this day and service
 */
public record Verified(AccessKey key, Authorization authorization, Buffer signingKey) {
  @Override
  public String toString() {
    return "Verified[key=" + key + "]";
  }
}
