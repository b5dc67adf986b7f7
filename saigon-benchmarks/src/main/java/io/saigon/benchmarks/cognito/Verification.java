package io.saigon.benchmarks.cognito;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.VerifiedToken;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.text.ParseException;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One access token verified with a known key: signature, issuer, client, use and times. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class Verification {
  private final IssuedTokens tokens = new IssuedTokens();
  private final String token = tokens.access();
  private final byte[] signed = token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII);
  private final byte[] signature =
      Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
  private final PublicKey key;
  private final CognitoVerifier verifier =
      tokens
          .saigon()
          .cognitoVerifier(CognitoVerifierConfig.of(IssuedTokens.POOL, IssuedTokens.CLIENT));
  private final DefaultJWTProcessor<SecurityContext> nimbus = new DefaultJWTProcessor<>();
  private final JWTAuth jwtAuth;

  /** Fills the key caches of all verifiers. */
  public Verification() {
    try {
      key = tokens.key().toPublicKey();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    verifier.prefetch().toCompletionStage().toCompletableFuture().join();
    nimbus.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, new ImmutableJWKSet<>(new JWKSet(tokens.key()))));
    nimbus.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            new JWTClaimsSet.Builder()
                .issuer(IssuedTokens.ISSUER)
                .claim("client_id", IssuedTokens.CLIENT)
                .claim("token_use", "access")
                .build(),
            Set.of("sub", "iat", "exp")));
    jwtAuth =
        JWTAuth.create(
            tokens.vertx(),
            new JWTAuthOptions()
                .addJwk(new JsonObject(tokens.key().toPublicJWK().toJSONObject()))
                .setJWTOptions(new JWTOptions().setIssuer(IssuedTokens.ISSUER)));
  }

  /** Stops the pool. */
  @TearDown
  public void stop() {
    tokens.close();
  }

  /** Nothing but the signature. */
  @Benchmark
  public boolean limit() throws GeneralSecurityException {
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(key);
    rsa.update(signed);
    return rsa.verify(signature);
  }

  /** saigon's verifier. */
  @Benchmark
  public VerifiedToken saigon() {
    return verifier.verify(token).result();
  }

  /** nimbus-jose-jwt. */
  @Benchmark
  public JWTClaimsSet nimbus() throws BadJOSEException, JOSEException, ParseException {
    return nimbus.process(token, null);
  }

  /** vertx-auth-jwt, which checks issuer and times alone. */
  @Benchmark
  public User vertxAuthJwt() {
    return jwtAuth.authenticate(new TokenCredentials(token)).result();
  }
}
