package io.saigon.api.storage;

import io.saigon.api.error.SaigonException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Failure to read or write a file or directory on this machine; nothing half-written is left. */
public final class LocalFileException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /** Reasons of a failure to read or write. */
  public enum Reason {
    /** There is not enough free space, or a quota is used up. */
    NO_SPACE,
    /** There is no such file or directory. */
    NOT_FOUND,
    /** The permissions, or a read-only file system, forbid it. */
    DENIED,
    /** The operating system gave another reason; see the cause. */
    OTHER
  }

  private final Reason reason;
  private final transient @Nullable Path path;

  /**
   * Creates the failure.
   *
   * @param reason why
   * @param message what failed, and what to do about it
   * @param path the file or directory, or null if it is not known
   * @param cause what it came from, or null
   */
  public LocalFileException(
      Reason reason, String message, @Nullable Path path, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.path = path;
  }

  /**
   * Returns the reason.
   *
   * @return the reason
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns the file or directory.
   *
   * @return the path, or null if it is not known
   */
  public @Nullable Path path() {
    return path;
  }
}
