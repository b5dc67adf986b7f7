package io.saigon.cognito.idp;

import io.saigon.api.cognito.Challenge.MfaSetupRequired;
import io.saigon.api.cognito.Challenge.SoftwareTokenSetup;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.SoftwareToken;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;

/** Authentication calls of one app client, with its secret hash if it has a secret. */
final class AppClient {
  private final String clientId;
  private final String userPoolId;
  private final @Nullable String secret;
  private final SecretHash secretHash;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;
  private final CallData data;
  private final @Nullable String deviceKey;
  private volatile boolean rotatesRefreshTokens;

  AppClient(
      String clientId,
      String userPoolId,
      @Nullable String secret,
      ClosableService<CognitoIdentityProviderAsyncClient> service,
      CallData data) {
    this.clientId = clientId;
    this.userPoolId = userPoolId;
    this.secret = secret;
    this.secretHash = new SecretHash(clientId, secret);
    this.service = service;
    this.data = data;
    this.deviceKey = null;
  }

  private AppClient(AppClient other, String deviceKey) {
    this.clientId = other.clientId;
    this.userPoolId = other.userPoolId;
    this.secret = other.secret;
    this.secretHash = other.secretHash;
    this.service = other.service;
    this.data = other.data;
    this.deviceKey = deviceKey;
  }

  /** Returns this app client for the log-in of one device, which all its calls name. */
  AppClient forDevice(String deviceKey) {
    return new AppClient(this, deviceKey);
  }

  Future<AuthResult> initiate(AuthFlowType flow, String username, Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(parameters);
    addTo(all, username);
    return initiateAuth(flow, all, Reason.BAD_CREDENTIALS);
  }

  private void addTo(Map<String, String> parameters, String username) {
    parameters.put("USERNAME", username);
    if (deviceKey != null) {
      parameters.put("DEVICE_KEY", deviceKey);
    }
    secretHash.addTo(parameters, username);
  }

  Future<AuthResult> respond(ChallengeAnswer answer, String username) {
    String session = answer.challenge().session();
    return respond(answer.challenge().name(), username, session, answer.responses());
  }

  Future<AuthResult> respond(
      String challenge, String username, @Nullable String session, Map<String, String> responses) {
    Map<String, String> all = new HashMap<>(responses);
    addTo(all, username);
    return service
        .callUnsigned(
            client ->
                client.respondToAuthChallenge(
                    b ->
                        b.clientId(clientId)
                            .challengeName(challenge)
                            .session(session == null || session.isEmpty() ? null : session)
                            .challengeResponses(all)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())))
        .map(AuthResult::of)
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.BAD_CREDENTIALS, clientId, userPoolId)));
  }

  /** Confirms the new device of a log-in, without which its tokens cannot be refreshed. */
  Future<Void> confirmDevice(String accessToken, String key, DeviceSecret secret) {
    return service
        .callUnsigned(
            client ->
                client.confirmDevice(
                    b ->
                        b.accessToken(accessToken)
                            .deviceKey(key)
                            .deviceSecretVerifierConfig(
                                v -> v.salt(secret.salt()).passwordVerifier(secret.verifier()))))
        .<Void>mapEmpty()
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.INVALID_TOKEN, clientId, userPoolId)));
  }

  Future<SoftwareTokenSetup> associateSoftwareToken(MfaSetupRequired challenge) {
    return service
        .callUnsigned(client -> client.associateSoftwareToken(b -> b.session(challenge.session())))
        .map(
            response ->
                new SoftwareTokenSetup(
                    challenge.username(),
                    response.session() == null ? challenge.session() : response.session(),
                    new SoftwareToken(response.secretCode())))
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.SESSION_EXPIRED, clientId, userPoolId)));
  }

  /** Verifies a code of the app that a log-in enrols, and returns the session to go on with. */
  Future<String> verifySoftwareToken(String session, String code) {
    return service
        .callUnsigned(client -> client.verifySoftwareToken(b -> b.session(session).userCode(code)))
        .map(response -> response.session() == null ? session : response.session())
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.SESSION_EXPIRED, clientId, userPoolId)));
  }

  /**
   * Refreshes tokens.
   *
   * @param username the pool's name of the user, from which the secret hash is computed
   * @param deviceKey the device of the log-in, or null
   */
  Future<AuthResult> refresh(String refreshToken, String username, @Nullable String deviceKey) {
    Map<String, String> parameters = new HashMap<>();
    parameters.put("REFRESH_TOKEN", refreshToken);
    secretHash.addTo(parameters, username);
    if (deviceKey != null) {
      parameters.put("DEVICE_KEY", deviceKey);
    }
    if (rotatesRefreshTokens) {
      return refreshByRotation(refreshToken, deviceKey);
    }
    return initiateAuth(AuthFlowType.REFRESH_TOKEN_AUTH, parameters, Reason.SESSION_EXPIRED)
        .recover(
            failure ->
                CognitoErrors.isNotEnabled(failure)
                    ? refreshByRotation(refreshToken, deviceKey)
                        .onSuccess(result -> rotatesRefreshTokens = true)
                    : Future.failedFuture(failure));
  }

  // An app client with refresh token rotation cannot allow REFRESH_TOKEN_AUTH.
  private Future<AuthResult> refreshByRotation(String refreshToken, @Nullable String deviceKey) {
    return service
        .callUnsigned(
            client ->
                client.getTokensFromRefreshToken(
                    b ->
                        b.clientId(clientId)
                            .clientSecret(secret)
                            .refreshToken(refreshToken)
                            .deviceKey(deviceKey)
                            .clientMetadata(data.clientMetadata())))
        .map(AuthResult::of)
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.SESSION_EXPIRED, clientId, userPoolId)));
  }

  Future<Void> revoke(String refreshToken) {
    return service
        .callUnsigned(
            client ->
                client.revokeToken(
                    b -> b.clientId(clientId).clientSecret(secret).token(refreshToken)))
        .<Void>mapEmpty()
        .recover(
            f ->
                Future.failedFuture(
                    CognitoErrors.of(f, Reason.INVALID_TOKEN, clientId, userPoolId)));
  }

  private Future<AuthResult> initiateAuth(
      AuthFlowType flow, Map<String, String> parameters, Reason unauthorized) {
    return service
        .callUnsigned(
            client ->
                client.initiateAuth(
                    b ->
                        b.clientId(clientId)
                            .authFlow(flow)
                            .authParameters(parameters)
                            .clientMetadata(data.clientMetadata())
                            .userContextData(data.userContext())
                            .analyticsMetadata(data.analytics())))
        .map(AuthResult::of)
        .recover(f -> Future.failedFuture(CognitoErrors.of(f, unauthorized, clientId, userPoolId)));
  }
}
