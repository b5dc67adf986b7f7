package io.saigon.cognito.session;

import io.saigon.api.cognito.CognitoClientConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The value of a session in a store: its saved form, and the mark of the node that renews it.
 *
 * @param renewal id of a renewal under way, or null for none
 */
record StoredSession(Buffer saved, @Nullable String renewal) {
  private static final String SESSION = "session";
  private static final String RENEWAL = "renewal";

  static StoredSession of(SessionState state, CognitoClientConfig config) {
    return new StoredSession(SavedSession.write(state, config), null);
  }

  /**
   * Reads a value.
   *
   * @throws io.saigon.api.error.AuthenticationException if it is damaged
   */
  static StoredSession read(Buffer value) {
    JsonObject json = SavedSession.json(value);
    if (json.getValue(SESSION) instanceof JsonObject saved) {
      return new StoredSession(
          saved.toBuffer(), json.getValue(RENEWAL) instanceof String id ? id : null);
    }
    throw SavedSession.damaged();
  }

  Buffer write() {
    return new JsonObject().put(SESSION, new JsonObject(saved)).put(RENEWAL, renewal).toBuffer();
  }

  StoredSession withRenewal(@Nullable String id) {
    return new StoredSession(saved, id);
  }

  /**
   * Reads the session without verifying it.
   *
   * @throws io.saigon.api.error.AuthenticationException if it is no session of the app client
   */
  SessionState state(CognitoClientConfig config) {
    return SavedSession.read(saved, config);
  }

  @Override
  public String toString() {
    return "StoredSession[renewal=" + renewal + "]";
  }
}
