package io.saigon.cognito;

import io.saigon.api.spi.CognitoProvider;
import io.saigon.api.spi.SaigonContext;
import java.time.Clock;

/** Provides Cognito under the name {@code aws}; found through {@link java.util.ServiceLoader}. */
public final class AwsCognitoProvider implements CognitoProvider {
  /** Called by {@link java.util.ServiceLoader}. */
  public AwsCognitoProvider() {}

  @Override
  public String name() {
    return "aws";
  }

  @Override
  public Clients create(SaigonContext context) {
    return new Services(context, Clock.systemUTC());
  }
}
