package io.saigon.testkit.internal.device;

import io.saigon.testkit.internal.wire.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The confirmed devices of one user, oldest first. */
public final class Devices {
  private final Map<String, Device> devices = new LinkedHashMap<>();

  public List<Device> all() {
    return List.copyOf(devices.values());
  }

  public boolean has(String key) {
    return devices.containsKey(key);
  }

  public Device device(String key) {
    Device device = devices.get(key);
    if (device == null) {
      throw new AwsError("ResourceNotFoundException", "Device does not exist.");
    }
    return device;
  }

  public void add(Device device) {
    if (devices.putIfAbsent(device.key(), device) != null) {
      throw new AwsError("DeviceKeyExistsException", "Device already exists.");
    }
  }

  public void forget(Device device) {
    devices.remove(device.key());
  }
}
