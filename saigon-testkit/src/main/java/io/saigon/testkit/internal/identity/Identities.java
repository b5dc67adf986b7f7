package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** All identity pools and their identities, and what links log-ins to these. */
final class Identities {
  private static final String ID = "[\\w-]+:[0-9a-f-]+";

  private final String region;
  private final Clock clock;
  private final Map<String, IdentityPool> pools = new LinkedHashMap<>();

  Identities(String region, Clock clock) {
    this.region = region;
    this.clock = clock;
  }

  IdentityPool add(String name, PoolSettings settings) {
    IdentityPool pool = IdentityPool.of(region + ":" + UUID.randomUUID(), name, settings);
    put(pool);
    return pool;
  }

  void put(IdentityPool pool) {
    pools.put(pool.id(), pool);
  }

  void remove(IdentityPool pool) {
    pools.remove(pool.id());
  }

  List<IdentityPool> pools() {
    return List.copyOf(pools.values());
  }

  /** The pool that a request names. */
  IdentityPool pool(Params params) {
    String id = params.matching("IdentityPoolId", ID);
    IdentityPool pool = pools.get(id);
    if (pool == null) {
      throw new AwsError("ResourceNotFoundException", "IdentityPool '" + id + "' not found.");
    }
    return pool;
  }

  IdentityPool poolOf(String identityId) {
    return pools.values().stream()
        .filter(pool -> pool.identities().containsKey(identityId))
        .findFirst()
        .orElseThrow(() -> notFound(identityId));
  }

  /** The identity that a request names. */
  Identity identity(Params params) {
    String id = params.matching("IdentityId", ID);
    return Objects.requireNonNull(poolOf(id).identities().get(id));
  }

  /** The identity of a pool that a request names. */
  Identity identity(IdentityPool pool, Params params) {
    Identity identity = identity(params);
    if (!pool.identities().containsKey(identity.id())) {
      throw notFound(identity.id());
    }
    return identity;
  }

  /** A new guest of a pool. */
  Identity create(IdentityPool pool) {
    Identity identity = new Identity(region + ":" + UUID.randomUUID(), clock.instant());
    pool.identities().put(identity.id(), identity);
    return identity;
  }

  /** Returns the identity of log-ins, all of which are linked to it; a new one for new log-ins. */
  Identity of(IdentityPool pool, List<Login> logins) {
    Identity identity =
        logins.stream()
            .flatMap(login -> pool.find(login).stream())
            .findFirst()
            .orElseGet(() -> create(pool));
    link(pool, identity, logins);
    return identity;
  }

  /** Links log-ins to an identity, all or none. */
  void link(IdentityPool pool, Identity identity, List<Login> logins) {
    for (Login login : logins) {
      boolean isOther = pool.find(login).filter(owner -> !owner.equals(identity)).isPresent();
      String known = login.isDeveloper() ? null : identity.logins().get(login.provider());
      if (isOther || (known != null && !known.equals(login.sub()))) {
        throw new AwsError(
            "ResourceConflictException", "Login is already linked to another account.");
      }
    }
    for (Login login : logins) {
      if (!identity.isOf(login)) {
        identity.link(login, clock.instant());
      }
    }
  }

  /** An identity whose last login is gone can be reached no longer. */
  void removeIfUnlinked(IdentityPool pool, Identity identity) {
    if (identity.isGuest()) {
      pool.identities().remove(identity.id());
    }
  }

  boolean remove(String identityId) {
    return pools.values().stream().anyMatch(pool -> pool.identities().remove(identityId) != null);
  }

  private static AwsError notFound(String identityId) {
    return new AwsError("ResourceNotFoundException", "Identity '" + identityId + "' not found.");
  }
}
