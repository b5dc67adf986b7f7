package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoStoredSessions;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.SessionStore;
import io.saigon.api.context.CallerContext;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sessions in a store that nodes share; those used last are kept in memory, too. */
public final class StoredSessions implements CognitoStoredSessions {
  private static final int MAX_ATTEMPTS = 20;

  private final SessionContext client;
  private final ClientLifetime lifetime;
  private final SavedSessionVerifier verifier;
  private final SessionStore store;
  private final LruSessions local;
  private final Pauses pauses;

  public StoredSessions(
      SessionContext client, SavedSessionVerifier verifier, int maxSize, SessionStore store) {
    this.client = client;
    this.lifetime = client.lifetime();
    this.verifier = verifier;
    this.store = store;
    this.local = new LruSessions(lifetime, maxSize);
    this.pauses = new Pauses(lifetime);
  }

  @Override
  public Future<CognitoSession> add(CognitoSession session) {
    Objects.requireNonNull(session, "session");
    if (!(session instanceof Session known) || !known.isOf(client)) {
      throw new IllegalArgumentException(
          "The session is not of the client that made this registry; add sessions of one client");
    }
    return call(() -> add(known, MAX_ATTEMPTS));
  }

  private Future<CognitoSession> add(Session session, int attempts) {
    SessionState state = session.state();
    if (state == null) {
      return Future.failedFuture(Session.loggedOut());
    }
    Buffer value = StoredSession.of(state, client.config()).write();
    return get(session.userId())
        .compose(current -> compareAndSet(session.userId(), current, value))
        .compose(
            written -> {
              if (written) {
                return Future.succeededFuture(keep(session));
              }
              return attempts > 1
                  ? add(session, attempts - 1)
                  : Future.failedFuture(
                      new ServiceException(
                          "The session store refused to write a session %d times, as its value changed each time; check compareAndSet of the SessionStore"
                              .formatted(MAX_ATTEMPTS),
                          null,
                          null));
            });
  }

  private Session keep(Session session) {
    session.share(new SharedTokens(this, session.userId()));
    local.add(session);
    return session;
  }

  @Override
  public Future<Optional<CognitoSession>> find(UUID userId) {
    Objects.requireNonNull(userId, "userId");
    return call(() -> get(userId).compose(value -> found(userId, value)));
  }

  private Future<Optional<CognitoSession>> found(UUID userId, @Nullable Buffer value) {
    if (value == null) {
      local.remove(userId);
      return Future.succeededFuture(Optional.empty());
    }
    SessionState stored = StoredSession.read(value).state(client.config());
    Session known = local(userId);
    return known != null && known.has(stored.tokens())
        ? Future.succeededFuture(Optional.of(known))
        : verified(userId, stored).map(verified -> Optional.of(take(userId, verified)));
  }

  private synchronized CognitoSession take(UUID userId, SessionState stored) {
    Session known = local(userId);
    SessionState state = known == null ? null : known.state();
    if (known == null || state == null || known.hasEnded()) {
      return keep(new Session(client, stored, false));
    }
    if (stored.tokens().expiration().isAfter(state.tokens().expiration())) {
      known.replace(stored.tokens());
    }
    return known;
  }

  private @Nullable Session local(UUID userId) {
    return (Session) local.find(userId).orElse(null);
  }

  static boolean isSame(CognitoTokens one, CognitoTokens other) {
    return one.accessToken().equals(other.accessToken()) && one.idToken().equals(other.idToken());
  }

  @Override
  public Future<Boolean> logout(UUID userId) {
    return find(userId)
        .compose(
            found ->
                found.isPresent() ? found.get().logout().map(true) : Future.succeededFuture(false));
  }

  /** Verifies that a session of the store is of the pool, and of the user it was stored for. */
  Future<SessionState> verified(UUID userId, SessionState stored) {
    return verifier
        .verify(stored)
        .map(
            state -> {
              if (!state.tokens().userId().equals(userId)) {
                throw SavedSession.altered();
              }
              return state;
            });
  }

  SessionContext client() {
    return client;
  }

  Pauses pauses() {
    return pauses;
  }

  void forget(UUID userId) {
    local.remove(userId);
  }

  /** Returns the value of a user's session; a store that throws fails. */
  Future<@Nullable Buffer> get(UUID userId) {
    return Future.<Void>succeededFuture().compose(now -> store.get(key(userId)));
  }

  Future<Boolean> compareAndSet(UUID userId, @Nullable Buffer expected, @Nullable Buffer next) {
    return Future.<Void>succeededFuture()
        .compose(now -> store.compareAndSet(key(userId), expected, next));
  }

  private String key(UUID userId) {
    return client.config().userPoolId() + "/" + client.config().clientId() + "/" + userId;
  }

  private <T> Future<T> call(Supplier<Future<T>> call) {
    return lifetime.call(() -> CallerContext.current(lifetime.vertx()).complete(call.get()));
  }
}
