package io.saigon.api.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Root of all failures that are remote or come from configuration.
 *
 * <p>Messages say what to do and never hold a secret, a token or a body. Programmer mistakes are
 * not of this type: they throw {@link IllegalArgumentException}, {@link NullPointerException} or
 * {@link IllegalStateException} at once.
 */
public abstract class SaigonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable ServiceError serviceError;

  /**
   * Creates a failure that no service answered.
   *
   * @param message what failed and what to do
   * @param cause what it came from, or null
   */
  protected SaigonException(String message, @Nullable Throwable cause) {
    this(message, null, cause);
  }

  /**
   * Creates a failure, with the answer of the service if one answered.
   *
   * @param message what failed and what to do
   * @param serviceError the service's answer, or null if none answered
   * @param cause what it came from, or null
   */
  protected SaigonException(
      String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.serviceError = serviceError;
  }

  /**
   * Creates a failure that no service answered and that has no stack trace, for refusals that are
   * part of normal operation.
   *
   * @param message what failed and what to do
   */
  protected SaigonException(String message) {
    super(Objects.requireNonNull(message, "message"), null, false, false);
    this.serviceError = null;
  }

  /**
   * Returns the service's own answer.
   *
   * @return the answer, or null if the failure did not come from a service
   */
  public final @Nullable ServiceError serviceError() {
    return serviceError;
  }
}
