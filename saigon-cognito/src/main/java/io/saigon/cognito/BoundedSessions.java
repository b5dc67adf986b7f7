package io.saigon.cognito;

import io.saigon.api.cognito.ChallengeResponder;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.api.cognito.LoginRequest;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keyed by the id in the user's own token, so that no name can lead to another user's session. */
final class BoundedSessions implements CognitoSessions {
  private static final float LOAD_FACTOR = 0.75f;

  private final CognitoClient client;
  private final Lifetime lifetime;
  private final int most;
  private final LinkedHashMap<UUID, CognitoSession> byUse =
      new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private final Map<String, UUID> names = new HashMap<>();

  BoundedSessions(CognitoClient client, Lifetime lifetime, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A registry must keep one session at least");
    }
    this.client = client;
    this.lifetime = lifetime;
    this.most = most;
  }

  @Override
  public Future<CognitoSession> login(LoginRequest request) {
    return client.openSession(request).onSuccess(this::addLoggedIn);
  }

  @Override
  public Future<CognitoSession> login(LoginRequest request, ChallengeResponder responder) {
    return client.openSession(request, responder).onSuccess(this::addLoggedIn);
  }

  // The user pool has just taken the name for this user's.
  private void addLoggedIn(CognitoSession session) {
    add(session, true);
  }

  @Override
  public void add(CognitoSession session) {
    lifetime.requireOpen();
    add(session, false);
  }

  private synchronized void add(CognitoSession session, boolean namedByPool) {
    forget(session.userId());
    CognitoSession namesake = byUse.get(names.get(session.username()));
    if (namesake == null || namedByPool || isOver(namesake)) {
      names.put(session.username(), session.userId());
    }
    byUse.put(session.userId(), session);
    if (byUse.size() > most) {
      forget(byUse.keySet().iterator().next());
    }
  }

  private static boolean isOver(CognitoSession session) {
    return session instanceof Session own && own.isOver();
  }

  @Override
  public synchronized Optional<CognitoSession> find(UUID userId) {
    lifetime.requireOpen();
    return Optional.ofNullable(byUse.get(Objects.requireNonNull(userId, "userId")));
  }

  @Override
  public synchronized Optional<CognitoSession> find(String username) {
    lifetime.requireOpen();
    UUID userId = names.get(Objects.requireNonNull(username, "username"));
    return userId == null ? Optional.empty() : find(userId);
  }

  @Override
  public Future<Boolean> logout(UUID userId) {
    Objects.requireNonNull(userId, "userId");
    return lifetime.call(
        () -> {
          CognitoSession session = forget(userId);
          return session == null ? Future.succeededFuture(false) : session.logout().map(true);
        });
  }

  @Override
  public synchronized int size() {
    return byUse.size();
  }

  private synchronized @Nullable CognitoSession forget(UUID userId) {
    CognitoSession session = byUse.remove(userId);
    if (session != null) {
      names.remove(session.username(), userId);
    }
    return session;
  }
}
