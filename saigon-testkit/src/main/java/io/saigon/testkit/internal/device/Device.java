package io.saigon.testkit.internal.device;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A confirmed device of a user, with the verifier of its secret. */
public final class Device {
  private final String key;
  private final @Nullable String name;
  private final BigInteger salt;
  private final BigInteger verifier;
  private final Instant created;
  private boolean remembered;
  private Instant modified;
  private Instant authenticated;

  public Device(
      String key,
      @Nullable String name,
      BigInteger salt,
      BigInteger verifier,
      boolean remembered,
      Instant now) {
    this.key = key;
    this.name = name;
    this.salt = salt;
    this.verifier = verifier;
    this.remembered = remembered;
    created = now;
    modified = now;
    authenticated = now;
  }

  public String key() {
    return key;
  }

  public BigInteger salt() {
    return salt;
  }

  public BigInteger verifier() {
    return verifier;
  }

  public boolean isRemembered() {
    return remembered;
  }

  public void remember(boolean remembered, Instant now) {
    this.remembered = remembered;
    modified = now;
  }

  /** Records a log-in in which the device proved its secret. */
  public void authenticated(Instant now) {
    authenticated = now;
  }

  /** Returns the device as GetDevice and ListDevices have it. */
  public JsonObject toJson() {
    JsonArray attributes = new JsonArray().add(attribute("device_status", "valid"));
    if (name != null) {
      attributes.add(attribute("device_name", name));
    }
    attributes.add(
        attribute("dev:device_remembered_status", remembered ? "remembered" : "not_remembered"));
    return new JsonObject()
        .put("DeviceKey", key)
        .put("DeviceAttributes", attributes)
        .put("DeviceCreateDate", Json.time(created))
        .put("DeviceLastModifiedDate", Json.time(modified))
        .put("DeviceLastAuthenticatedDate", Json.time(authenticated));
  }

  private static JsonObject attribute(String name, String value) {
    return new JsonObject().put("Name", name).put("Value", value);
  }
}
