package io.saigon.api.storage;

import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Failure of an operation on an object that exists but contradicts the request or its description;
 * nothing is left on the disk.
 */
public final class ObjectException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /** Contradictions between an object and a request or description. */
  public enum Reason {
    /** The received content does not have the checksum that the storage gives. */
    CHECKSUM_MISMATCH,
    /** Fewer or more bytes arrived than the storage promised. */
    LENGTH_MISMATCH,
    /** The object was replaced while it was read. */
    CHANGED,
    /** The object is larger than the limit. */
    TOO_LARGE,
    /** The object exists, and was to be written only if it does not. */
    EXISTS,
    /** The range does not lie in the object, or the storage does not send ranges. */
    RANGE,
    /** The content is not the text, in UTF-8, as which it was to be read. */
    NOT_TEXT,
    /** Some of the objects that were to be deleted were not. */
    NOT_DELETED
  }

  private final Reason reason;

  /**
   * Creates the failure.
   *
   * @param reason what is wrong
   * @param message what is wrong, and what to do about it
   * @param serviceError the service's answer, or null if it is not about one
   * @param cause what it came from, or null
   */
  public ObjectException(
      Reason reason,
      String message,
      @Nullable ServiceError serviceError,
      @Nullable Throwable cause) {
    super(message, serviceError, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
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
