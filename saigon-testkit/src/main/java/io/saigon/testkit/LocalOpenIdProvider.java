package io.saigon.testkit;

import io.saigon.testkit.internal.sts.OpenIdIssuer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** An OpenID Connect provider that STS trusts, with any tokens that a test needs. */
public final class LocalOpenIdProvider {
  private final OpenIdIssuer issuer;

  LocalOpenIdProvider(OpenIdIssuer issuer) {
    this.issuer = issuer;
  }

  /**
   * Returns the issuer of the tokens.
   *
   * @return claim {@code iss}
   */
  public String issuer() {
    return issuer.issuer();
  }

  /**
   * Issues a token.
   *
   * @param subject claim {@code sub}
   * @param audience claim {@code aud}
   * @param lifetime time until it expires, by the clock of the local AWS; negative for one that has
   *     expired
   * @return signed token
   */
  public String token(String subject, String audience, Duration lifetime) {
    return token(subject, audience, lifetime, Map.of());
  }

  /**
   * Issues a token with further claims.
   *
   * @param subject claim {@code sub}
   * @param audience claim {@code aud}
   * @param lifetime time until it expires, by the clock of the local AWS; negative for one that has
   *     expired
   * @param claims values by claim, in place of the standard ones where names are the same
   * @return signed token
   */
  public String token(
      String subject, String audience, Duration lifetime, Map<String, Object> claims) {
    return issuer.token(
        Objects.requireNonNull(subject, "subject"),
        Objects.requireNonNull(audience, "audience"),
        Objects.requireNonNull(lifetime, "lifetime"),
        claims);
  }

  /**
   * Returns the provider's public keys, for verifiers that read them from a file or resource.
   *
   * @return a JSON Web Key Set, of the keys as of now
   */
  public JsonObject jwks() {
    return issuer.jwks();
  }

  /** Replaces the signing key: tokens that were issued before are refused. */
  public void rotateKey() {
    issuer.rotateKey();
  }
}
