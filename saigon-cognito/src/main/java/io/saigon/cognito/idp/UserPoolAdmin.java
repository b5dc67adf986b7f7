package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoCallContext;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.cognito.service.ClosableService;
import java.util.Objects;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Administration of one user pool. */
public final class UserPoolAdmin extends PoolAdministration {
  private final CognitoIdpConfig config;
  private final ClosableService<CognitoIdentityProviderAsyncClient> pools;

  public UserPoolAdmin(
      CognitoIdpConfig config, ClosableService<CognitoIdentityProviderAsyncClient> pools) {
    this(config, pools, CallData.NONE);
  }

  private UserPoolAdmin(
      CognitoIdpConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> pools,
      CallData data) {
    super(config, pools, data);
    this.config = config;
    this.pools = pools;
  }

  @Override
  public CognitoIdp withCallContext(CognitoCallContext context) {
    return new UserPoolAdmin(
        config, pools, new CallData(Objects.requireNonNull(context, "context")));
  }
}
