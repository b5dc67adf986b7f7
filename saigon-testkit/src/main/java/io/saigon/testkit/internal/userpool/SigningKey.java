package io.saigon.testkit.internal.userpool;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The RSA key that a pool signs its tokens with, created on first use. */
public final class SigningKey {
  private record Pair(RSAKey key, RSASSASigner signer) {}

  private final JWSAlgorithm algorithm;
  private @Nullable Pair pair;

  public SigningKey(JWSAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  public String sign(JWTClaimsSet claims) {
    try {
      Pair pair = pair();
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(algorithm).keyID(pair.key().getKeyID()).build(), claims);
      token.sign(pair.signer());
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("A token could not be signed", e);
    }
  }

  /** The claims of a token that this key signed; its times are not checked. */
  public Optional<JWTClaimsSet> verified(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      boolean ours =
          algorithm.equals(jwt.getHeader().getAlgorithm())
              && jwt.verify(new RSASSAVerifier(key().toRSAPublicKey()));
      return ours ? Optional.of(jwt.getJWTClaimsSet()) : Optional.empty();
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  public JsonObject jwks() {
    return new JsonObject(new JWKSet(key()).toString(true));
  }

  private RSAKey key() {
    return pair().key();
  }

  /** The signer is kept, as it decodes the private key when it is created. */
  private synchronized Pair pair() {
    Pair made = pair;
    if (made == null) {
      try {
        RSAKey key =
            new RSAKeyGenerator(2048)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(algorithm)
                .keyID(Ids.token(32))
                .generate();
        made = new Pair(key, new RSASSASigner(key));
      } catch (JOSEException e) {
        throw new IllegalStateException("A key pair could not be made", e);
      }
      pair = made;
    }
    return made;
  }
}
