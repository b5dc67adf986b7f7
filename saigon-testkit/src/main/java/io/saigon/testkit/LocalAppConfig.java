package io.saigon.testkit;

import io.saigon.testkit.internal.appconfig.AppConfigData;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Objects;

/**
 * AWS AppConfig, of which clients poll configurations by sessions. Faults have the target {@code
 * appconfigdata}. The time between polls goes by {@link LocalAws#clock()}.
 */
public final class LocalAppConfig {
  private final AppConfigData data;

  LocalAppConfig(AppConfigData data) {
    this.data = data;
  }

  /**
   * Deploys a configuration that is JSON, such as feature flags, in place of the one before.
   *
   * @param application name of the application
   * @param environment name of the environment
   * @param profile name of the configuration profile
   * @param content the configuration
   */
  public void put(String application, String environment, String profile, JsonObject content) {
    put(application, environment, profile, content.toBuffer(), "application/json");
  }

  /**
   * Deploys a configuration in place of the one before.
   *
   * @param application name of the application
   * @param environment name of the environment
   * @param profile name of the configuration profile
   * @param content the configuration
   * @param contentType media type of the configuration
   */
  public void put(
      String application, String environment, String profile, Buffer content, String contentType) {
    data.put(
        Objects.requireNonNull(application, "application"),
        Objects.requireNonNull(environment, "environment"),
        Objects.requireNonNull(profile, "profile"),
        Objects.requireNonNull(content, "content"),
        Objects.requireNonNull(contentType, "contentType"));
  }

  /**
   * Removes a configuration; there need be none.
   *
   * @param application name of the application
   * @param environment name of the environment
   * @param profile name of the configuration profile
   */
  public void remove(String application, String environment, String profile) {
    data.remove(application, environment, profile);
  }

  /**
   * Sets the time between polls that clients are asked for; a minute unless it is set.
   *
   * @param interval time in whole seconds
   */
  public void pollInterval(Duration interval) {
    data.pollInterval(interval);
  }

  /** Ends all sessions, so that the next poll of each is refused, as after 24 hours. */
  public void endSessions() {
    data.endSessions();
  }
}
