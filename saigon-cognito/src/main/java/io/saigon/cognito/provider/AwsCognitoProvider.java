package io.saigon.cognito.provider;

import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.SaigonContext;
import java.time.Clock;

/** Provides Cognito under the name {@code aws}; found through {@link java.util.ServiceLoader}. */
public final class AwsCognitoProvider implements CognitoProvider {
  /** Creates the provider; called by {@link java.util.ServiceLoader}. */
  public AwsCognitoProvider() {}

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Clients create(SaigonContext context) {
    return new CognitoClientFactory(context, Clock.systemUTC());
  }
}
