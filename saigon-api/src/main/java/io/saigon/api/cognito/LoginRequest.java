package io.saigon.api.cognito;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user who logs in, mostly with a password; passwords are left out of {@link #toString()}.
 *
 * @param username user name or alias
 * @param password password, or null where the pool's own challenges are all that is asked
 * @param newPassword what to set if a new password is required, or null for the same password again
 */
public record LoginRequest(
    String username, @Nullable String password, @Nullable String newPassword) {
  /** Checks that nothing is empty. */
  public LoginRequest {
    Objects.requireNonNull(username, "username");
    if (username.isBlank()) {
      throw new IllegalArgumentException("username must not be blank");
    }
    if ("".equals(password) || "".equals(newPassword)) {
      throw new IllegalArgumentException("A password must not be empty");
    }
  }

  /** A log-in that sets the same password again if a new one is required. */
  public static LoginRequest of(String username, String password) {
    return new LoginRequest(username, Objects.requireNonNull(password, "password"), null);
  }

  /**
   * A log-in without a password, by the custom challenges of the pool's triggers ({@code
   * ALLOW_CUSTOM_AUTH}), whatever the {@link LoginFlow}; a {@link ChallengeResponder} answers them.
   */
  public static LoginRequest withoutPassword(String username) {
    return new LoginRequest(username, null, null);
  }

  /** The same, with a password to set if a new one is required. */
  public LoginRequest withNewPassword(String newPassword) {
    return new LoginRequest(username, password, newPassword);
  }

  @Override
  public String toString() {
    return "LoginRequest[username=" + username + "]";
  }
}
