package io.saigon.api.storage;

import io.saigon.api.error.SaigonException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rejection of a zip archive that is damaged, not supported, or beyond the limits. Nothing of it is
 * left on the disk. The message begins with the archive's name: {@code s3://bucket/key}, or the
 * path of a local file.
 */
public final class ArchiveException extends SaigonException {
  private static final long serialVersionUID = 1L;

  /** Reasons to reject an archive. */
  public enum Reason {
    /** It is not a zip archive. */
    NOT_AN_ARCHIVE,
    /** It ends too early. */
    TRUNCATED,
    /** Its parts contradict each other or the format. */
    CORRUPT,
    /** An entry's content does not have the checksum that the archive gives. */
    CHECKSUM_MISMATCH,
    /** An entry's content is longer or shorter than the archive says. */
    SIZE_MISMATCH,
    /** Entries share bytes of the archive, which is how the densest zip bombs are made. */
    OVERLAP,
    /** An entry is encrypted. */
    ENCRYPTED,
    /** It uses a compression method or a feature, such as patched data, that is not supported. */
    UNSUPPORTED,
    /** An entry's name leads out of the directory. */
    PATH_ESCAPE,
    /** An entry's name means something special to some system, or means different things to two. */
    UNSAFE_NAME,
    /** An entry's name, or a part of it, is too long. */
    NAME_TOO_LONG,
    /** An entry is in too many directories. */
    TOO_DEEP,
    /** An entry is a link or a device. */
    LINK,
    /** Two entries have the same name, or names that are the same on some systems. */
    DUPLICATE_NAME,
    /** One entry's file is another one's directory. */
    NAME_CLASH,
    /** Files and directories, or the archive that is to be fetched, are larger than the limit. */
    TOO_LARGE,
    /** There are more files and directories than the limit, implied directories included. */
    TOO_MANY_ENTRIES,
    /** The content is too many times larger than the archive. */
    RATIO
  }

  private final Reason reason;
  private final @Nullable String entry;

  /**
   * Creates the failure.
   *
   * @param reason what is wrong
   * @param message what is wrong, and what to do about it
   * @param entry name of the entry it was found in, as {@link #escape(String)} gives it, or null
   * @param cause what it came from, or null
   */
  public ArchiveException(
      Reason reason, String message, @Nullable String entry, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.entry = entry;
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
   * Returns the name of the entry that is wrong, escaped and shortened so that it can be logged.
   *
   * @return the name, or null if the failure is not about one entry
   */
  public @Nullable String entry() {
    return entry;
  }

  /**
   * Escapes an untrusted name for a message or a log line: control characters, line separators and
   * characters that change the direction of text become {@code \}{@code uXXXX}, and a long name is
   * cut.
   *
   * @param name any name
   * @return the escaped name
   */
  public static String escape(String name) {
    Objects.requireNonNull(name, "name");
    return EscapedName.of(name);
  }
}
