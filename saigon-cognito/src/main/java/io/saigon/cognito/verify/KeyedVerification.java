package io.saigon.cognito.verify;

import io.saigon.api.context.CallerContext;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.api.observability.Measurement;
import io.saigon.api.observability.MetricsListener;
import io.saigon.api.observability.Observability;
import io.saigon.api.observability.Results;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A verifier that checks a token by its rules, and its signature with a key of its source. */
public final class KeyedVerification implements JwtVerifier {
  /**
   * A token whose claims are acceptable.
   *
   * @param keyId id of its key, as the source knows it
   * @param content what it holds if its signature is right
   */
  record Acceptable(UnverifiedJwt jwt, String keyId, VerifiedJwt content) {}

  /** The rules of an issuer. */
  interface Rules {
    /** Parses a token and validates its claims; throws {@link AuthenticationException}. */
    Acceptable accept(String token, long now);

    /** Checks permissions, after the signature; throws {@link AuthenticationException}. */
    void checkPermission(VerifiedJwt token);
  }

  private final ClientLifetime lifetime;
  private final Clock clock;
  private final Rules rules;
  private final KeySource keys;
  private final @Nullable MetricsListener listener;

  KeyedVerification(ClientLifetime lifetime, Clock clock, Rules rules, KeySource keys) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.rules = rules;
    this.keys = keys;
    this.listener = Observability.of(lifetime.vertx()).listener();
  }

  @Override
  public Future<VerifiedJwt> verify(String token) {
    Objects.requireNonNull(token, "token");
    Future<VerifiedJwt> verified = lifetime.call(() -> verifyOpen(token));
    MetricsListener measuring = listener;
    return measuring == null
        ? verified
        : verified.andThen(
            (ok, failure) ->
                measuring.record(new Measurement.TokenVerification(Results.of(failure))));
  }

  private Future<VerifiedJwt> verifyOpen(String token) {
    CallerContext caller = CallerContext.current(lifetime.vertx());
    try {
      Acceptable acceptable = rules.accept(token, clock.instant().getEpochSecond());
      PublicKey known = keys.find(acceptable.keyId());
      return known != null
          ? caller.succeeded(verified(acceptable, known))
          : caller.complete(
              keys.fetch(acceptable.keyId()).map(fetched -> verified(acceptable, fetched)));
    } catch (AuthenticationException e) {
      return caller.failed(e);
    }
  }

  private VerifiedJwt verified(Acceptable acceptable, PublicKey key) {
    acceptable.jwt().checkSignature(key);
    rules.checkPermission(acceptable.content());
    return acceptable.content();
  }

  @Override
  public Future<Void> prefetch() {
    return lifetime.call(() -> CallerContext.current(lifetime.vertx()).complete(keys.prefetch()));
  }
}
