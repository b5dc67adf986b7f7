package io.saigon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretRefreshFailure;
import io.saigon.api.vault.SecretValue;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of vaults whose store can be changed while they are open. */
public abstract class ChangingVaultContract extends VaultContract {
  /** Made for the subclass to extend. */
  protected ChangingVaultContract() {}

  /**
   * Changes the text of a secret in the store.
   *
   * @param key key of an existing secret
   * @param text its new text
   * @throws Exception if the store refuses it, which fails the test
   */
  protected abstract void change(String key, String text) throws Exception;

  /**
   * Removes a secret from the store.
   *
   * @param key key of an existing secret
   * @throws Exception if the store refuses it, which fails the test
   */
  protected abstract void remove(String key) throws Exception;

  @Test
  void refreshFetchesAndReportsTheChangeWithoutTheValue() throws Exception {
    String key = key("refreshed");
    SecretVault vault = vault(Map.of(key, "one"));
    BlockingQueue<SecretChange> changes = new LinkedBlockingQueue<>();
    Runnable stop = vault.onChange(changes::add);
    assertEquals("one", get(vault.secretString(key)));
    change(key, "CANARY");
    assertEquals("one", vault.secretString(key).result());
    get(vault.refresh(key));
    assertEquals("CANARY", vault.secretString(key).result());
    SecretChange received = changes.poll(30, TimeUnit.SECONDS);
    assertNotNull(received);
    assertEquals(vault.name(), received.vault());
    assertEquals(key, received.key());
    assertFalse(received.toString().contains("CANARY"), received::toString);
    stop.run();
    change(key, "three");
    get(vault.refresh(key));
    assertNull(changes.poll());
  }

  @Test
  void aChangedSecretHasAnotherVersionAndTheFormerOneIsNotTheNewOne() throws Exception {
    String key = key("versioned");
    SecretVault vault = vault(Map.of(key, "one"));
    SecretId id = SecretId.of(key);
    String former = get(vault.secretValue(id)).version();
    change(key, "two");
    get(vault.refresh(key));
    SecretValue current = get(vault.secretValue(id));
    assertEquals("two", current.text());
    if (former != null) {
      assertNotEquals(
          former, current.version(), "A version names one value; give null if there are none");
      Future<String> read = vault.secretString(id.withVersion(former));
      assertNotEquals(
          "two",
          get(read.recover(gone -> Future.succeededFuture("gone"))),
          "A former version is its own value, or fails");
    }
  }

  @Test
  void invalidateMakesTheNextReadFetch() throws Exception {
    String key = key("invalidated");
    SecretVault vault = vault(Map.of(key, "one"));
    assertEquals("one", get(vault.secretString(key)));
    change(key, "two");
    vault.invalidate(key);
    assertEquals("two", get(vault.secretString(key)));
    change(key, "three");
    vault.invalidateAll();
    assertEquals("three", get(vault.secretString(key)));
  }

  @Test
  void aHandleFollowsTheSecret() throws Exception {
    String key = key("followed");
    SecretVault vault = vault(Map.of(key, "1"));
    SecretRef<Integer> ref = get(vault.ref(Integer.class, key));
    assertEquals(1, ref.current());
    change(key, "2");
    get(vault.refresh(key));
    assertEquals(2, ref.current());
    ref.close();
  }

  @Test
  void aRefreshThatFailsIsReportedByKeyWithoutTheValue() throws Exception {
    String key = key("reported");
    SecretVault vault = vault(Map.of(key, "CANARY"));
    BlockingQueue<SecretRefreshFailure> failures = new LinkedBlockingQueue<>();
    vault.onRefreshFailure(failures::add);
    get(vault.secretString(key));
    remove(key);
    assertThrows(NotFoundException.class, () -> get(vault.refresh(key)));
    SecretRefreshFailure received = failures.poll(30, TimeUnit.SECONDS);
    assertNotNull(received);
    assertEquals(vault.name(), received.vault());
    assertEquals(key, received.id().key());
    assertFalse(received.toString().contains("CANARY"), received::toString);
  }

  @Test
  void aRemovedSecretIsNotFound() throws Exception {
    String key = key("gone");
    SecretVault vault = vault(Map.of(key, "text"));
    assertEquals("text", get(vault.secretString(key)));
    remove(key);
    assertThrows(NotFoundException.class, () -> get(vault.refresh(key)));
    assertThrows(NotFoundException.class, () -> get(vault.secretString(key)));
  }
}
