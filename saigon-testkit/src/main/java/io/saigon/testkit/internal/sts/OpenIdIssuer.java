package io.saigon.testkit.internal.sts;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.userpool.SigningKey;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An OpenID Connect provider with its private key. */
public final class OpenIdIssuer {
  private final String issuer;
  private final Clock clock;
  private volatile SigningKey key = newKey();

  public OpenIdIssuer(String issuer, Clock clock) {
    this.issuer = issuer;
    this.clock = clock;
  }

  private static SigningKey newKey() {
    return new SigningKey(JWSAlgorithm.RS256);
  }

  public String issuer() {
    return issuer;
  }

  /** Replaces the key; tokens of the former are no longer its own. */
  public void rotateKey() {
    key = newKey();
  }

  /** Returns a signed token, by the local AWS's clock. */
  public String token(
      String subject, String audience, Duration lifetime, Map<String, Object> claims) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    JWTClaimsSet.Builder builder =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(subject)
            .audience(audience)
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)));
    claims.forEach(builder::claim);
    return key.sign(builder.build());
  }

  /** The current public key. */
  public JsonObject jwks() {
    return key.jwks();
  }

  /** The claims of a token that it signed; its times are not checked. */
  public Optional<JWTClaimsSet> verified(String token) {
    return key.verified(token);
  }
}
