package io.saigon.testkit.internal.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key for the signatures of requests.
 *
 * @param sessionToken required session token, or null for a long-lived key
 * @param expiration time of its expiration, or null if never
 * @param principal owner of the key
 * @param identity the identity that an identity pool gave it to, or null
 */
public record AccessKey(
    String id,
    String secret,
    @Nullable String sessionToken,
    @Nullable Instant expiration,
    Principal principal,
    @Nullable CognitoIdentity identity) {

  boolean expired(Instant now) {
    return expiration != null && !now.isBefore(expiration);
  }

  AccessKey endedAt(Instant end) {
    return new AccessKey(id, secret, sessionToken, end, principal, identity);
  }

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", expiration=" + expiration + ", principal=" + principal + "]";
  }
}
