package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.DeviceCredentials;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The saved form of a session: JSON with a version. */
public final class SavedSession {
  private static final int VERSION = 1;

  private SavedSession() {}

  static Buffer write(SessionState state, CognitoClientConfig config) {
    CognitoTokens tokens = state.tokens();
    return new JsonObject()
        .put("version", VERSION)
        .put("userPoolId", config.userPoolId())
        .put("clientId", config.clientId())
        .put("username", UserNames.confirmed(state.username(), tokens.idClaims()))
        .put("idToken", tokens.idToken())
        .put("accessToken", tokens.accessToken())
        .put("refreshToken", tokens.refreshToken())
        .put("expiration", tokens.expiration())
        .put("identityId", state.identityId())
        .put("device", tokens.device() == null ? null : json(tokens.device()))
        .toBuffer();
  }

  /**
   * Reads saved bytes without verifying them.
   *
   * @throws AuthenticationException if they are no saved session of the app client
   */
  public static SessionState read(Buffer saved, CognitoClientConfig config) {
    JsonObject json = json(saved);
    if (!Objects.equals(json.getValue("version"), VERSION)) {
      throw refused("The saved session has a version that this saigon does not know; log in again");
    }
    if (!config.userPoolId().equals(json.getValue("userPoolId"))
        || !config.clientId().equals(json.getValue("clientId"))) {
      throw refused(
          "The saved session is of another user pool or app client; log in again, or restore it with the client that saved it");
    }
    try {
      return new SessionState(
          Objects.requireNonNull(json.getString("username")),
          new CognitoTokens(
              Objects.requireNonNull(json.getString("idToken")),
              Objects.requireNonNull(json.getString("accessToken")),
              json.getString("refreshToken"),
              Objects.requireNonNull(json.getInstant("expiration")),
              device(json.getJsonObject("device"))),
          json.getString("identityId"));
    } catch (RuntimeException e) {
      throw damaged();
    }
  }

  private static JsonObject json(DeviceCredentials device) {
    return new JsonObject()
        .put("key", device.key())
        .put("groupKey", device.groupKey())
        .put("password", device.password());
  }

  // Sessions of earlier versions have no such member.
  private static @Nullable DeviceCredentials device(@Nullable JsonObject json) {
    return json == null
        ? null
        : new DeviceCredentials(
            json.getString("key"), json.getString("groupKey"), json.getString("password"));
  }

  static JsonObject json(Buffer saved) {
    try {
      return new JsonObject(saved);
    } catch (DecodeException e) {
      throw damaged();
    }
  }

  // Without the cause, whose message would quote the saved bytes.
  static AuthenticationException damaged() {
    return refused(
        "The saved session is damaged; log in again, or decrypt what was stored before restoring it");
  }

  static AuthenticationException altered() {
    return refused(
        "The saved session was altered: its user name or its tokens are not of one user; log in again, and authenticate what is stored");
  }

  private static AuthenticationException refused(String message) {
    return AuthenticationException.refusal(Reason.INVALID_TOKEN, message);
  }
}
