package io.saigon.api.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Secrets by key, cached and decoded.
 *
 * <p>A model is any record, class or Kotlin data class that Vert.x's own {@code
 * DatabindCodec.mapper()} reads; {@link String} gives the text, {@link io.vertx.core.buffer.Buffer}
 * the bytes and {@link io.vertx.core.json.JsonObject} the JSON as it is. A component of a record
 * must be there unless its type is {@code @Nullable} or an {@link java.util.Optional} (for which
 * Jackson's own {@code Jdk8Module} has to be registered). A decoded model is kept and given to
 * every reader, so treat a class that can be modified as read-only; of buffers and JSON objects
 * everyone gets a copy.
 *
 * <p>A Kotlin data class is read, with the defaults of its parameters, once {@code KotlinModule} of
 * jackson-module-kotlin is registered with that mapper; without it a class that has no constructor
 * without parameters is refused. JSON of more than 1 MiB is refused, and what is beyond Jackson's
 * own {@code StreamReadConstraints}: numbers of 1,000 digits, names of 50,000 characters, 1,000
 * levels, unless the mapper has others.
 *
 * <p>On the module path the package of a model must be open to {@code
 * com.fasterxml.jackson.databind} unless it is exported and the model public.
 *
 * <p>Futures complete on the caller's context; they fail with {@link
 * io.saigon.api.error.NotFoundException}, {@link io.saigon.api.error.AccessDeniedException}, {@link
 * SecretMappingException}, {@link io.saigon.api.error.ThrottledException}, {@link
 * io.saigon.api.error.TransportException} or another {@link io.saigon.api.error.SaigonException}.
 *
 * <p>After a fetch that failed the next one waits, for a tenth of a second at first and ten seconds
 * at most where nothing can be served meanwhile. Until then reads fail at once with the last reason
 * and the time of the next try. A value of which the store holds a newer version that does not fit
 * the model stays served as if the store were down, and the secret is fetched again every few
 * seconds.
 *
 * <p>Refreshes that fail are given to handlers of {@link #onRefreshFailure}; an outage is one
 * warning in the log {@code io.saigon.api.vault.SecretVault} ({@link System.Logger}) and one line
 * when it is over.
 *
 * <p>Once the vault is closed, by itself, with its {@link io.saigon.api.Saigon} or with its Vert.x
 * instance, all calls fail at once with {@link io.saigon.api.error.ClosedException}, but for {@code
 * invalidate}, {@code invalidateAll} and {@code close}, which do nothing.
 */
public interface SecretVault {
  /**
   * A vault over a source of secrets, for those who build one without discovery.
   *
   * @param vertx what it runs on
   * @param name names the vault in change events
   * @param source where secrets come from
   */
  static SecretVault create(Vertx vertx, String name, SecretSource source) {
    return create(vertx, name, source, SecretVaultOptions.defaults());
  }

  /**
   * A vault over a source of secrets, with options. Close it if Vert.x goes on without it.
   *
   * @param vertx what it runs on
   * @param name names the vault in change events
   * @param source where secrets come from
   * @param options how it caches and decodes
   */
  static SecretVault create(
      Vertx vertx, String name, SecretSource source, SecretVaultOptions options) {
    return CachingVault.create(vertx, name, source, options);
  }

  /**
   * Several vaults as one: each secret comes from the first of them that has it. A vault that can't
   * tell whether it has a secret fails the read: the next one might have an outdated value.
   *
   * @param vertx what it runs on
   * @param vaults in the order of precedence; closing the chain does not close them
   */
  static SecretVault chain(Vertx vertx, SecretVault... vaults) {
    return ChainVault.create(vertx, List.of(vaults));
  }

  /** Name of the provider behind it. */
  String name();

  /** The current value of a secret, decoded into {@code model}. */
  <T> Future<T> secret(Class<T> model, String key);

  /**
   * Returns the current value of a secret, decoded into a generic type such as {@code new
   * TypeReference<List<Replica>>() {}}.
   *
   * @param <T> the type
   * @param model the type, in a constant if it is read often
   * @param key key of the secret
   * @return the value; fails as {@link #secret(Class, String)} does
   */
  <T> Future<T> secret(TypeReference<T> model, String key);

  /** A secret in a chosen version or stage, decoded into {@code model}. */
  <T> Future<T> secret(Class<T> model, SecretId id);

  /**
   * Returns a secret in a chosen version or stage, decoded into a generic type.
   *
   * @param <T> the type
   * @param model the type, such as {@code new TypeReference<List<Replica>>() {}}
   * @param id key of the secret, and its version or stage
   * @return the value; fails as {@link #secret(Class, SecretId)} does
   */
  <T> Future<T> secret(TypeReference<T> model, SecretId id);

  /** The current value of a secret as text. */
  default Future<String> secretString(String key) {
    return secret(String.class, key);
  }

  /** A secret in a chosen version or stage as text. */
  default Future<String> secretString(SecretId id) {
    return secret(String.class, id);
  }

  /** A secret as its vault holds it. */
  Future<SecretValue> secretValue(SecretId id);

  /**
   * Several secrets, decoded into {@code model}, read in as few calls as the vault allows.
   *
   * @return a value for each key; fails if one of them fails, and names all keys that do not exist
   *     in one {@link io.saigon.api.error.NotFoundException}
   */
  <T> Future<Map<String, T>> secrets(Class<T> model, Collection<String> keys);

  /**
   * Returns several secrets, decoded into a generic type, read in as few calls as the vault allows.
   *
   * @param <T> the type
   * @param model the type, such as {@code new TypeReference<List<Replica>>() {}}
   * @param keys keys of the secrets
   * @return a value for each key; fails as {@link #secrets(Class, Collection)} does
   */
  <T> Future<Map<String, T>> secrets(TypeReference<T> model, Collection<String> keys);

  /**
   * One model from several secrets, each of which fills an attribute.
   *
   * @param model what to build
   * @param attributes attribute of the model by secret's key; text converts to the attribute's type
   * @param extra further attributes, by name, that no secret holds
   * @return the model; fails as {@link #secrets(Class, Collection)} does
   */
  <T> Future<T> secretMapping(Class<T> model, Map<String, String> attributes, Map<String, ?> extra);

  /**
   * A handle on the current value of a secret, which is kept fresh until the handle is closed.
   *
   * @return the handle, once there is a value; fails as a read does
   */
  <T> Future<SecretRef<T>> ref(Class<T> model, String key);

  /**
   * Returns a handle on the current value of a secret, decoded into a generic type, which is kept
   * fresh until the handle is closed.
   *
   * @param <T> the type
   * @param model the type, such as {@code new TypeReference<List<Replica>>() {}}
   * @param key key of the secret
   * @return the handle, once there is a value; fails as a read does
   */
  <T> Future<SecretRef<T>> ref(TypeReference<T> model, String key);

  /**
   * Fetches the current value of a secret now, however fresh the cached one is, and goes on serving
   * the cached one until then. Calls at the same time share a fetch. During the pause after a
   * failed fetch three calls a second are let through, others fail at once.
   *
   * @param key the secret's key
   * @return when the new value is served; fails as a read does, and the cached value stays
   */
  Future<Void> refresh(String key);

  /**
   * Forgets what is cached of {@code key}, in every version and stage, so that the next read
   * fetches it: after the fetch that is under way, if one is. Handles have what that gives them
   * next. Ends the pause after a failed fetch, but three times a second at most.
   *
   * @param key the secret's key
   */
  void invalidate(String key);

  /** Forgets everything that is cached. */
  void invalidateAll();

  /**
   * Calls {@code handler} whenever a secret that was read from here turns out to have changed, on
   * the context on which this was called (or one made for it). The change is also published on the
   * event bus at {@link SecretChange#ADDRESS}, and vaults of the same name elsewhere, in a cluster
   * too, fetch the secret again when they hear of it, each secret once a second at most.
   *
   * @param handler called with each change
   * @return ends the calls when run
   * @throws io.saigon.api.error.ClosedException if the vault is closed
   */
  Runnable onChange(Handler<SecretChange> handler);

  /**
   * Calls {@code handler} whenever a secret that was read from here could not be fetched again, or
   * no longer fits a model that it is read as, on the context on which this was called (or one made
   * for it). Tries that follow and fail as well are calls of their own.
   *
   * @param handler called with each failure
   * @return ends the calls when run
   * @throws io.saigon.api.error.ClosedException if the vault is closed
   */
  Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler);

  /**
   * Forgets everything and stops refreshing and listening; harmless when done twice. Reads under
   * way fail, and so do handles. A vault that comes from a {@link io.saigon.api.Saigon} is closed
   * with it, any other with its Vert.x instance.
   *
   * @return when all of that is done
   */
  Future<Void> close();
}
