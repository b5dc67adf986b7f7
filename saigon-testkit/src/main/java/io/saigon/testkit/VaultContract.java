package io.saigon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.saigon.api.error.ClosedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretRef;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The contract of every vault, as JUnit tests: extend it with a vault of yours, or {@link
 * ChangingVaultContract} if a test can change what the vault's store holds.
 *
 * <p>Needs {@code org.junit.jupiter:junit-jupiter-api}, and on the module path a package that is
 * open to JUnit.
 */
public abstract class VaultContract {
  private final Vertx vertx = Vertx.vertx();

  /** Made for the subclass to extend. */
  protected VaultContract() {}

  /**
   * Returns the Vert.x instance that each test runs on.
   *
   * @return the instance, closed after the test
   */
  protected final Vertx vertx() {
    return vertx;
  }

  /**
   * A model of two fields.
   *
   * @param user text
   * @param port number
   */
  public record Login(String user, int port) {}

  /**
   * A model with parts.
   *
   * @param writer a part
   * @param readers a list of parts
   * @param byName a map of parts
   * @param since a time
   * @param note an optional text
   */
  public record Cluster(
      Login writer,
      List<Login> readers,
      Map<String, Login> byName,
      Instant since,
      @Nullable String note) {}

  /**
   * Opens a vault over a store that holds secrets.
   *
   * @param vertx Vert.x instance of the vault; closed after the test
   * @param secrets text by key; keys are as {@link #key} makes them
   * @return the vault
   * @throws Exception if the store cannot be set up, which fails the test
   */
  protected abstract SecretVault open(Vertx vertx, Map<String, String> secrets) throws Exception;

  /**
   * Returns a key in the form of this vault's keys; one that no other test uses if the store
   * outlives a test.
   *
   * @param name letters, digits and hyphens
   * @return the key
   */
  protected String key(String name) {
    return "contract/" + name;
  }

  /**
   * Returns the most characters that a secret may have; 65536 unless the store takes less.
   *
   * @return number of characters
   */
  protected int largest() {
    return 65_536;
  }

