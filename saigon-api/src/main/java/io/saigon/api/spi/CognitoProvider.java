package io.saigon.api.spi;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.AlbVerifierConfig;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;

/** A provider of Cognito clients, found through {@link java.util.ServiceLoader}. */
public interface CognitoProvider {
  /**
   * Returns the name to choose this provider by.
   *
   * @return such as {@code aws}: lower case, digits and hyphens
   */
  String name();

  /**
   * Creates the service; called once for each Saigon.
   *
   * @param context the Saigon that it is for
   * @return the clients
   */
  Clients create(SaigonContext context);

  /** Cognito clients of one Saigon. */
  interface Clients {
    /**
     * Returns a client for a user pool, an app client and the identity pool that there may be.
     *
     * @param config the pools and the app client
     * @return the client
     */
    CognitoClient client(CognitoClientConfig config);

    /**
     * Returns a client for the administration of a user pool.
     *
     * @param config the pool
     * @return the client
     */
    CognitoIdp idp(CognitoIdpConfig config);

    /**
     * Returns a client for the identities of an identity pool.
     *
     * @param config the pool
     * @return the client
     */
    CognitoIdentities identities(IdentityPoolConfig config);

    /**
     * Returns a verifier of tokens of user pools.
     *
     * @param config tokens to accept
     * @return the verifier
     */
    CognitoVerifier verifier(CognitoVerifierConfig config);

    /**
     * Returns a verifier of an issuer's tokens.
     *
     * @param config tokens to accept
     * @return the verifier
     */
    JwtVerifier verifier(JwtVerifierConfig config);

    /**
     * Returns a verifier of load balancers' tokens.
     *
     * @param config tokens to accept
     * @return the verifier
     */
    JwtVerifier verifier(AlbVerifierConfig config);

    /**
     * Returns a source of an app client's own access tokens.
     *
     * @param config the app client
     * @return the source
     */
    AccessTokenProvider accessTokens(ClientCredentialsConfig config);

    /**
     * Returns log-ins by a browser.
     *
     * @param config the pool and the app client
     * @return the log-ins
     */
    ManagedLogin managedLogin(ManagedLoginConfig config);
  }
}
