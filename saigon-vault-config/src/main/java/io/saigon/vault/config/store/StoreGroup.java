package io.saigon.vault.config.store;

import io.saigon.api.Saigon;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stores of one retriever that is pushed what changes. */
final class StoreGroup {
  // A factory gets a configuration alone; it is called while the retriever is created.
  private static final ThreadLocal<@Nullable StoreGroup> CURRENT = new ThreadLocal<>();

  private final Saigon saigon;
  private final List<VaultStore> stores = new CopyOnWriteArrayList<>();
  private volatile Runnable onChange = () -> {};

  StoreGroup(Saigon saigon) {
    this.saigon = saigon;
  }

  static @Nullable StoreGroup current() {
    return CURRENT.get();
  }

  /** Creates a retriever whose stores are of this group. */
  <T> T create(Supplier<T> retriever) {
    CURRENT.set(this);
    try {
      return retriever.get();
    } catch (RuntimeException e) {
      stores.forEach(VaultStore::close);
      throw e;
    } finally {
      CURRENT.remove();
    }
  }

  Saigon saigon() {
    return saigon;
  }

  void add(VaultStore store) {
    stores.add(store);
  }

  void onChange(Runnable handler) {
    onChange = handler;
  }

  void changed() {
    onChange.run();
  }

  boolean isMissingAny() {
    return !stores.stream().allMatch(VaultStore::isHolding);
  }
}
