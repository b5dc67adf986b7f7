package io.saigon.api.vault;

import com.fasterxml.jackson.core.type.TypeReference;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
 * <p>Models of an {@link io.saigon.api.codec.ModelCodec} on the path, such as the {@code
 * Serializable} classes of Kotlin with saigon-kotlin, are read by it instead.
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
   * Creates a vault over a source of secrets, without discovery and with the default options.
   *
   * @param vertx Vert.x instance to run on
   * @param name name of the vault in change events
   * @param source source of the secrets
   * @return the vault, closed with {@code vertx}
   */
  static SecretVault create(Vertx vertx, String name, SecretSource source) {
    return create(vertx, name, source, SecretVaultOptions.defaults());
  }

  /**
   * Creates a vault over a source of secrets. Close it if Vert.x keeps running without it.
   *
   * @param vertx Vert.x instance to run on
   * @param name name of the vault in change events
   * @param source source of the secrets
   * @param options options for caching and decoding
   * @return the vault, closed with {@code vertx}
   * @throws io.saigon.api.error.ClosedException if the Vert.x instance is closed
   */
  static SecretVault create(
      Vertx vertx, String name, SecretSource source, SecretVaultOptions options) {
    return CachingVault.create(vertx, name, source, options);
  }

  /**
   * Creates a vault over several others: each secret comes from the first of them that has it. If a
   * vault can't be read, the read fails: the next one might have an outdated value.
   *
   * @param vertx Vert.x instance to run on
   * @param vaults vaults in the order of precedence, at least one; closing the chain does not close
   *     them
   * @return the vault
   */
  static SecretVault chain(Vertx vertx, SecretVault... vaults) {
    Objects.requireNonNull(vaults, "vaults");
    return ChainVault.create(vertx, List.of(vaults));
  }

  /**
   * Returns the name of the vault.
   *
   * @return the name of its provider, or the one it was created with
   */
  String name();

  /**
   * Returns the current value of a secret, decoded into {@code model}.
   *
   * @param <T> the type
   * @param model type of the value
   * @param key key of the secret
   * @return the value
   */
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

  /**
   * Returns a secret in a chosen version or stage, decoded into {@code model}.
   *
   * @param <T> the type
   * @param model type of the value
   * @param id key of the secret, and its version or stage
   * @return the value
   */
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

  /**
   * Returns the current value of a secret as text.
   *
   * @param key key of the secret
   * @return the text
   */
  default Future<String> secretString(String key) {
    return secret(String.class, key);
  }

  /**
   * Returns a secret in a chosen version or stage as text.
   *
   * @param id key of the secret, and its version or stage
   * @return the text
   */
  default Future<String> secretString(SecretId id) {
    return secret(String.class, id);
  }

  /**
   * Returns a secret as its vault holds it.
   *
   * @param id key of the secret, and its version or stage
   * @return the bytes, with version and expiration
   */
  Future<SecretValue> secretValue(SecretId id);

  /**
   * Returns several secrets, decoded into {@code model}, read in as few calls as the vault allows.
   *
   * @param <T> the type
   * @param model type of the values
   * @param keys keys of the secrets
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
   * Returns all secrets below a path as one model: {@code /orders/db/host} below {@code /orders}
   * fills member {@code host} of member {@code db}. Text converts to the members' types. It is the
   * secret whose key is the path with a slash at its end, so that handles, refreshes and the other
   * methods take it as well; a change of one of the secrets is a change of it.
   *
   * @param <T> the type
   * @param model type to build
   * @param path the path, such as {@code /orders}; of a vault that has paths, as {@link
   *     VaultKind#AWS_SSM}, {@link VaultKind#AWS_SECRETS_MANAGER} and {@link VaultKind#DIRECTORY}
   *     have; a text below it that is a JSON object is one there, but not in {@code AWS_SSM}
   * @return the model; fails with {@link io.saigon.api.error.NotFoundException} if nothing is below
   *     or the vault has no paths, or as {@link #secret(Class, String)} does
   */
  default <T> Future<T> secretTree(Class<T> model, String path) {
    Objects.requireNonNull(path, "path");
    return secret(model, path.endsWith("/") ? path : path + "/");
  }

  /**
   * Builds one model from several secrets, each of which fills an attribute.
   *
   * @param <T> the type
   * @param model type to build
   * @param attributes attribute of the model by secret's key; text converts to the attribute's type
   * @param extra further attributes, by name, that no secret holds
   * @return the model; fails as {@link #secrets(Class, Collection)} does
   */
  <T> Future<T> secretMapping(Class<T> model, Map<String, String> attributes, Map<String, ?> extra);

  /**
   * Returns a handle on the current value of a secret, which is kept fresh until the handle is
   * closed.
   *
   * @param <T> the type
   * @param model type of the value
   * @param key key of the secret
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
   * Fetches the current value of a secret now, however fresh the cached one is, which is served
   * until then. Calls at the same time share a fetch. During the pause after a failed fetch three
   * calls a second are let through, others fail at once.
   *
   * @param key the secret's key
   * @return completes when the new value is served; fails as a read does, and the cached value
   *     stays
   */
  Future<Void> refresh(String key);

  /**
   * Invalidates the cached values of {@code key}, in every version and stage, so that the next read
   * fetches it: after the fetch that is under way, if one is. Handles get the value of that fetch.
   * Ends the pause after a failed fetch, but three times a second at most. Does nothing after
   * close.
   *
   * @param key the secret's key
   */
  void invalidate(String key);

  /** Invalidates all cached values, as {@link #invalidate} does. Does nothing after close. */
  void invalidateAll();

  /**
   * Adds a handler of changes of secrets that were read from here, called on the context on which
   * this was called (or one made for it). A change is also published on the event bus at {@link
   * SecretChange#ADDRESS}, and other vaults of the same name, in a cluster too, then fetch the
   * secret again, each secret once a second at most.
   *
   * @param handler handles each change
   * @return removes the handler when run
   * @throws io.saigon.api.error.ClosedException if the vault is closed
   */
  Runnable onChange(Handler<SecretChange> handler);

  /**
   * Adds a handler of failed refreshes: of secrets that were read from here and could not be
   * fetched again, or no longer fit a model that they are read as. It is called on the context on
   * which this was called (or one made for it), for each try that fails.
   *
   * @param handler handles each failure
   * @return removes the handler when run
   * @throws io.saigon.api.error.ClosedException if the vault is closed
   */
  Runnable onRefreshFailure(Handler<SecretRefreshFailure> handler);

  /**
   * Releases all values and stops refreshing and listening; harmless when done twice. Reads under
   * way fail, and so do handles. A vault that comes from a {@link io.saigon.api.Saigon} is closed
   * with it, any other with its Vert.x instance.
   *
   * @return completes on the caller's context when all of that is done
   */
  Future<Void> close();
}
