package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.CognitoSessions;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions used last, at most a given number. The key is the id in the user's own token, so
 * that no name can lead to another user's session.
 */
public final class LruSessions implements CognitoSessions {
  private static final float LOAD_FACTOR = 0.75f;

  private final ClientLifetime lifetime;
  private final int maxSize;
  private final LinkedHashMap<UUID, CognitoSession> byUserId =
      new LinkedHashMap<>(16, LOAD_FACTOR, true);
  private final Map<String, UUID> userIds = new HashMap<>();

  public LruSessions(ClientLifetime lifetime, int maxSize) {
    if (maxSize < 1) {
      throw new IllegalArgumentException("The maximum number of sessions must be at least 1");
    }
    this.lifetime = lifetime;
    this.maxSize = maxSize;
  }

  @Override
  public synchronized CognitoSession add(CognitoSession session) {
    Objects.requireNonNull(session, "session");
    lifetime.requireOpen();
    remove(session.userId());
    CognitoSession sameName = byUserId.get(userIds.get(session.username()));
    if (sameName == null || hasEnded(sameName) || loginNumber(session) > loginNumber(sameName)) {
      userIds.put(session.username(), session.userId());
    }
    byUserId.put(session.userId(), session);
    if (byUserId.size() > maxSize) {
      remove(byUserId.keySet().iterator().next());
    }
    return session;
  }

  private static boolean hasEnded(CognitoSession session) {
    return session instanceof Session known && known.hasEnded();
  }

  private static long loginNumber(CognitoSession session) {
    return session instanceof Session known ? known.loginNumber() : 0;
  }

  @Override
  public synchronized Optional<CognitoSession> find(UUID userId) {
    lifetime.requireOpen();
    return Optional.ofNullable(byUserId.get(Objects.requireNonNull(userId, "userId")));
  }

  @Override
  public synchronized Optional<CognitoSession> find(String username) {
    lifetime.requireOpen();
    UUID userId = userIds.get(Objects.requireNonNull(username, "username"));
    return userId == null ? Optional.empty() : find(userId);
  }

  @Override
  public Future<Boolean> logout(UUID userId) {
    Objects.requireNonNull(userId, "userId");
    return lifetime.call(
        () -> {
          CognitoSession session = remove(userId);
          return session == null ? Future.succeededFuture(false) : session.logout().map(true);
        });
  }

  @Override
  public synchronized int size() {
    return byUserId.size();
  }

  /** Forgets a session, which stays valid for its holders. */
  synchronized @Nullable CognitoSession remove(UUID userId) {
    CognitoSession session = byUserId.remove(userId);
    if (session != null) {
      userIds.remove(session.username(), userId);
    }
    return session;
  }
}
