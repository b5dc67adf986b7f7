package io.saigon.api.cognito;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A device of a user, as the user pool knows it.
 *
 * @param key the device's key
 * @param name the name that it was confirmed with, or null if it has none, as those that saigon
 *     confirms
 * @param remembered whether the pool remembers the device, so that it may take the place of a
 *     second factor
 * @param lastIpAddress address of its last log-in, or null if Cognito names none
 * @param created time of its first log-in
 * @param lastAuthenticated time of its last log-in
 */
public record CognitoDevice(
    String key,
    @Nullable String name,
    boolean remembered,
    @Nullable String lastIpAddress,
    Instant created,
    Instant lastAuthenticated) {
  /**
   * Creates a device, and checks that nothing is missing.
   *
   * @param key the device's key
   * @param name the name that it was confirmed with, or null
   * @param remembered whether the pool remembers the device
   * @param lastIpAddress address of its last log-in, or null
   * @param created time of its first log-in
   * @param lastAuthenticated time of its last log-in
   */
  public CognitoDevice {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(created, "created");
    Objects.requireNonNull(lastAuthenticated, "lastAuthenticated");
  }
}
