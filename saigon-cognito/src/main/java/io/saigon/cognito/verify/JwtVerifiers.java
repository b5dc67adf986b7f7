package io.saigon.cognito.verify;

import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.service.CognitoMonitor;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates verifiers of tokens of other issuers than user pools, and caches of keys of files. */
public final class JwtVerifiers {
  private final ClientLifetime lifetime;
  private final Clock clock;
  private final KeyDocuments documents;

  public JwtVerifiers(ClientLifetime lifetime, Clock clock, KeyDocuments documents) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.documents = documents;
  }

  public JwtVerifier of(JwtVerifierConfig config) {
    TokenIssuer issuer = TokenIssuer.of(config.issuer());
    JwtForm form = JwtForm.of(issuer, config.algorithms());
    JwtClaimsValidator claims = new JwtClaimsValidator(config, issuer);
    KeyedVerification.Rules rules =
        new KeyedVerification.Rules() {
          @Override
          public KeyedVerification.Acceptable accept(String token, long now) {
            UnverifiedJwt jwt = UnverifiedJwt.parse(token, form);
            return new KeyedVerification.Acceptable(
                jwt, jwt.keyId(), claims.validate(jwt.claims(), now));
          }

          @Override
          public void checkPermission(VerifiedJwt token) {
            claims.checkPermission(token);
          }
        };
    return new KeyedVerification(lifetime, clock, rules, keys(config, issuer));
  }

  private KeySource keys(JwtVerifierConfig config, TokenIssuer issuer) {
    @Nullable URI location = config.keys();
    Supplier<Future<Buffer>> document =
        () -> location == null ? documents.discover(config.issuer()) : documents.read(location);
    return new JwksCache(
        issuer.name(),
        issuer,
        clock,
        measured(
            () -> document.get().map(keys -> JwksParser.parse(keys, issuer, config.algorithms()))));
  }

  /** Returns a cache of the keys of a user pool that come from another place than Cognito. */
  public JwksCache keysOfPool(String userPoolId, URI location) {
    return new JwksCache(
        userPoolId, clock, measured(() -> documents.read(location).map(JwksParser::parse)));
  }

  private Supplier<Future<Map<String, PublicKey>>> measured(
      Supplier<Future<Map<String, PublicKey>>> fetch) {
    return CognitoMonitor.jwks(lifetime.vertx(), clock, fetch);
  }

  public JwtVerifier of(AlbVerifierConfig config) {
    return new KeyedVerification(
        lifetime,
        clock,
        new AlbRules(config),
        new AlbKeys(clock, url -> documents.get(URI.create(url))));
  }
}
