package io.saigon.cognito;

import io.saigon.api.AuthenticationException;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.VerifiedToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.security.PublicKey;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Verifies tokens of some pools; whose rules and keys hold, a token's issuer tells. */
final class Verifier implements CognitoVerifier {
  private record Pool(TokenRules rules, PoolKeys keys) {}

  private final Lifetime lifetime;
  private final Clock clock;
  private final Map<String, Pool> byIssuer = new HashMap<>();

  Verifier(
      Lifetime lifetime,
      Clock clock,
      CognitoVerifierConfig config,
      Function<String, PoolKeys> keys) {
    this.lifetime = lifetime;
    this.clock = clock;
    config
        .clients()
        .forEach(
            (pool, clients) ->
                byIssuer.put(
                    "https://" + CognitoIdpConfig.of(pool).cognitoUrl(),
                    new Pool(new TokenRules(pool, clients, config), keys.apply(pool))));
  }

  @Override
  public Future<VerifiedToken> verify(String token) {
    Objects.requireNonNull(token, "token");
    return lifetime.call(() -> verify(token, true));
  }

  /** Verifies that a token was issued, whether or not it has expired since. */
  Future<VerifiedToken> verifyIssued(String token) {
    return lifetime.call(() -> verify(token, false));
  }

  private Future<VerifiedToken> verify(String token, boolean now) {
    ContextInternal context = context();
    try {
      SentToken sent = SentToken.read(token);
      Pool pool = pool(sent);
      VerifiedToken read = pool.rules().read(sent.claims());
      if (now) {
        pool.rules().checkTimes(read, clock.instant().getEpochSecond());
      }
      PublicKey known = pool.keys().find(sent.keyId());
      if (known != null) {
        return context.succeededFuture(verified(sent, known, pool, read));
      }
      Promise<VerifiedToken> promise = context.promise();
      pool.keys()
          .fetch(sent.keyId())
          .map(fetched -> verified(sent, fetched, pool, read))
          .onComplete(promise);
      return promise.future();
    } catch (AuthenticationException e) {
      return context.failedFuture(e);
    }
  }

  private Pool pool(SentToken sent) {
    Pool pool =
        sent.claims().getValue("iss") instanceof String issuer ? byIssuer.get(issuer) : null;
    if (pool == null) {
      throw SentToken.invalid("The token is of a user pool that is not accepted");
    }
    return pool;
  }

  private static VerifiedToken verified(
      SentToken sent, PublicKey key, Pool pool, VerifiedToken read) {
    sent.checkSignature(key);
    pool.rules().checkPermission(read);
    return read;
  }

  @Override
  public Future<Void> prefetch() {
    return lifetime.call(
        () -> {
          Promise<Void> promise = context().promise();
          Future.all(byIssuer.values().stream().map(pool -> pool.keys().prefetch()).toList())
              .<Void>mapEmpty()
              .onComplete(promise);
          return promise.future();
        });
  }

  private ContextInternal context() {
    return ((VertxInternal) lifetime.vertx()).getOrCreateContext();
  }
}
