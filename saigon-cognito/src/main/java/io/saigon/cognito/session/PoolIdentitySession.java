package io.saigon.cognito.session;

import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.IdentityLogins;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentityRequest.Flow;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.cognito.identity.IdentityCalls;
import io.saigon.cognito.identity.IdentityErrors;
import io.saigon.cognito.idp.CognitoErrors;
import io.saigon.cognito.service.ClientLifetime;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Credentials of one identity of an identity pool. */
public final class PoolIdentitySession implements IdentitySession {
  private final ClientLifetime lifetime;
  private final IdentityCalls calls;
  private final IdentityRequest request;
  private final RefreshingValue<IamCredentials> credentials;

  public PoolIdentitySession(
      ClientLifetime lifetime, Clock clock, IdentityCalls calls, IdentityRequest request) {
    this.lifetime = lifetime;
    this.calls = calls;
    this.request = request;
    // Callers get the failure of a renewal when nothing is valid any more.
    this.credentials =
        new RefreshingValue<>(
            lifetime.vertx(),
            clock,
            PoolIdentitySession::expiration,
            () -> request.logins().get().compose(this::credentials),
            failure -> {});
  }

  private static Instant expiration(IamCredentials value) {
    Instant expiration = value.credentials().expiration();
    return expiration == null ? Instant.MAX : expiration;
  }

  @Override
  public Future<IamCredentials> iamCredentials() {
    return lifetime.call(credentials::get);
  }

  @Override
  public Future<AwsCredentials> credentials() {
    return iamCredentials().map(IamCredentials::credentials);
  }

  @Override
  public Future<AwsCredentials> renewed(AwsCredentials refused) {
    Objects.requireNonNull(refused, "refused");
    return lifetime
        .call(
            () ->
                credentials.getReplacing(
                    known -> known.credentials().accessKeyId().equals(refused.accessKeyId())))
        .map(IamCredentials::credentials);
  }

  private Future<IamCredentials> credentials(IdentityLogins logins) {
    Map<String, String> tokens = logins.tokens();
    String issuedFor = logins.identityId();
    if (issuedFor != null) {
      return credentials(issuedFor, tokens);
    }
    IamCredentials former = credentials.peek();
    String known = former == null ? request.identityId() : former.identityId();
    return known == null
        ? ofLogins(tokens)
        : credentials(known, tokens)
            .recover(
                failure ->
                    isOfNoUse(failure, former, tokens)
                        ? ofLogins(tokens)
                        : Future.failedFuture(failure));
  }

  // An identity that was deleted, or that of a guest who logs in with an identity already.
  private static boolean isOfNoUse(
      Throwable failure, @Nullable IamCredentials former, Map<String, String> tokens) {
    return CognitoErrors.is(failure, CognitoErrors.NOT_FOUND)
        || (former == null && !tokens.isEmpty() && IdentityErrors.isLinkedElsewhere(failure));
  }

  private Future<IamCredentials> ofLogins(Map<String, String> tokens) {
    return calls.id(tokens).compose(identityId -> credentials(identityId, tokens));
  }

  private Future<IamCredentials> credentials(String identityId, Map<String, String> tokens) {
    return request.flow() == Flow.CLASSIC
        ? calls.classicCredentials(
            identityId, tokens, Objects.requireNonNull(request.roleArn(), "roleArn"))
        : calls.credentials(identityId, tokens, request.roleArn());
  }

  @Override
  public String toString() {
    return "IdentitySession[identityPoolId=" + calls.identityPoolId() + "]";
  }
}
