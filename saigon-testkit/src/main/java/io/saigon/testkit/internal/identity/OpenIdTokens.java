package io.saigon.testkit.internal.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.userpool.SigningKey;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;

/** OpenID Connect tokens of identities. */
final class OpenIdTokens {
  static final String ISSUER = "https://cognito-identity.amazonaws.com";
  static final Duration LIFE = Duration.ofMinutes(10);

  private final Clock clock;
  private final SigningKey key = new SigningKey(JWSAlgorithm.RS512);

  OpenIdTokens(Clock clock) {
    this.clock = clock;
  }

  String issue(IdentityPool pool, Identity identity, Duration life) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return key.sign(
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(identity.id())
            .audience(pool.id())
            .claim("amr", identity.methods(pool))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .build());
  }

  /** The claims of a token that was issued here; its times are not checked. */
  Optional<JWTClaimsSet> verified(String token) {
    return key.verified(token);
  }

  /** The public key, by which anyone can check such a token. */
  JsonObject keys() {
    return key.jwks();
  }
}
