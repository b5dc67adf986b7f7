package io.saigon.aws.credentials;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Credentials in the JSON that containers, instances and processes give. */
final class JsonKeys {
  private JsonKeys() {}

  /**
   * Reads credentials.
   *
   * @param origin where they come from, for messages
   * @param token name of the member with the session token
   */
  static AwsCredentialsIdentity of(String origin, JsonObject json, String token) {
    return Keys.of(
        origin,
        text(json, "AccessKeyId"),
        text(json, "SecretAccessKey"),
        text(json, token),
        text(json, "AccountId"),
        Keys.time(origin, text(json, "Expiration")));
  }

  /** Returns a member that is a text, or null. */
  static @Nullable String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text && !text.isBlank() ? text : null;
  }
}
