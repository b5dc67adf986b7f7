package io.saigon.testkit.internal.device;

import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;

/**
 * The device configuration of a user pool.
 *
 * @param enabled whether log-ins have devices
 * @param replacesSecondFactor whether a remembered device takes the place of a second factor
 * @param onUserPrompt whether a confirmed device is remembered only once its user says so
 */
public record DeviceTracking(boolean enabled, boolean replacesSecondFactor, boolean onUserPrompt) {
  public static final DeviceTracking NONE = new DeviceTracking(false, false, false);

  private static final String CONFIGURATION = "DeviceConfiguration";
  private static final String CHALLENGE = "ChallengeRequiredOnNewDevice";
  private static final String PROMPT = "DeviceOnlyRememberedOnUserPrompt";

  /** Reads CreateUserPool and UpdateUserPool: a value of any member enables tracking. */
  public static DeviceTracking of(Params params) {
    Params configuration = params.object(CONFIGURATION);
    return configuration.has(CHALLENGE) || configuration.has(PROMPT)
        ? new DeviceTracking(true, configuration.flag(CHALLENGE), configuration.flag(PROMPT))
        : NONE;
  }

  /** Adds the member of DescribeUserPool. */
  public void addTo(JsonObject pool) {
    if (enabled) {
      pool.put(
          CONFIGURATION,
          new JsonObject().put(CHALLENGE, replacesSecondFactor).put(PROMPT, onUserPrompt));
    }
  }
}
