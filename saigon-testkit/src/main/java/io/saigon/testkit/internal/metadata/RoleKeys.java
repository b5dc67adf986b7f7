package io.saigon.testkit.internal.metadata;

import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.sts.Role;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The role of an instance, a task or a pod and its present key, replaced ahead of its expiry. */
public final class RoleKeys {
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final RoleSessions sessions;
  private final String sessionName;
  private @Nullable Role role;
  private Duration lifetime = Duration.ofHours(6);
  private @Nullable AccessKey key;

  RoleKeys(RoleSessions sessions, Role role, String sessionName) {
    this.sessions = sessions;
    this.role = role;
    this.sessionName = sessionName;
  }

  public synchronized @Nullable Role role() {
    return role;
  }

  public synchronized void role(@Nullable Role next) {
    role = next;
    key = null;
  }

  public synchronized void lifetime(Duration next) {
    lifetime = next;
    key = null;
  }

  /** Replaces the key; the former one stays valid. */
  public synchronized void rotate() {
    key = null;
  }

  /** Returns the key as the services write it, or null if there is no role. */
  synchronized @Nullable JsonObject described() {
    Role of = role;
    if (of == null) {
      return null;
    }
    AccessKey known = key;
    Duration half = lifetime.dividedBy(2);
    if (known == null || !sessions.lasts(known, half.compareTo(AHEAD) < 0 ? half : AHEAD)) {
      known = sessions.open(of, sessionName, lifetime);
      key = known;
    }
    return new JsonObject()
        .put("AccessKeyId", known.id())
        .put("SecretAccessKey", known.secret())
        .put("Token", known.sessionToken())
        .put("Expiration", String.valueOf(known.expiration()));
  }
}
