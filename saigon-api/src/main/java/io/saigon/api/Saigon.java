package io.saigon.api;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Entry point: services of the artifacts that are on the path, made on first use and shared from
 * then on.
 *
 * <p>Safe for use from any thread. Closed by itself when the verticle that made it is undeployed,
 * or with its Vert.x instance when no verticle did.
 */
public interface Saigon {
  /**
   * Creates a Saigon on the options of the verticle that calls, as {@link SaigonOptions#fromConfig}
   * reads them from its configuration; elsewhere, and without a {@code saigon} object there, on
   * AWS's own standard settings.
   *
   * @param vertx what it runs on
   * @return the Saigon
   * @throws ConfigurationException if the verticle's {@code saigon} object is malformed
   * @throws ClosedException if the Vert.x instance or the verticle is closed
   */
  static Saigon create(Vertx vertx) {
    return DiscoveringSaigon.create(vertx);
  }

  /**
   * Creates a Saigon with options. A verticle's configuration is not read.
   *
   * @param vertx what it runs on
   * @param options all that is set
   * @return the Saigon
   * @throws ClosedException if the Vert.x instance or the verticle is closed
   */
  static Saigon create(Vertx vertx, SaigonOptions options) {
    return DiscoveringSaigon.create(vertx, options);
  }

  /**
   * Returns the vault that was chosen by {@link SaigonOptions#vault()} (for {@link #create(Vertx)}
   * the member {@code saigon.vault} of the verticle's configuration), else by the system property
   * {@code saigon.vault}, else by the environment variable {@code SAIGON_VAULT}, else the one that
   * serves by default: Secrets Manager if saigon-vault is on the path and no other vault claims to.
   *
   * <p>Which vault serves, what chose it and which of its settings the options set, by name, is one
   * line of level DEBUG in the log {@code io.saigon.api.Saigon} ({@link System.Logger}): it is of
   * use when something is wrong, and a library has no say in what an application prints.
   *
   * @return the vault, the same for each call
   * @throws ConfigurationException if none is on the path, the chosen one is not, or one must be
   *     chosen
   * @throws ClosedException if this is closed
   */
  SecretVault vault();

  /**
   * A vault by its provider's name, such as {@code aws-ssm}.
   *
   * @throws ConfigurationException if there is none of that name on the path
   * @throws ClosedException if this is closed
   */
  SecretVault vault(String name);

  /**
   * One of the vaults that saigon provides.
   *
   * @throws ConfigurationException if saigon-vault is not on the path
   * @throws ClosedException if this is closed
   */
  default SecretVault vault(VaultKind kind) {
    return vault(kind.providerName());
  }

  /**
   * The object storage.
   *
   * @throws ConfigurationException if none is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  ObjectStorage storage();

  /**
   * A client for a user pool, an app client and an identity pool; one for each configuration.
   *
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoClient cognito(CognitoClientConfig config);

  /**
   * A client for the administration of a user pool; one for each configuration.
   *
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoIdp cognitoIdp(CognitoIdpConfig config);

  /**
   * Verifies tokens that somebody sends; one for each configuration. Needs no AWS credentials.
   *
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoVerifier cognitoVerifier(CognitoVerifierConfig config);

  /** What a service that is built beside the discovered ones shares with them. */
  SaigonContext context();

  /** Closes everything that was made here; harmless when done twice. */
  Future<Void> close();
}
