package io.saigon.testkit.internal.auth;

import io.vertx.core.buffer.Buffer;

/**
 * A request with a good signature.
 *
 * @param key what it was signed with
 * @param signingKey what signatures of this day and service are made with
 */
public record Verified(AccessKey key, Authorization authorization, Buffer signingKey) {
  @Override
  public String toString() {
    return "Verified[key=" + key + "]";
  }
}
