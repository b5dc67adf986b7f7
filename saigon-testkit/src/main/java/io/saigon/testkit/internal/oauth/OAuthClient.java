package io.saigon.testkit.internal.oauth;

import org.jspecify.annotations.Nullable;

/**
 * An app client as the endpoints see it.
 *
 * @param secret its secret, or null for a public client
 * @param revokes whether refresh tokens can be revoked
 */
public record OAuthClient(
    String poolId, String id, @Nullable String secret, boolean revokes, OAuthSettings settings) {
  @Override
  public String toString() {
    return "OAuthClient[id=" + id + "]";
  }
}
