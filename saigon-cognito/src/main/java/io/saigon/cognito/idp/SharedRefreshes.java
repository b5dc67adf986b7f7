package io.saigon.cognito.idp;

import io.saigon.api.call.CallScope;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.context.CallerContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes by refresh token: callers who come with the same token while a refresh runs share it,
 * and those who come within a minute after its rotation get its successor. A rotated token is
 * refused after the app client's grace period, which would log the user out whose renewals race.
 */
public final class SharedRefreshes {
  // The longest grace period that Cognito has.
  private static final Duration KEPT = Duration.ofSeconds(60);

  private record Refresh(Future<CognitoTokens> tokens, Instant until) {}

  private final Vertx vertx;
  private final Clock clock;
  private final Map<String, Refresh> refreshes = new HashMap<>();

  public SharedRefreshes(Vertx vertx, Clock clock) {
    this.vertx = vertx;
    this.clock = clock;
  }

  public Future<CognitoTokens> refresh(String refreshToken, Supplier<Future<CognitoTokens>> call) {
    Promise<CognitoTokens> started;
    synchronized (this) {
      Instant now = clock.instant();
      refreshes.values().removeIf(refresh -> refresh.until().isBefore(now));
      Refresh known = refreshes.get(refreshToken);
      if (known != null) {
        return CallerContext.current(vertx).complete(known.tokens());
      }
      started = Promise.promise();
      refreshes.put(refreshToken, new Refresh(started.future(), Instant.MAX));
    }
    Future<CognitoTokens> shared = started.future();
    // Others may wait for it too, so that no caller may cancel it.
    CallScope.outside(() -> Future.<CognitoTokens>future(p -> call.get().onComplete(p)))
        .onComplete(
            (tokens, failure) -> {
              end(refreshToken, shared, tokens);
              if (failure == null) {
                started.complete(tokens);
              } else {
                started.fail(failure);
              }
            });
    return CallerContext.current(vertx).complete(shared);
  }

  private synchronized void end(
      String refreshToken, Future<CognitoTokens> shared, @Nullable CognitoTokens tokens) {
    if (tokens == null || refreshToken.equals(tokens.refreshToken())) {
      refreshes.remove(refreshToken);
    } else {
      refreshes.put(refreshToken, new Refresh(shared, clock.instant().plus(KEPT)));
    }
  }
}
