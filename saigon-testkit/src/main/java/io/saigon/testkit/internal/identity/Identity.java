package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An identity of a pool with its linked log-ins; guarded by the lock of the service. */
final class Identity {
  private final String id;
  private final Instant created;
  private final Map<String, String> logins = new LinkedHashMap<>();
  private final Set<String> developerUsers = new LinkedHashSet<>();
  private Instant modified;

  Identity(String id, Instant created) {
    this.id = id;
    this.created = created;
    modified = created;
  }

  String id() {
    return id;
  }

  /** Returns the users of the identity, by provider. */
  Map<String, String> logins() {
    return logins;
  }

  /** Returns the identity's users of the pool's developer provider. */
  Set<String> developerUsers() {
    return developerUsers;
  }

  boolean isGuest() {
    return logins.isEmpty() && developerUsers.isEmpty();
  }

  boolean isOf(Login login) {
    return login.isDeveloper()
        ? developerUsers.contains(login.sub())
        : login.sub().equals(logins.get(login.provider()));
  }

  void link(Login login, Instant now) {
    if (login.isDeveloper()) {
      developerUsers.add(login.sub());
    } else {
      logins.put(login.provider(), login.sub());
    }
    modified = now;
  }

  /** Takes all users of another identity. */
  void merge(Identity other, Instant now) {
    other.logins.forEach(logins::putIfAbsent);
    developerUsers.addAll(other.developerUsers);
    modified = now;
  }

  void unlink(String provider, Instant now) {
    logins.remove(provider);
    modified = now;
  }

  void unlinkDeveloper(String user, Instant now) {
    developerUsers.remove(user);
    modified = now;
  }

  /** Returns the claim {@code amr} of the identity's tokens. */
  List<String> methods(IdentityPool pool) {
    if (isGuest()) {
      return List.of("unauthenticated");
    }
    List<String> methods = new ArrayList<>(List.of("authenticated"));
    logins.forEach(
        (provider, sub) -> {
          methods.add(provider);
          methods.add(user(provider, sub));
        });
    developerUsers.forEach(
        user -> {
          methods.add(String.valueOf(pool.settings().developerProvider()));
          methods.add(developerUser(pool, user));
        });
    return methods;
  }

  /** Returns the provider and the user as API Gateway passes them on, or null for a guest. */
  @Nullable String authProvider(IdentityPool pool) {
    if (!logins.isEmpty()) {
      Map.Entry<String, String> first = logins.entrySet().iterator().next();
      return first.getKey() + "," + user(first.getKey(), first.getValue());
    }
    return developerUsers.isEmpty()
        ? null
        : pool.settings().developerProvider()
            + ","
            + developerUser(pool, developerUsers.iterator().next());
  }

  private static String user(String provider, String sub) {
    return provider + (provider.startsWith("cognito-idp.") ? ":CognitoSignIn:" : ":OIDC:") + sub;
  }

  private static String developerUser(IdentityPool pool, String user) {
    return pool.settings().developerProvider() + ":" + pool.id() + ":" + user;
  }

  JsonObject described(IdentityPool pool) {
    Set<String> providers = new LinkedHashSet<>(logins.keySet());
    String developer = pool.settings().developerProvider();
    if (developer != null && !developerUsers.isEmpty()) {
      providers.add(developer);
    }
    JsonObject json =
        new JsonObject()
            .put("IdentityId", id)
            .put("CreationDate", Json.time(created))
            .put("LastModifiedDate", Json.time(modified));
    return providers.isEmpty() ? json : json.put("Logins", Json.array(providers));
  }
}
