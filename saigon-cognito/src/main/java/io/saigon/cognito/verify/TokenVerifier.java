package io.saigon.cognito.verify;

import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.Results;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import java.security.PublicKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Verifies tokens of several user pools; the issuer selects the pool's rules and keys. */
public final class TokenVerifier implements CognitoVerifier {
  private record Pool(ClaimsValidator claims, KeySource keys) {}

  private final ClientLifetime lifetime;
  private final Clock clock;
  private final @Nullable MetricsListener listener;
  private final Map<String, Pool> byIssuer = new HashMap<>();

  public TokenVerifier(
      ClientLifetime lifetime,
      Clock clock,
      CognitoVerifierConfig config,
      Function<String, ? extends KeySource> keys) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.listener = Observability.of(lifetime.vertx()).listener();
    config
        .clients()
        .forEach(
            (pool, clients) ->
                byIssuer.put(
                    "https://" + CognitoIdpConfig.of(pool).cognitoUrl(),
                    new Pool(new ClaimsValidator(pool, clients, config), keys.apply(pool))));
  }

  @Override
  public Future<VerifiedToken> verify(String token) {
    Objects.requireNonNull(token, "token");
    Future<VerifiedToken> verified = lifetime.call(() -> verify(token, true));
    return listener == null ? verified : measured(verified, listener);
  }

  private static Future<VerifiedToken> measured(
      Future<VerifiedToken> verified, MetricsListener listener) {
    return verified.andThen(
        (ok, failure) -> listener.record(new Measurement.TokenVerification(Results.of(failure))));
  }

  /** Verifies issuer, claims and signature of a token, which may have expired. */
  public Future<VerifiedToken> verifyIssued(String token) {
    return lifetime.call(() -> verify(token, false));
  }

  private Future<VerifiedToken> verify(String token, boolean checkTimes) {
    CallerContext caller = CallerContext.current(lifetime.vertx());
    try {
      UnverifiedJwt jwt = UnverifiedJwt.parse(token);
      Pool pool = pool(jwt);
      VerifiedToken read = pool.claims().validate(jwt.claims());
      if (checkTimes) {
        pool.claims().checkTimes(read, clock.instant().getEpochSecond());
      }
      PublicKey known = pool.keys().find(jwt.keyId());
      if (known != null) {
        return caller.succeeded(verified(jwt, known, pool, read));
      }
      return caller.complete(
          pool.keys().fetch(jwt.keyId()).map(fetched -> verified(jwt, fetched, pool, read)));
    } catch (AuthenticationException e) {
      return caller.failed(e);
    }
  }

  private Pool pool(UnverifiedJwt jwt) {
    Pool pool = jwt.claims().getValue("iss") instanceof String issuer ? byIssuer.get(issuer) : null;
    if (pool == null) {
      throw UnverifiedJwt.invalid("The token is of a user pool that is not accepted");
    }
    return pool;
  }

  private static VerifiedToken verified(
      UnverifiedJwt jwt, PublicKey key, Pool pool, VerifiedToken read) {
    jwt.checkSignature(key);
    pool.claims().checkPermission(read);
    return read;
  }

  @Override
  public Future<Void> prefetch() {
    return lifetime.call(
        () ->
            CallerContext.current(lifetime.vertx())
                .complete(
                    Future.all(
                            byIssuer.values().stream().map(pool -> pool.keys().prefetch()).toList())
                        .mapEmpty()));
  }
}
