package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoDevice;
import io.vertx.core.Future;
import java.util.List;

/** Devices of a user, by the user's access token. */
public final class UserDevices {
  private final UserCalls calls;

  public UserDevices(UserCalls calls) {
    this.calls = calls;
  }

  public Future<List<CognitoDevice>> list(String accessToken) {
    return AllPages.of(
        token ->
            calls
                .byToken(
                    client ->
                        client.listDevices(b -> b.accessToken(accessToken).paginationToken(token)))
                .map(
                    page ->
                        new AllPages.Page<>(Devices.all(page.devices()), page.paginationToken())));
  }

  public Future<Void> setRemembered(String accessToken, String deviceKey, boolean remembered) {
    return calls
        .byToken(
            client ->
                client.updateDeviceStatus(
                    b ->
                        b.accessToken(accessToken)
                            .deviceKey(deviceKey)
                            .deviceRememberedStatus(Devices.status(remembered))))
        .mapEmpty();
  }

  public Future<Void> forget(String accessToken, String deviceKey) {
    return calls
        .byToken(
            client -> client.forgetDevice(b -> b.accessToken(accessToken).deviceKey(deviceKey)))
        .mapEmpty();
  }
}
