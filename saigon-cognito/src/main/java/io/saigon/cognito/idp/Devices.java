package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoDevice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceRememberedStatusType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeviceType;

/** Devices as Cognito writes them. */
final class Devices {
  private Devices() {}

  static CognitoDevice device(DeviceType device) {
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

  static List<CognitoDevice> all(List<DeviceType> devices) {
    return devices.stream().map(Devices::device).toList();
  }

  static DeviceRememberedStatusType status(boolean remembered) {
    return remembered
        ? DeviceRememberedStatusType.REMEMBERED
        : DeviceRememberedStatusType.NOT_REMEMBERED;
  }
}
