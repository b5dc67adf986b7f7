package io.saigon.api.spi;

import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;

/** Makes Cognito clients; found through {@link java.util.ServiceLoader}. */
public interface CognitoProvider {
  /** Name to choose this provider by, such as {@code aws}: lower case, digits and hyphens. */
  String name();

  /**
   * Makes the service; called once for each Saigon.
   *
   * @param context the Saigon it is for
   */
  Clients create(SaigonContext context);

  /** Cognito clients of one Saigon. */
  interface Clients {
    /** A client for a user pool, an app client and an identity pool. */
    CognitoClient client(CognitoClientConfig config);

    /** A client for the administration of a user pool. */
    CognitoIdp idp(CognitoIdpConfig config);

    /** Verifies tokens of user pools. */
    CognitoVerifier verifier(CognitoVerifierConfig config);
  }
}
