package io.saigon.api.cognito;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Content of a verified token. Claims, which may hold personal data, are left out of {@link
 * #toString()}.
 *
 * @param use use of the token
 * @param userPoolId the pool that issued it
 * @param clientId the app client that it was issued to
 * @param subject the user's {@code sub}, or for an app client's own token the client's id
 * @param username name of the user in the pool, or null in an app client's own token
 * @param groups the user's groups
 * @param scopes scopes of an access token; empty in an id token
 * @param expiration time at which it expires
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
  /**
   * Creates a token, and checks that nothing is missing.
   *
   * @param use use of the token
   * @param userPoolId the pool that issued it
   * @param clientId the app client that it was issued to
   * @param subject the user's {@code sub}, or for an app client's own token the client's id
   * @param username name of the user in the pool, or null in an app client's own token
   * @param groups the user's groups
   * @param scopes scopes of an access token
   * @param expiration time at which it expires
   * @param claims all claims, this token's own copy
   */
  public VerifiedToken {
    Objects.requireNonNull(use, "use");
    Objects.requireNonNull(userPoolId, "userPoolId");
    Objects.requireNonNull(clientId, "clientId");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(groups, "groups");
    Objects.requireNonNull(scopes, "scopes");
    groups = Set.copyOf(groups);
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(expiration, "expiration");
    Objects.requireNonNull(claims, "claims");
  }

  /**
   * Returns the user's {@code sub}.
   *
   * @return the id
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
