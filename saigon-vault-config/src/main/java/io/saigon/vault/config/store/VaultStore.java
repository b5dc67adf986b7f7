package io.saigon.vault.config.store;

import io.saigon.api.Saigon;
import io.saigon.api.error.SaigonException;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.config.spi.ConfigStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store over a vault, which keeps its secrets fresh from the first time they are read. */
final class VaultStore implements ConfigStore {
  private final SecretVault vault;
  private final Content content;
  private final Runnable release;
  private final @Nullable Runnable stopListening;
  private final List<SecretRef<?>> refs = new ArrayList<>();
  private boolean holding;
  private boolean closed;

  private VaultStore(
      SecretVault vault, Content content, Runnable release, @Nullable Runnable changed) {
    this.vault = vault;
    this.content = content;
    this.release = release;
    this.stopListening =
        changed == null ? null : vault.onChange(change -> changed(change, changed));
  }

  static VaultStore create(Vertx vertx, StoreSettings settings) {
    StoreGroup group = StoreGroup.current();
    if (group != null) {
      VaultStore store =
          new VaultStore(
              vault(group.saigon(), settings), settings.content(), () -> {}, group::changed);
      group.add(store);
      return store;
    }
    SharedSaigon shared = SharedSaigon.acquire(vertx, settings.saigon());
    try {
      return new VaultStore(
          vault(shared.saigon(), settings), settings.content(), shared::release, null);
    } catch (SaigonException e) {
      shared.release();
      throw e;
    }
  }

  private static SecretVault vault(Saigon saigon, StoreSettings settings) {
    return settings.vault() == null ? saigon.vault() : saigon.vault(settings.vault());
  }

  private void changed(SecretChange change, Runnable changed) {
    if (content.keys().contains(change.key())) {
      changed.run();
    }
  }

  @Override
  public Future<Buffer> get() {
    return content.read(vault).onSuccess(read -> hold());
  }

  private synchronized void hold() {
    if (holding || closed) {
      return;
    }
    holding = true;
    for (String key : content.keys()) {
      vault.ref(SecretValue.class, key).onComplete(this::held, failure -> letGo());
    }
  }

  private synchronized void held(SecretRef<?> ref) {
    if (closed || !holding) {
      ref.close();
    } else {
      refs.add(ref);
    }
  }

  private synchronized void letGo() {
    refs.forEach(SecretRef::close);
    refs.clear();
    holding = false;
  }

  /** Returns whether changes are pushed; before the first read that succeeds none is known. */
  synchronized boolean isHolding() {
    return holding;
  }

  @Override
  public Future<Void> close() {
    synchronized (this) {
      if (closed) {
        return Future.succeededFuture();
      }
      closed = true;
      letGo();
    }
    if (stopListening != null) {
      stopListening.run();
    }
    release.run();
    return Future.succeededFuture();
  }
}
