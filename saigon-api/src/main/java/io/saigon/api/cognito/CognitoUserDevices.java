package io.saigon.api.cognito;

import io.vertx.core.Future;
import java.util.List;

/**
 * Administration of the devices of a pool's users; needs AWS credentials that may do so. Futures
 * fail as those of {@link CognitoIdp} do, with {@link io.saigon.api.error.NotFoundException} if
 * there is no such user or the user has no such device, and with {@link
 * io.saigon.api.error.ServiceException} if the pool does not track devices.
 */
public interface CognitoUserDevices {
  /**
   * Returns the devices of a user; every log-in without {@link LoginRequest#withDevice} has added
   * one.
   *
   * @param username user name or alias
   * @return the devices, of all pages
   * @throws IllegalArgumentException if the name is blank
   */
  Future<List<CognitoDevice>> userDevices(String username);

  /**
   * Returns a device of a user.
   *
   * @param username user name or alias
   * @param deviceKey the device's key
   * @return the device
   * @throws IllegalArgumentException if the name or the key is blank
   */
  Future<CognitoDevice> userDevice(String username, String deviceKey);

  /**
   * Sets whether the pool remembers a device of a user, so that it may take the place of a second
   * factor.
   *
   * @param username user name or alias
   * @param deviceKey the device's key
   * @param remembered whether the pool remembers the device
   * @return completes when the status is set
   * @throws IllegalArgumentException if the name or the key is blank
   */
  Future<Void> setUserDeviceRemembered(String username, String deviceKey, boolean remembered);

  /**
   * Removes a device of a user, such as one that was lost; its refresh token is refused from then
   * on, and its next log-in needs the second factor. Id and access tokens work until they expire
   * with services that don't consult Cognito.
   *
   * @param username user name or alias
   * @param deviceKey the device's key
   * @return completes when the device is removed
   * @throws IllegalArgumentException if the name or the key is blank
   */
  Future<Void> forgetUserDevice(String username, String deviceKey);
}
