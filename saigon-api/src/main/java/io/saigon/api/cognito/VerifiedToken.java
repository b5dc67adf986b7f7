package io.saigon.api.cognito;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token tells. Claims, which may hold personal data, are left out of {@link
 * #toString()}.
 *
 * @param use what the token is for
 * @param userPoolId the pool that issued it
 * @param clientId the app client that it was issued to
 * @param subject the user's {@code sub}, or for an app client's own token the client's id
 * @param username name of the user in the pool, or null in an app client's own token
 * @param groups the user's groups
 * @param scopes what an access token's bearer was granted; empty in an id token
 * @param expiration when it stops to be valid
 * @param claims all claims, this token's own copy
 */
public record VerifiedToken(
    TokenUse use,
    String userPoolId,
    String clientId,
    String subject,
    @Nullable String username,
    Set<String> groups,
    Set<String> scopes,
    Instant expiration,
    JsonObject claims) {
  /** Checks that nothing is missing. */
  public VerifiedToken {
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(userPoolId, "userPoolId");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(subject, "subject");
    groups = Set.copyOf(groups);
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(expiration, "expiration");
    Objects.requireNonNull(claims, "claims");
  }

  /**
   * The user's {@code sub}.
   *
   * @throws IllegalStateException if the token is an app client's own (client credentials grant)
   */
  public UUID userId() {
    if (username == null) {
      throw new IllegalStateException(
          "The token is the app client's own and no user's; look at clientId()");
    }
    return UUID.fromString(subject);
  }

  @Override
  public String toString() {
    return "VerifiedToken[use=%s, userPoolId=%s, clientId=%s, subject=%s, expiration=%s]"
        .formatted(use, userPoolId, clientId, subject, expiration);
  }
}
