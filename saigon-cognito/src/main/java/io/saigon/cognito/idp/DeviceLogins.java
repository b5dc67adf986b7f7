package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.DeviceCredentials;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NewDeviceMetadataType;

/** The device of a log-in: a known one proves its secret, and a new one is confirmed with one. */
final class DeviceLogins {
  static final String CHALLENGE = "DEVICE_SRP_AUTH";

  private final Vertx vertx;
  private final AppClient client;
  private final TokenFactory tokens;
  private final SecureRandom random = new SecureRandom();

  DeviceLogins(Vertx vertx, AppClient client, TokenFactory tokens) {
    this.vertx = vertx;
    this.client = client;
    this.tokens = tokens;
  }

  /**
   * Creates the tokens of a finished log-in, after the confirmation of a new device.
   *
   * @param known the device that logged in, or null
   */
  Future<CognitoTokens> tokens(AuthResult result, @Nullable DeviceCredentials known) {
    NewDeviceMetadataType device = newDevice(result.result());
    if (device == null) {
      return Future.succeededFuture(tokens.of(result, null, known));
    }
    // Checked before the device is confirmed.
    CognitoTokens checked = tokens.of(result, null, null);
    String key = device.deviceKey();
    String groupKey = device.deviceGroupKey();
    return vertx
        .executeBlocking(() -> DeviceSecret.create(random, groupKey, key), false)
        .compose(
            secret ->
                client
                    .confirmDevice(checked.accessToken(), key, secret)
                    .map(new DeviceCredentials(key, groupKey, secret.password())))
        .map(confirmed -> tokens.of(result, null, confirmed));
  }

  private static @Nullable NewDeviceMetadataType newDevice(
      @Nullable AuthenticationResultType result) {
    NewDeviceMetadataType device = result == null ? null : result.newDeviceMetadata();
    return device == null || device.deviceKey() == null || device.deviceGroupKey() == null
        ? null
        : device;
  }

  /** Lets a device prove its secret. */
  static Future<AuthResult> prove(
      SrpLogin srp, DeviceCredentials device, AuthResult challenge, String alias) {
    return srp.proveDevice(device, challenge, alias)
        .recover(
            failure ->
                Future.failedFuture(
                    CognitoErrors.refused(
                        failure,
                        "The user pool refused the credentials of the device; log in without them, as a new device")));
  }
}
