package io.saigon.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A user could not be authenticated; {@link #reason()} tells why. */
public final class AuthenticationException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /** Why a user was not authenticated. */
  public enum Reason {
    /**
     * Wrong user name or password; which of both is not told where the pool hides whether a user
     * exists.
     */
    BAD_CREDENTIALS,
    /** The pool tells that there is no such user. */
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
    /** The token is of the future: one of the clocks is wrong. */
    TOKEN_NOT_YET_VALID,
    /** The token is valid, but lacks the groups or scopes that are asked for. */
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
   * Creates a failure without a stack trace, for whoever checks what callers send: anybody can make
   * such a check fail, as often as they like.
   *
   * @param reason why
   * @param message what failed and what to do
   * @return the failure, without a service's answer and without a cause
   */
  public static AuthenticationException refusal(Reason reason, String message) {
    return new AuthenticationException(reason, message);
  }

  /** Why the user was not authenticated. */
  public Reason reason() {
    return reason;
  }
}
