package io.saigon.testkit.internal.sts;

import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.Principal;
import io.saigon.testkit.internal.wire.Newest;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All roles of the account, and the sessions that were opened in them. */
public final class RoleSessions {
  /** As many as there are temporary keys at most. */
  private static final int NEWEST = 20_000;

  private final AccessKeys keys;
  private final Map<String, Role> roles = new ConcurrentHashMap<>();
  private final Map<String, Session> sessions = Collections.synchronizedMap(Newest.map(NEWEST));

  public RoleSessions(AccessKeys keys) {
    this.keys = keys;
  }

  /**
   * Creates a role.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  public Role create(String name) {
    Role role = new Role(name);
    if (roles.putIfAbsent(role.arn(), role) != null) {
      throw new IllegalArgumentException("There is a role " + name + " already");
    }
    return role;
  }

  @Nullable Role find(String arn) {
    return roles.get(arn);
  }

  /** Returns a new key of a session without policy and tags. */
  public AccessKey open(Role role, String sessionName, Duration lifetime) {
    return open(Session.of(Principal.session(role.arn(), sessionName)), lifetime);
  }

  AccessKey open(Session session, Duration lifetime) {
    AccessKey key = keys.issue(lifetime, session.principal());
    sessions.put(key.id(), session);
    return key;
  }

  /** Returns whether a key has more time left than that. */
  public boolean lasts(AccessKey key, Duration ahead) {
    AccessKey known = keys.find(key.id());
    return known != null && keys.lasts(known, ahead);
  }

  /** Returns the session of a key; a user's has neither policy nor tags. */
  public Optional<Session> session(String accessKeyId) {
    AccessKey key = keys.find(accessKeyId);
    return key == null
        ? Optional.empty()
        : Optional.of(sessions.getOrDefault(accessKeyId, Session.of(key.principal())));
  }
}
