package io.saigon.cognito.identity;

import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.IdentityLogins;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.GetIdResponse;

/** Calls of one identity pool. */
public final class IdentityCalls {
  private final String identityPoolId;
  private final ClosableService<CognitoIdentityAsyncClient> service;
  private final ClassicRoles roles;

  public IdentityCalls(
      String identityPoolId,
      ClosableService<CognitoIdentityAsyncClient> service,
      ClassicRoles roles) {
    this.identityPoolId = identityPoolId;
    this.service = service;
    this.roles = roles;
  }

  public String identityPoolId() {
    return identityPoolId;
  }

  /** Gets the identity of log-ins, or a new guest without any. */
  public Future<String> id(Map<String, String> logins) {
    return failing(
        service
            .callUnsigned(
                client ->
                    client.getId(b -> b.identityPoolId(identityPoolId).logins(orNull(logins))))
            .map(GetIdResponse::identityId)
            .recover(
                failure -> Future.failedFuture(IdentityErrors.ofPool(failure, identityPoolId))));
  }

  /** Gets credentials by the enhanced flow. */
  public Future<IamCredentials> credentials(
      String identityId, Map<String, String> logins, @Nullable String customRoleArn) {
    return failing(
        service
            .callUnsigned(
                client ->
                    client.getCredentialsForIdentity(
                        b ->
                            b.identityId(identityId)
                                .logins(orNull(logins))
                                .customRoleArn(customRoleArn)))
            .map(
                response ->
                    new IamCredentials(response.identityId(), aws(response.credentials()))));
  }

  /** Gets credentials by the classic flow. */
  public Future<IamCredentials> classicCredentials(
      String identityId, Map<String, String> logins, String roleArn) {
    return failing(
            service.callUnsigned(
                client ->
                    client.getOpenIdToken(b -> b.identityId(identityId).logins(orNull(logins)))))
        .compose(
            answer ->
                roles
                    .assume(roleArn, answer.token())
                    .map(credentials -> new IamCredentials(answer.identityId(), credentials)));
  }

  /** Gets the log-ins of a developer identity. */
  public Future<IdentityLogins> developerLogins(
      String providerName, String userId, @Nullable String identityId) {
    return service
        .call(
            client ->
                client.getOpenIdTokenForDeveloperIdentity(
                    b ->
                        b.identityPoolId(identityPoolId)
                            .identityId(identityId)
                            .logins(Map.of(providerName, userId))))
        .map(answer -> IdentityLogins.ofIdToken(answer.token()).withIdentityId(answer.identityId()))
        .recover(failure -> Future.failedFuture(IdentityErrors.ofPool(failure, identityPoolId)));
  }

  private <T> Future<T> failing(Future<T> call) {
    return call.recover(failure -> Future.failedFuture(IdentityErrors.of(failure, identityPoolId)));
  }

  private static @Nullable Map<String, String> orNull(Map<String, String> logins) {
    return logins.isEmpty() ? null : logins;
  }

  static AwsCredentials aws(Credentials credentials) {
    return new AwsCredentials(
        credentials.accessKeyId(),
        credentials.secretKey(),
        credentials.sessionToken(),
        credentials.expiration());
  }
}
