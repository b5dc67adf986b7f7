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
  private final int most;
  private final LinkedHashMap<UUID, CognitoSession> byUse =
      new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private final Map<String, UUID> names = new HashMap<>();

  BoundedSessions(CognitoClient client, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A registry must keep one session at least");
    }
    this.client = client;
    this.most = most;
  }

  @Override
  public Future<CognitoSession> login(LoginRequest request) {
    return client.openSession(request).onSuccess(this::add);
  }

  @Override
  public Future<CognitoSession> login(LoginRequest request, ChallengeResponder responder) {
    return client.openSession(request, responder).onSuccess(this::add);
  }

  @Override
  public synchronized void add(CognitoSession session) {
    forget(session.userId());
    UUID namesake = names.put(session.username(), session.userId());
    if (namesake != null) {
      byUse.remove(namesake);
    }
    byUse.put(session.userId(), session);
    if (byUse.size() > most) {
      forget(byUse.keySet().iterator().next());
    }
  }

  @Override
  public synchronized Optional<CognitoSession> find(UUID userId) {
    return Optional.ofNullable(byUse.get(Objects.requireNonNull(userId, "userId")));
  }

  @Override
  public synchronized Optional<CognitoSession> find(String username) {
    UUID userId = names.get(Objects.requireNonNull(username, "username"));
    return userId == null ? Optional.empty() : find(userId);
  }

  @Override
  public Future<Boolean> logout(UUID userId) {
    CognitoSession session = forget(Objects.requireNonNull(userId, "userId"));
    return session == null ? Future.succeededFuture(false) : session.logout().map(true);
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
