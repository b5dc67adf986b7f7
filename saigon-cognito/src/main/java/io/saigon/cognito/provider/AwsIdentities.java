package io.saigon.cognito.provider;

import static io.saigon.api.check.Arguments.notBlank;

import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.IdentityLogins;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.cognito.identity.IdentityCalls;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.session.PoolIdentitySession;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Identities of one identity pool. */
public final class AwsIdentities implements CognitoIdentities {
  private final ClientLifetime lifetime;
  private final Clock clock;
  private final IdentityCalls calls;

  public AwsIdentities(ClientLifetime lifetime, Clock clock, IdentityCalls calls) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.calls = calls;
  }

  @Override
  public String identityPoolId() {
    return calls.identityPoolId();
  }

  @Override
  public IdentitySession session(IdentityRequest request) {
    Objects.requireNonNull(request, "request");
    lifetime.requireOpen();
    return new PoolIdentitySession(lifetime, clock, calls, request);
  }

  @Override
  public Future<IdentityLogins> developerLogins(
      String providerName, String userId, @Nullable String identityId) {
    notBlank("providerName", providerName);
    notBlank("userId", userId);
    return calls.developerLogins(providerName, userId, identityId);
  }
}
