package io.saigon.api.cognito;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user with a password; passwords are left out of {@link #toString()}.
 *
 * @param username user name or alias
 * @param password password
 * @param newPassword what to set if a new password is required, or null for the same password again
 */
public record LoginRequest(String username, String password, @Nullable String newPassword) {
  /** Checks that nothing is empty. */
  public LoginRequest {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    if (username.isBlank()) {
      throw new IllegalArgumentException("username must not be blank");
    }
    if (password.isEmpty() || (newPassword != null && newPassword.isEmpty())) {
      throw new IllegalArgumentException("A password must not be empty");
    }
  }

  /** A log-in that sets the same password again if a new one is required. */
  public static LoginRequest of(String username, String password) {
    return new LoginRequest(username, password, null);
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
