package io.saigon.testkit.internal.sts;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * An OpenID Connect provider that roles trust.
 *
 * @param audiences audiences whose tokens are taken
 * @param verify returns the claims of a token that the provider signed
 */
record OpenIdProvider(
    Collection<String> audiences, Function<String, Optional<JWTClaimsSet>> verify) {

  /**
   * Returns a provider with known keys.
   *
   * @throws IllegalArgumentException if they are no JSON Web Key Set
   */
  static OpenIdProvider of(Collection<String> audiences, JsonObject jwks) {
    try {
      JWKSet keys = JWKSet.parse(jwks.encode());
      return new OpenIdProvider(audiences, token -> verified(keys, token));
    } catch (ParseException e) {
      throw new IllegalArgumentException("jwks must be a JSON Web Key Set", e);
    }
  }

  private static Optional<JWTClaimsSet> verified(JWKSet keys, String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWK key = keys.getKeyByKeyId(jwt.getHeader().getKeyID());
      if (!(key instanceof AsymmetricJWK pair)
          || !JWSAlgorithm.Family.SIGNATURE.contains(jwt.getHeader().getAlgorithm())) {
        return Optional.empty();
      }
      JWSVerifier verifier =
          new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), pair.toPublicKey());
      return jwt.verify(verifier) ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }
}
