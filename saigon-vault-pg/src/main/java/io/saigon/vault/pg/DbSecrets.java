package io.saigon.vault.pg;

import io.saigon.api.vault.DbEnv;
import io.saigon.api.vault.ExpiringCredentials;
import io.saigon.api.vault.PostgreSqlCredentials;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database's credentials as the vault has them, kept fresh from the first time they are read. */
final class DbSecrets {
  private final DbEnv env;
  private final SecretVault vault;
  private final SecretRefresh refresh;
  private final List<SecretRef<SecretValue>> refs = new ArrayList<>();
  private boolean holding;
  private boolean closed;
  private @Nullable Runnable stopListening;

  /**
   * @param refresh shared by those who read the same secrets
   */
  DbSecrets(DbEnv env, SecretVault vault, SecretRefresh refresh) {
    this.env = env;
    this.vault = vault;
    this.refresh = refresh;
  }

  Future<ExpiringCredentials> current() {
    return env.resolveExpiring(vault).onSuccess(c -> hold());
  }

  /** Returns whether connections end with their credentials: those of a token do not. */
  boolean endsConnections() {
    return !env.usesTokens();
  }

  /** Returns the credentials whose change outdates a connection; a new token alone does not. */
  PostgreSqlCredentials lasting(PostgreSqlCredentials c) {
    return env.usesTokens()
        ? new PostgreSqlCredentials(
            c.endpoint(), c.port(), c.database(), c.username(), "", c.sslMode())
        : c;
  }

  /** Reads the secrets anew; callers at about the same time share it. */
  Future<ExpiringCredentials> refreshed() {
    return refresh.run(() -> env.refresh(vault)).compose(v -> env.resolveExpiring(vault));
  }

  synchronized void onChange(Runnable handler) {
    stopListening =
        vault.onChange(
            change -> {
              if (env.secretKeys().contains(change.key())) {
                handler.run();
              }
            });
  }

  // A pool reads credentials rarely, and would otherwise notice a rotation only by a refused login.
  private synchronized void hold() {
    if (holding || closed) {
      return;
    }
    holding = true;
    env.secretKeys()
        .forEach(
            key ->
                vault.ref(SecretValue.class, key).onComplete(this::held, failure -> resetRefs()));
  }

  private synchronized void held(SecretRef<SecretValue> ref) {
    if (closed) {
      ref.close();
    } else {
      refs.add(ref);
    }
  }

  private synchronized void resetRefs() {
    refs.forEach(SecretRef::close);
    refs.clear();
    holding = false;
  }

  synchronized void close() {
    closed = true;
    refs.forEach(SecretRef::close);
    refs.clear();
    if (stopListening != null) {
      stopListening.run();
    }
  }
}
