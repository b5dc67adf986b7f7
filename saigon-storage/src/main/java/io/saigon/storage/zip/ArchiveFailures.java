package io.saigon.storage.zip;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Future;

/** Failures of archives. */
public final class ArchiveFailures {
  private ArchiveFailures() {}

  public static ArchiveException of(Reason reason, String message) {
    return new ArchiveException(reason, message, null, null);
  }

  /** Returns the failure of an entry, whose name begins the message. */
  public static ArchiveException entry(Reason reason, String name, String message) {
    String escaped = ArchiveException.escape(name);
    return new ArchiveException(reason, "Entry '" + escaped + "' " + message, escaped, null);
  }

  /** Returns the name of an archive in the storage, as messages have it. */
  public static String name(S3ObjectDescriptor object) {
    String name = "s3://" + object.bucket() + "/" + ArchiveException.escape(object.key());
    return object.versionId() == null ? name : name + " (version " + object.versionId() + ")";
  }

  /** Returns the failure as a Future, by {@link #named}. */
  public static <T> Future<T> failed(String archive, Throwable failure) {
    return Future.failedFuture(named(archive, failure));
  }

  /** Returns the failure with the archive's name before its message if it is about the archive. */
  public static Throwable named(String archive, Throwable failure) {
    if (!(failure instanceof ArchiveException found)) {
      return failure;
    }
    ArchiveException named =
        new ArchiveException(
            found.reason(), archive + ": " + found.getMessage(), found.entry(), found.getCause());
    named.setStackTrace(found.getStackTrace());
    return named;
  }

  /** Returns the failure of an archive's download, which the limits of unzipping bound as well. */
  public static <T> Future<T> downloading(
      S3ObjectDescriptor source, UnzipOptions options, Throwable failure) {
    boolean byLimits = options.limits().maxBytes() < options.download().maxBytes();
    return byLimits
            && failure instanceof ObjectException wrong
            && wrong.reason() == ObjectException.Reason.TOO_LARGE
        ? failed(name(source), tooLarge(options.limits().maxBytes()))
        : Future.failedFuture(failure);
  }

  /** Returns the failure of an archive that is itself larger than the limit. */
  public static ArchiveException tooLarge(long maxBytes) {
    return of(
        Reason.TOO_LARGE,
        "The archive itself has more than %d bytes to be fetched; raise UnzipLimits.maxBytes if you trust it"
            .formatted(maxBytes));
  }
}
