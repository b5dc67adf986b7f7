package io.saigon.cognito.verify;

import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.VerifiedJwt;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules for claims that a load balancer signed ("Verify the user claims" in the guide of
 * Application Load Balancers): who signed, for whom and until when is in the token's header.
 */
final class AlbRules implements KeyedVerification.Rules {
  private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z-]{1,64}");

  private final AlbVerifierConfig config;
  private final long skew;

  AlbRules(AlbVerifierConfig config) {
    this.config = config;
    this.skew = config.clockSkew().toSeconds();
  }

  @Override
  public KeyedVerification.Acceptable accept(String token, long now) {
    UnverifiedJwt jwt = UnverifiedJwt.parse(token, JwtForm.LOAD_BALANCER);
    JsonObject header = jwt.header();
    String signer = JwtClaims.text(header, "signer");
    // Any account can have a load balancer, and its keys are published at the same place.
    if (signer == null || !config.loadBalancers().contains(signer)) {
      throw invalid("The token is of a load balancer that is not accepted");
    }
    String client = JwtClaims.text(header, "client");
    if (client == null || !config.clients().contains(client)) {
      throw invalid("The token was issued to a client that is not accepted");
    }
    if (!config.issuer().equals(header.getValue("iss"))) {
      throw invalid("The token's user is of an identity provider that is not accepted");
    }
    // It becomes part of a URL.
    if (!KEY_ID.matcher(jwt.keyId()).matches()) {
      throw invalid("The token names a key that no load balancer has");
    }
    String subject = JwtClaims.text(jwt.claims(), "sub");
    if (subject == null) {
      throw invalid("The token has no subject (sub)");
    }
    long expiration = JwtClaims.seconds(header, "exp", TokenIssuer.LOAD_BALANCER);
    JwtClaims.checkNotExpired(expiration, now, skew);
    return new KeyedVerification.Acceptable(
        jwt,
        config.keysOf(signer) + "/" + jwt.keyId(),
        new VerifiedJwt(
            config.issuer(),
            subject,
            Set.of(client),
            Set.of(),
            Instant.ofEpochSecond(expiration),
            jwt.claims()));
  }

  @Override
  public void checkPermission(VerifiedJwt token) {}

  private static RuntimeException invalid(String what) {
    return TokenIssuer.LOAD_BALANCER.invalid(what);
  }
}
