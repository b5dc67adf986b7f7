package io.saigon.testkit.internal.auth;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that requests may be signed with.
 *
 * @param sessionToken the token that must come along, or null for a long-lived key
 * @param expiration when it ends, or null if never
 * @param identity whose key it is, or null for the administrator's
 */
public record AccessKey(
    String id,
    String secret,
    @Nullable String sessionToken,
    @Nullable Instant expiration,
    @Nullable CognitoIdentity identity) {

  boolean expired(Instant now) {
    return expiration != null && !now.isBefore(expiration);
  }

  AccessKey endedAt(Instant end) {
    return new AccessKey(id, secret, sessionToken, end, identity);
  }

  @Override
  public String toString() {
    return "AccessKey[id=" + id + ", expiration=" + expiration + ", identity=" + identity + "]";
  }
}
