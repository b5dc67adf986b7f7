package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user who logs in, mostly with a password; passwords are left out of {@link #toString()}.
 *
 * @param username user name or alias
 * @param password password, or null where the pool's own challenges are the only ones
 * @param newPassword password to set if a new one is required, or null if that is left to a {@link
 *     ChallengeResponder} or to {@link CognitoClient#answerChallenge}
 * @param preferredFactor first factor of a choice-based log-in, or null for the {@link LoginFlow}
 * @param device the device that logs in, or null for a new one
 */
public record LoginRequest(
    String username,
    @Nullable String password,
    @Nullable String newPassword,
    @Nullable AuthFactor preferredFactor,
    @Nullable DeviceCredentials device) {
  /**
   * Creates a log-in, and checks that nothing is empty.
   *
   * @param username user name or alias
   * @param password password, or null where the pool's own challenges are the only ones
   * @param newPassword password to set if a new one is required, or null if that is left to a
   *     {@link ChallengeResponder} or to {@link CognitoClient#answerChallenge}
   * @param preferredFactor first factor of a choice-based log-in, or null for the {@link LoginFlow}
   * @param device the device that logs in, or null for a new one
   * @throws IllegalArgumentException if the user name is blank, a password is empty, or a factor
   *     needs a password that is not there
   */
  public LoginRequest {
    Arguments.notBlank("username", username);
    if ("".equals(password) || "".equals(newPassword)) {
      throw new IllegalArgumentException("A password must not be empty");
    }
    if (password == null
        && (preferredFactor == AuthFactor.PASSWORD || preferredFactor == AuthFactor.PASSWORD_SRP)) {
      throw new IllegalArgumentException(
          preferredFactor + " needs a password; create the log-in with LoginRequest.of");
    }
  }

  /**
   * Creates a log-in with a password. If a new one is required, as it is after an administrator set
   * a temporary one, the log-in is not answered by itself.
   *
   * @param username user name or alias
   * @param password password
   * @return the log-in
   */
  public static LoginRequest of(String username, String password) {
    return new LoginRequest(
        username, Objects.requireNonNull(password, "password"), null, null, null);
  }

  /**
   * Creates a log-in without a password: by a choice among the user's factors with {@link
   * LoginFlow#USER_AUTH} or a preferred factor, and else by the custom challenges of the pool's
   * triggers ({@code ALLOW_CUSTOM_AUTH}). A {@link ChallengeResponder} answers them.
   *
   * @param username user name or alias
   * @return the log-in
   */
  public static LoginRequest withoutPassword(String username) {
    return new LoginRequest(username, null, null, null, null);
  }

  /**
   * Returns this log-in with a password to set if a new one is required.
   *
   * @param newPassword the password
   * @return the new log-in
   */
  public LoginRequest withNewPassword(String newPassword) {
    Objects.requireNonNull(newPassword, "newPassword");
    return new LoginRequest(username, password, newPassword, preferredFactor, device);
  }

  /**
   * Returns this log-in as a choice-based one ({@code ALLOW_USER_AUTH}), whatever the {@link
   * LoginFlow}. If the user does not have the factor, a {@link Challenge.AuthFactorRequired}
   * challenge names those that the user has.
   *
   * @param preferredFactor the first factor
   * @return the new log-in
   * @throws IllegalArgumentException if the factor needs a password that is not there
   */
  public LoginRequest withPreferredFactor(AuthFactor preferredFactor) {
    Objects.requireNonNull(preferredFactor, "preferredFactor");
    return new LoginRequest(username, password, newPassword, preferredFactor, device);
  }

  /**
   * Returns this log-in as one from a device that the user has logged in from before, which is
   * proved without the caller's help. Where the pool trusts remembered devices, it takes the place
   * of a second factor. If the user has forgotten the device, the log-in is one from a new device.
   *
   * <p>Without it, each log-in to a pool that tracks devices is one from a new device. So is one
   * that {@link CognitoClient#answerChallenge} ends; a {@link ChallengeResponder} keeps the device.
   *
   * @param device the {@link CognitoTokens#device()} of a former log-in, or null for a new device
   * @return the new log-in
   */
  public LoginRequest withDevice(@Nullable DeviceCredentials device) {
    return new LoginRequest(username, password, newPassword, preferredFactor, device);
  }

  /**
   * Returns the same log-in with its own password to set if a new one is required, so that a
   * temporary password, which an administrator knows, becomes the user's permanent one.
   *
   * @return the log-in
   * @throws IllegalStateException if it has no password
   */
  public LoginRequest keepTemporaryPassword() {
    if (password == null) {
      throw new IllegalStateException(
          "A log-in without a password has none to keep; name a new one with withNewPassword");
    }
    return withNewPassword(password);
  }

  @Override
  public String toString() {
    return "LoginRequest[username=" + username + "]";
  }
}
