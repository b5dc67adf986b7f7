package io.saigon.api.oauth;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * Content of a verified JSON web token. Claims, which may hold personal data, are left out of
 * {@link #toString()}.
 *
 * @param issuer the issuer ({@code iss})
 * @param subject the issuer's id of the user or client ({@code sub})
 * @param audiences whom the token is for ({@code aud}); of a load balancer's token its client id
 * @param scopes scopes of an access token (of the claims scope or scp); empty if it has none
 * @param expiration time at which it expires
 * @param claims all claims, this token's own copy
 */
public record VerifiedJwt(
    String issuer,
    String subject,
    Set<String> audiences,
    Set<String> scopes,
    Instant expiration,
    JsonObject claims) {
  /**
   * Creates a token, and checks that nothing is missing.
   *
   * @param issuer the issuer
   * @param subject the issuer's id of the user or client
   * @param audiences whom the token is for
   * @param scopes scopes of an access token
   * @param expiration time at which it expires
   * @param claims all claims, this token's own copy
   */
  public VerifiedJwt {
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(audiences, "audiences");
    Objects.requireNonNull(scopes, "scopes");
    audiences = Set.copyOf(audiences);
    scopes = Set.copyOf(scopes);
    Objects.requireNonNull(expiration, "expiration");
    Objects.requireNonNull(claims, "claims");
  }

  @Override
  public String toString() {
    return "VerifiedJwt[issuer=%s, subject=%s, audiences=%s, scopes=%s, expiration=%s]"
        .formatted(issuer, subject, audiences, scopes, expiration);
  }
}
