package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;

/**
 * The credentials of a device in a user pool that tracks devices. A log-in gets them with its
 * tokens ({@link CognitoTokens#device()}), and a later log-in of the same user from the same device
 * proves by them that it is that device ({@link LoginRequest#withDevice}); where the pool trusts
 * remembered devices, it is not asked for a second factor then.
 *
 * <p>The password is left out of {@link #toString()}. Keep it as a password of the user: with it
 * and the user's own password a log-in needs no second factor.
 *
 * @param key the device's key, such as {@code eu-west-1_01234567-89ab-cdef-0123-456789abcdef}
 * @param groupKey the pool's name in proofs of devices
 * @param password the device's secret, which Cognito does not know
 */
public record DeviceCredentials(String key, String groupKey, String password) {
  /**
   * Creates credentials, and checks that nothing is blank.
   *
   * @param key the device's key
   * @param groupKey the pool's name in proofs of devices
   * @param password the device's secret
   * @throws IllegalArgumentException if one is blank
   */
  public DeviceCredentials {
    Arguments.notBlank("key", key);
    Arguments.notBlank("groupKey", groupKey);
    Arguments.notBlank("password", password);
  }

  @Override
  public String toString() {
    return "DeviceCredentials[key=" + key + "]";
  }
}
