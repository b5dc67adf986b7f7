package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoDevice;
import io.saigon.api.cognito.CognitoUserDevices;
import io.vertx.core.Future;
import java.util.List;

/** Devices of a pool's users, as an administrator. */
final class AdminDevices implements CognitoUserDevices {
  private final AdminCalls service;

  AdminDevices(AdminCalls service) {
    this.service = service;
  }

  @Override
  public Future<List<CognitoDevice>> userDevices(String username) {
    return AllPages.of(
        token ->
            service
                .ofUser(
                    username,
                    client ->
                        client.adminListDevices(
                            b ->
                                b.userPoolId(service.userPoolId())
                                    .username(username)
                                    .paginationToken(token)))
                .map(
                    page ->
                        new AllPages.Page<>(Devices.all(page.devices()), page.paginationToken())));
  }

  @Override
  public Future<CognitoDevice> userDevice(String username, String deviceKey) {
    return service
        .ofDevice(
            username,
            client ->
                client.adminGetDevice(
                    b ->
                        b.userPoolId(service.userPoolId()).username(username).deviceKey(deviceKey)))
        .map(response -> Devices.device(response.device()));
  }

  @Override
  public Future<Void> setUserDeviceRemembered(
      String username, String deviceKey, boolean remembered) {
    return service
        .ofDevice(
            username,
            client ->
                client.adminUpdateDeviceStatus(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .deviceKey(deviceKey)
                            .deviceRememberedStatus(Devices.status(remembered))))
        .mapEmpty();
  }

  @Override
  public Future<Void> forgetUserDevice(String username, String deviceKey) {
    return service
        .ofDevice(
            username,
            client ->
                client.adminForgetDevice(
                    b ->
                        b.userPoolId(service.userPoolId()).username(username).deviceKey(deviceKey)))
        .mapEmpty();
  }
}
