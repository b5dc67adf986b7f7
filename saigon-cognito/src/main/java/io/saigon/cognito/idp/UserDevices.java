package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoDevice;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceRememberedStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceType;

/** Devices of a user, by the user's access token. */
public final class UserDevices {
  private final String clientId;
  private final String userPoolId;
  private final ClosableService<CognitoIdentityProviderAsyncClient> service;

  public UserDevices(
      String clientId,
      String userPoolId,
      ClosableService<CognitoIdentityProviderAsyncClient> service) {
    this.clientId = clientId;
    this.userPoolId = userPoolId;
    this.service = service;
  }

  public Future<List<CognitoDevice>> list(String accessToken) {
    return list(accessToken, null, new ArrayList<>());
  }

  private Future<List<CognitoDevice>> list(
      String accessToken, @Nullable String token, List<CognitoDevice> found) {
    return call(client ->
            client.listDevices(b -> b.accessToken(accessToken).paginationToken(token)))
        .compose(
            page -> {
              page.devices().forEach(device -> found.add(device(device)));
              return page.paginationToken() == null
                  ? Future.succeededFuture(List.copyOf(found))
                  : list(accessToken, page.paginationToken(), found);
            });
  }

  private static CognitoDevice device(DeviceType device) {
    Map<String, String> attributes =
        device.deviceAttributes().stream()
            .collect(Collectors.toMap(AttributeType::name, AttributeType::value));
    return new CognitoDevice(
        device.deviceKey(),
        attributes.get("device_name"),
        "remembered".equals(attributes.get("dev:device_remembered_status")),
        attributes.get("last_ip_used"),
        device.deviceCreateDate(),
        device.deviceLastAuthenticatedDate());
  }

  public Future<Void> setRemembered(String accessToken, String deviceKey, boolean remembered) {
    return call(client ->
            client.updateDeviceStatus(
                b ->
                    b.accessToken(accessToken)
                        .deviceKey(deviceKey)
                        .deviceRememberedStatus(
                            remembered
                                ? DeviceRememberedStatusType.REMEMBERED
                                : DeviceRememberedStatusType.NOT_REMEMBERED)))
        .mapEmpty();
  }

  public Future<Void> forget(String accessToken, String deviceKey) {
    return call(client -> client.forgetDevice(b -> b.accessToken(accessToken).deviceKey(deviceKey)))
        .mapEmpty();
  }

  private <T> Future<T> call(
      Function<CognitoIdentityProviderAsyncClient, ? extends CompletionStage<T>> call) {
    return service
        .callUnsigned(call)
        .recover(
            failure ->
                Future.failedFuture(
                    CognitoErrors.of(failure, Reason.INVALID_TOKEN, clientId, userPoolId)));
  }
}