  /**
   * Waits for a future, for half a minute at most.
   *
   * @param <T> type of the result
   * @param future future of a call
   * @return its result; its failure is thrown
   */
  protected static <T> T get(Future<T> future) {
    try {
      return future.await(30, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("Nothing came within 30 seconds", e);
    }
  }

  /** Ends what the test started. */
  @AfterEach
  final void closeVertx() {
    get(vertx.close());
  }

  final SecretVault vault(Map<String, String> secrets) throws Exception {
    return open(vertx, secrets);
  }

  private SecretVault vault(String key, String text) throws Exception {
    return vault(Map.of(key, text));
  }

  @Test
  void aSecretIsReadAsTextAsJsonAndAsAModel() throws Exception {
    String key = key("login");
    String json = "{\"user\":\"Žofie 漢字 😀\",\"port\":42,\"more\":{\"x\":[true]}}";
    SecretVault vault = vault(key, json);
    assertEquals(new Login("Žofie 漢字 😀", 42), get(vault.secret(Login.class, key)));
    assertEquals(json, get(vault.secretString(key)));
    assertEquals(new JsonObject(json), get(vault.secret(JsonObject.class, key)));
    assertEquals(json, get(vault.secretValue(SecretId.of(key))).text());
  }

  @Test
  void aModelMayHaveParts() throws Exception {
    String key = key("cluster");
    SecretVault vault =
        vault(
            key,
            "{\"writer\":{\"user\":\"w\",\"port\":1},\"readers\":[{\"user\":\"r\",\"port\":2}],"
                + "\"byName\":{\"r\":{\"user\":\"r\",\"port\":2}},\"since\":\"2026-01-02T03:04:05Z\"}");
    Login reader = new Login("r", 2);
    assertEquals(
        new Cluster(
            new Login("w", 1),
            List.of(reader),
            Map.of("r", reader),
            Instant.parse("2026-01-02T03:04:05Z"),
            null),
        get(vault.secret(Cluster.class, key)));
  }

  @Test
  void aSecretOfTheLargestSizeIsRead() throws Exception {
    String key = key("large");
    String text = "x".repeat(largest());
    assertEquals(text, get(vault(key, text).secretString(key)));
  }

  @Test
  void aSecretIsReadAsItIsWhiteSpaceIncluded() throws Exception {
    String key = key("white-space");
    String text = " \t two\r\n lines \n\n";
    assertEquals(
        text, get(vault(key, text).secretString(key)), "text is neither trimmed nor changed");
  }

  @Test
  void aVersionOrStageThatDoesNotExistIsNotTheCurrentOne() throws Exception {
    String key = key("versions");
    SecretVault vault = vault(key, "text");
    SecretId id = SecretId.of(key);
    String version = get(vault.secretValue(id)).version();
    boolean number = version != null && version.matches("\\d{1,15}");
    String none = number ? version + "000" : UUID.randomUUID().toString();
    for (SecretId other : List.of(id.withVersion(none), id.withStage("no-such-stage"))) {
      assertThrows(
          SaigonException.class,
          () -> get(vault.secretValue(other)),
          () -> "A source that does not know " + other + " must fail with NotFoundException");
    }
  }

  @Test
  void aFetchDoesNotBlockTheEventLoop() throws Exception {
    String key = key("not-blocking");
    SecretVault vault = vault(key, "text");
    // Whose classes are loaded then.
    get(vault.secretString(key));
    EventLoops loops = get(EventLoops.of(vertx));
    int blocked = loops.roundsBlocked(20, () -> vault.refresh(key));
    assertTrue(
        blocked < 5,
        () -> "Move what waits off the event loop, such as to executeBlocking: " + loops);
  }

  @Test
  void theSecondReadCompletesAtOnce() throws Exception {
    String key = key("twice");
    SecretVault vault = vault(key, "{\"user\":\"u\",\"port\":1}");
    Login first = get(vault.secret(Login.class, key));
    assertSame(first, vault.secret(Login.class, key).result());
  }

  @Test
  void aSecretArrivesOnTheCallersContext() throws Exception {
    String key = key("context");
    SecretVault vault = vault(key, "text");
    Context caller = vertx.getOrCreateContext();
    BlockingQueue<Context> seen = new LinkedBlockingQueue<>();
    caller.runOnContext(
        v -> vault.secretString(key).onComplete(r -> seen.add(Vertx.currentContext())));
    assertSame(caller, seen.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void manyCallersAtOnceGetTheSameValue() throws Exception {
    String key = key("shared");
    SecretVault vault = vault(key, "{\"user\":\"u\",\"port\":1}");
    List<Future<Login>> reads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      reads.add(vault.secret(Login.class, key));
    }
    get(Future.all(reads));
    reads.forEach(read -> assertSame(reads.get(0).result(), read.result()));
  }

  @Test
  void aMissingSecretIsNotFoundAndNamesItsKey() throws Exception {
    String key = key("missing");
    SecretVault vault = vault(Map.of());
    NotFoundException failure =
        assertThrows(NotFoundException.class, () -> get(vault.secretString(key)));
    assertTrue(message(failure).contains(key), failure::toString);
    assertThrows(NotFoundException.class, () -> get(vault.ref(Login.class, key)));
  }

  @Test
  void severalSecretsAreReadTogetherAndThoseThatAreMissingAreListed() throws Exception {
    Map<String, String> secrets = new LinkedHashMap<>();
    for (int i = 0; i < 25; i++) {
      secrets.put(key("many-" + i), String.valueOf(i));
    }
    SecretVault vault = vault(secrets);
    assertEquals(secrets, get(vault.secrets(String.class, secrets.keySet())));
    String one = key("absent-1");
    String two = key("absent-2");
    List<String> keys = List.of(one, key("many-1"), two);
    NotFoundException failure =
        assertThrows(NotFoundException.class, () -> get(vault.secrets(String.class, keys)));
    assertTrue(message(failure).contains(one), failure::toString);
    assertTrue(message(failure).contains(two), failure::toString);
    assertFalse(message(failure).contains(key("many-1")), failure::toString);
  }

  @Test
  void severalSecretsFillOneModel() throws Exception {
    String port = key("port");
    SecretVault vault = vault(port, "5432");
    assertEquals(
        new Login("ann", 5432),
        get(vault.secretMapping(Login.class, Map.of(port, "port"), Map.of("user", "ann"))));
  }

  @Test
  void malformedJsonIsReportedByKeyAndNotByValue() throws Exception {
    String key = key("text");
    SecretVault vault = vault(key, "CANARY");
    SecretMappingException failure =
        assertThrows(SecretMappingException.class, () -> get(vault.secret(Login.class, key)));
    assertEquals(key, failure.key());
    assertTrue(message(failure).contains(key), failure::toString);
    assertFalse(failure.toString().contains("CANARY"), failure::toString);
  }

  @Test
  void aWrongTypeNamesKeyAndFieldButNotTheValue() throws Exception {
    String key = key("wrong");
    SecretVault vault = vault(key, "{\"user\":\"u\",\"port\":\"CANARY\"}");
    SecretMappingException failure =
        assertThrows(SecretMappingException.class, () -> get(vault.secret(Login.class, key)));
    assertEquals("port", failure.field());
    assertEquals(
        "Field port of secret " + key + " does not fit int; correct the secret or the model",
        message(failure));
  }

  @Test
  void aMissingFieldAndOneThatAppearsTwiceAreNamed() throws Exception {
    String missing = key("field-missing");
    String twice = key("field-twice");
    SecretVault vault =
        vault(
            Map.of(
                missing, "{\"user\":\"CANARY\"}", twice, "{\"user\":\"u\",\"port\":1,\"port\":2}"));
    for (String key : List.of(missing, twice)) {
      SecretMappingException failure =
          assertThrows(SecretMappingException.class, () -> get(vault.secret(Login.class, key)));
      assertEquals("port", failure.field());
      assertFalse(failure.toString().contains("CANARY"), failure::toString);
    }
  }

  @Test
  void noSecretIsPrinted() throws Exception {
    String key = key("printed");
    SecretVault vault = vault(key, "{\"user\":\"CANARY\",\"port\":1}");
    SecretRef<Login> ref = get(vault.ref(Login.class, key));
    String printed = vault + " " + get(vault.secretValue(SecretId.of(key))) + " " + ref;
    assertFalse(printed.contains("CANARY"), printed);
    ref.close();
  }

  @Test
  void aHandleHasTheValueAndItsAge() throws Exception {
    String key = key("handle");
    SecretVault vault = vault(key, "{\"user\":\"u\",\"port\":1}");
    SecretRef<Login> ref = get(vault.ref(Login.class, key));
    assertEquals(new Login("u", 1), ref.current());
    assertTrue(ref.age().compareTo(Duration.ofMinutes(1)) < 0, () -> ref.age().toString());
    ref.close();
    assertEquals(new Login("u", 1), ref.current());
  }

  @Test
  void aClosedVaultFailsWithAClosedException() throws Exception {
    String key = key("closed");
    SecretVault vault = vault(key, "text");
    get(vault.close());
    assertThrows(ClosedException.class, () -> get(vault.secretString(key)));
  }

  static String message(Throwable failure) {
    return String.valueOf(failure.getMessage());
  }
}
