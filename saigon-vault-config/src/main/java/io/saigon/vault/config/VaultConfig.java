package io.saigon.vault.config;

import io.saigon.api.Saigon;
import io.saigon.vault.config.store.PushedRetriever;
import io.vertx.config.ConfigRetriever;
import io.vertx.config.ConfigRetrieverOptions;
import java.util.Objects;

/**
 * Creates retrievers of vertx-config that read from vaults and are pushed what changes there.
 *
 * <p>The types of stores are {@code saigon-secrets} (AWS Secrets Manager), {@code
 * saigon-parameters} (Parameter Store), {@code saigon-app-config} (AppConfig) and {@code
 * saigon-vault} (the vault that its member {@code vault} names, or else the application's own). The
 * configuration of a store of AppConfig has {@code application}, {@code environment} and {@code
 * profile}; that of any other has one of these members:
 *
 * <ul>
 *   <li>{@code key}: one secret, in the format of the store: {@code json}, {@code properties},
 *       {@code raw} or that of another processor on the path
 *   <li>{@code keys}: secrets by member, such as {@code {"db.login": "orders/db"}}, where a dot
 *       nests; text that is a JSON object or array becomes that
 *   <li>{@code path}: all secrets below a path, with a member for each segment
 * </ul>
 *
 * <p>With {@code keys} and {@code path}, texts that are a whole number, {@code true} or {@code
 * false} become that, unless {@code raw-data} is true. Values are kept, refreshed and served during
 * an outage by the vault, as everywhere else.
 *
 * <p>{@code ConfigRetriever.create} takes the stores as well; it reads the vault's kept values at
 * each scan in place of being pushed. Its stores have a Saigon of their own, with the settings in
 * the store's member {@code saigon} or else those of the verticle's configuration, and must name a
 * {@code format} other than JSON in their configuration, too.
 */
public final class VaultConfig {
  private VaultConfig() {}

  /**
   * Creates a retriever. Its stream and its listeners are given a new configuration as soon as a
   * vault of it has one: by an announced change at once, else when the vault refreshes the secret.
   * Stores of other types, but for {@code json}, {@code sys} and {@code env}, are read again every
   * scan period, and so are optional stores that have nothing yet.
   *
   * @param saigon the Saigon whose vaults are read
   * @param options stores and scan period, which are copied
   * @return the retriever, which closes with the calling verticle; its futures fail with {@link
   *     io.saigon.api.error.SaigonException}, after close with {@link
   *     io.saigon.api.error.ClosedException}
   * @throws io.saigon.api.error.ConfigurationException if a store's type or a member of its
   *     configuration is misspelt, missing or contradicts another
   */
  public static ConfigRetriever retriever(Saigon saigon, ConfigRetrieverOptions options) {
    return PushedRetriever.create(
        Objects.requireNonNull(saigon, "saigon"), Objects.requireNonNull(options, "options"));
  }
}
