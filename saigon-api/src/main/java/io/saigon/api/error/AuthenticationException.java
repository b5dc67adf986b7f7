package io.saigon.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failed authentication of a user, for a {@link #reason()}. */
public final class AuthenticationException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /** Reasons of a failed authentication. */
  public enum Reason {
    /**
     * Wrong user name or password; not distinguished where the pool hides whether a user exists.
     */
    BAD_CREDENTIALS,
    /** The user does not exist, and the pool does not hide that. */
    USER_NOT_FOUND,
    /** The user has not confirmed the sign-up. */
    USER_NOT_CONFIRMED,
    /** The user must go through the forgotten-password flow first. */
    PASSWORD_RESET_REQUIRED,
    /** An administrator disabled the user. */
    USER_DISABLED,
    /** Too many failed attempts; try later. */
    TOO_MANY_ATTEMPTS,
    /** A code of a challenge was wrong or too old. */
    CODE_MISMATCH,
    /** A user signs up under a name or alias that is taken. */
    USER_EXISTS,
    /** The new password does not satisfy the pool's policy. */
    INVALID_PASSWORD,
    /** Tokens or challenge session are over, or were revoked: log in again. */
    SESSION_EXPIRED,
    /** The token is not one of this pool, or is not valid. */
    INVALID_TOKEN,
    /** The token's {@code nbf} or {@code iat} lies in the future; check both clocks. */
    TOKEN_NOT_YET_VALID,
    /** The token is valid, but lacks the required groups or scopes. */
    MISSING_PERMISSION,
    /** The app client does not allow this flow, or its secret is missing or wrong. */
    NOT_ALLOWED
  }

  private final Reason reason;

  /**
   * Creates the failure.
   *
   * @param reason why
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  public AuthenticationException(
      Reason reason,
      String message,
      @Nullable ServiceError serviceError,
      @Nullable Throwable cause) {
    super(message, serviceError, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  private AuthenticationException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /**
   * Creates a failure without a stack trace, for checks of what callers send: any caller can make
   * such a check fail, at any rate.
   *
   * @param reason why
   * @param message what failed and what to do
   * @return the failure, without a service's answer and without a cause
   */
  public static AuthenticationException refusal(Reason reason, String message) {
    return new AuthenticationException(reason, message);
  }

  /**
   * Returns the reason.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }
}
