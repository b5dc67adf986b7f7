package io.saigon.cognito;

import io.saigon.api.AuthenticationException.Reason;
import io.saigon.api.cognito.ChallengeAnswer;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** The steps of a log-in as one app client takes them, with its secret's proof where it has one. */
final class AppClient {
  private final String clientId;
  private final @Nullable String secret;
  private final SecretHash secretHash;
  private final OpenService<CognitoIdentityProviderAsyncClient> service;
  private volatile boolean rotates;

  AppClient(
      String clientId,
      @Nullable String secret,
      OpenService<CognitoIdentityProviderAsyncClient> service) {
    this.clientId = clientId;
    this.secret = secret;
    this.secretHash = new SecretHash(clientId, secret);
    this.service = service;
  }

  Future<Step> begin(AuthFlowType flow, String username, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    all.put("USERNAME", username);
    secretHash.addTo(all, username);
    return initiate(flow, all, Reason.BAD_CREDENTIALS);
  }

  Future<Step> answer(ChallengeAnswer answer, String username) {
    String session = answer.challenge().session();
    return answer(answer.challenge().name(), username, session, answer.responses());
  }

  Future<Step> answer(
      String challenge, String username, @Nullable String session, Map<String, String> responses) {
    Map<String, String> all = new HashMap<>(responses);
    all.put("USERNAME", username);
    secretHash.addTo(all, username);
    return service
        .callUnsigned(
            client ->
                client.respondToAuthChallenge(
                    b ->
                        b.clientId(clientId)
                            .challengeName(challenge)
                            .session(session == null || session.isEmpty() ? null : session)
                            .challengeResponses(all)))
        .map(Step::of)
        .recover(f -> Future.failedFuture(Refusals.of(f, Reason.BAD_CREDENTIALS, clientId)));
  }

  /**
   * New tokens for a refresh token.
   *
   * @param username the name that the pool knows the user by, which its secret's proof is made for
   * @param deviceKey the device that the log-in was bound to, or null
   */
  Future<Step> refresh(String refreshToken, String username, @Nullable String deviceKey) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("REFRESH_TOKEN", refreshToken);
    secretHash.addTo(parameters, username);
    if (deviceKey != null) {
      parameters.put("DEVICE_KEY", deviceKey);
    }
    if (rotates) {
      return rotate(refreshToken, deviceKey);
    }
    return initiate(AuthFlowType.REFRESH_TOKEN_AUTH, parameters, Reason.SESSION_EXPIRED)
        .recover(
            failure ->
                Refusals.isNotEnabled(failure)
                    ? rotate(refreshToken, deviceKey).onSuccess(step -> rotates = true)
                    : Future.failedFuture(failure));
  }

  // An app client that rotates refresh tokens has to forbid REFRESH_TOKEN_AUTH, and takes this.
  private Future<Step> rotate(String refreshToken, @Nullable String deviceKey) {
    return service
        .callUnsigned(
            client ->
                client.getTokensFromRefreshToken(
                    b ->
                        b.clientId(clientId)
                            .clientSecret(secret)
                            .refreshToken(refreshToken)
                            .deviceKey(deviceKey)))
        .map(Step::of)
        .recover(f -> Future.failedFuture(Refusals.of(f, Reason.SESSION_EXPIRED, clientId)));
  }

  Future<Void> revoke(String refreshToken) {
    return service
        .callUnsigned(
            client ->
                client.revokeToken(
                    b -> b.clientId(clientId).clientSecret(secret).token(refreshToken)))
        .<Void>mapEmpty()
        .recover(f -> Future.failedFuture(Refusals.of(f, Reason.INVALID_TOKEN, clientId)));
  }

  private Future<Step> initiate(
      AuthFlowType flow, Map<String, String> parameters, Reason unauthorized) {
    return service
        .callUnsigned(
            client ->
                client.initiateAuth(
                    b -> b.clientId(clientId).authFlow(flow).authParameters(parameters)))
        .map(Step::of)
        .recover(f -> Future.failedFuture(Refusals.of(f, unauthorized, clientId)));
  }
}
