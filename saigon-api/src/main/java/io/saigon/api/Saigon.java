package io.saigon.api;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.vault.SecretVault;
import io.saigon.api.vault.VaultKind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * Entry point to the services of the artifacts on the path, each created on first use and shared
 * from then on.
 *
 * <p>Safe for use from any thread. Closed by itself when the verticle that created it is
 * undeployed, or with its Vert.x instance when no verticle did.
 */
public interface Saigon {
  /**
   * Creates a Saigon with the options of the verticle that calls, as {@link
   * SaigonOptions#fromConfig} reads them from its configuration; outside a verticle, and without a
   * {@code saigon} object there, with AWS's standard settings.
   *
   * @param vertx Vert.x instance to run on
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
   * @param vertx Vert.x instance to run on
   * @param options all settings
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
   * Returns a vault by its provider's name.
   *
   * @param name name of the provider, such as {@code aws-ssm}
   * @return the vault, the same for each call
   * @throws ConfigurationException if no provider of that name is on the path
   * @throws ClosedException if this is closed
   */
  SecretVault vault(String name);

  /**
   * Returns one of the vaults that saigon provides.
   *
   * @param kind kind of the vault
   * @return the vault, the same for each call
   * @throws ConfigurationException if saigon-vault is not on the path
   * @throws ClosedException if this is closed
   */
  default SecretVault vault(VaultKind kind) {
    Objects.requireNonNull(kind, "kind");
    return vault(kind.providerName());
  }

  /**
   * Returns the object storage.
   *
   * @return the storage, the same for each call
   * @throws ConfigurationException if none is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  ObjectStorage storage();

  /**
   * Returns a client for a user pool, an app client and an identity pool.
   *
   * @param config the pools and the app client
   * @return the client, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoClient cognito(CognitoClientConfig config);

  /**
   * Returns a client for the administration of a user pool.
   *
   * @param config the pool
   * @return the client, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoIdp cognitoIdp(CognitoIdpConfig config);

  /**
   * Returns a client for the identities of an identity pool: guests, and log-ins of providers other
   * than one user pool.
   *
   * @param config the pool
   * @return the client, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoIdentities cognitoIdentities(IdentityPoolConfig config);

  /**
   * Returns a verifier of tokens that callers send. It needs no AWS credentials.
   *
   * @param config tokens to accept
   * @return the verifier, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  CognitoVerifier cognitoVerifier(CognitoVerifierConfig config);

  /**
   * Returns a verifier of the tokens of an OpenID Connect issuer. It needs no AWS credentials. For
   * tokens of a user pool take {@link #cognitoVerifier}, which is stricter.
   *
   * @param config tokens to accept
   * @return the verifier, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  JwtVerifier jwtVerifier(JwtVerifierConfig config);

  /**
   * Returns a verifier of the header {@code x-amzn-oidc-data} of Application Load Balancers. It
   * needs no AWS credentials.
   *
   * @param config tokens to accept
   * @return the verifier, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  JwtVerifier jwtVerifier(AlbVerifierConfig config);

  /**
   * Returns a source of access tokens of an app client's own (client credentials grant), for calls
   * from service to service. It needs no AWS credentials.
   *
   * @param config the app client
   * @return the source, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  AccessTokenProvider accessTokens(ClientCredentialsConfig config);

  /**
   * Returns log-ins by a browser at a user pool's domain, for the routes of {@code
   * saigon-cognito-web}. They need no AWS credentials.
   *
   * @param config the pool and the app client
   * @return the log-ins, the same for each equal configuration
   * @throws ConfigurationException if no Cognito provider is on the path, or one must be chosen
   * @throws ClosedException if this is closed
   */
  ManagedLogin managedLogin(ManagedLoginConfig config);

  /**
   * Returns the context that services built beside the discovered ones share with them.
   *
   * @return the context, also after close
   */
  SaigonContext context();

  /**
   * Prepares the services that were created here so far, so that their first calls find everything
   * in place: builds their clients, loads their classes on worker threads and on an event loop of
   * its own, which makes one HTTP exchange on the loopback interface, and resolves region and
   * credentials. For the start of a verticle or a service, before it takes requests; nothing is
   * sent to the services themselves. The classes of a Saigon and of its services are loaded by the
   * thread that creates them: {@code vertx.executeBlocking} makes that a worker's too.
   *
   * @return completes on the caller's context when all is prepared; fails with what the first call
   *     would fail with, such as {@link ConfigurationException} if no setting names a region, and
   *     with {@link ClosedException} after close
   */
  Future<Void> warmUp();

  /**
   * Closes everything that was created here; harmless when done twice.
   *
   * @return completes on the caller's context when all is closed; fails with the first failure to
   *     close
   */
  Future<Void> close();
}
