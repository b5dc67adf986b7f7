package io.saigon.cognito.verify;

import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.VerifiedJwt;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;

/** Validation of the claims of an issuer's tokens (OpenID Connect Core, section 3.1.3.7). */
final class JwtClaimsValidator {
  private final JwtVerifierConfig config;
  private final TokenIssuer issuer;
  private final long skew;

  JwtClaimsValidator(JwtVerifierConfig config, TokenIssuer issuer) {
    this.config = config;
    this.issuer = issuer;
    this.skew = config.clockSkew().toSeconds();
  }

  /** Validates the claims that need no signature, so that a refusal costs little. */
  VerifiedJwt validate(JsonObject claims, long now) {
    if (!config.issuer().equals(claims.getValue("iss"))) {
      throw issuer.invalid("The token is of an issuer that is not accepted");
    }
    Set<String> audiences = JwtClaims.texts(claims, "aud");
    if (Collections.disjoint(audiences, config.audiences())) {
      throw issuer.invalid("The token is for another service than " + config.audiences());
    }
    String subject = JwtClaims.text(claims, "sub");
    if (subject == null) {
      throw issuer.invalid("The token has no subject (sub)");
    }
    long expiration = JwtClaims.seconds(claims, "exp", issuer);
    JwtClaims.checkNotExpired(expiration, now, skew);
    for (String start : Set.of("nbf", "iat")) {
      if (claims.containsKey(start)) {
        JwtClaims.checkStarted(JwtClaims.seconds(claims, start, issuer), now, skew);
      }
    }
    return new VerifiedJwt(
        config.issuer(),
        subject,
        audiences,
        scopes(claims),
        Instant.ofEpochSecond(expiration),
        claims);
  }

  // RFC 8693 has scope; some providers have an array of the name scp.
  private static Set<String> scopes(JsonObject claims) {
    return claims.containsKey("scope") ? JwtClaims.scopes(claims) : JwtClaims.texts(claims, "scp");
  }

  /** Checks scopes; only after the signature, so that a forged token learns nothing. */
  void checkPermission(VerifiedJwt token) {
    if (!config.scopes().isEmpty() && Collections.disjoint(config.scopes(), token.scopes())) {
      throw UnverifiedJwt.refused(
          Reason.MISSING_PERMISSION, "The token grants none of the scopes " + config.scopes());
    }
  }
}
