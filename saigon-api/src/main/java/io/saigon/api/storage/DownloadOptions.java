package io.saigon.api.storage;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to download.
 *
 * @param directory existing directory in which a fresh one is made, or null for the system's
 *     directory for temporary files
 * @param maxBytes size above which an object is refused before it is read; above 0
 * @param verifyChecksum whether the content is checked against the checksum that the storage gives:
 *     the object's own one, else its ETag where that is an MD5
 * @param cancelOn when it completes, however it does, what is under way ends, what was written is
 *     removed, and the result fails with {@link java.util.concurrent.CancellationException}; null
 *     if nothing cancels
 */
public record DownloadOptions(
    @Nullable Path directory, long maxBytes, boolean verifyChecksum, @Nullable Future<?> cancelOn) {
  private static final DownloadOptions DEFAULTS =
      new DownloadOptions(null, Long.MAX_VALUE, true, null);

  /** Checks the limit. */
  public DownloadOptions {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes must be above 0");
    }
  }

  /** In the system's directory, of any size, verified, not to be cancelled. */
  public static DownloadOptions defaults() {
    return DEFAULTS;
  }

  /** The same in a fresh directory within another one. */
  public DownloadOptions withDirectory(Path directory) {
    return new DownloadOptions(
        Objects.requireNonNull(directory, "directory"), maxBytes, verifyChecksum, cancelOn);
  }

  /** The same with another limit of the size, in bytes. */
  public DownloadOptions withMaxBytes(long maxBytes) {
    return new DownloadOptions(directory, maxBytes, verifyChecksum, cancelOn);
  }

  /** The same with or without verification; storages whose checksums are wrong exist. */
  public DownloadOptions withVerifyChecksum(boolean verifyChecksum) {
    return new DownloadOptions(directory, maxBytes, verifyChecksum, cancelOn);
  }

  /**
   * The same, cancelled when a signal completes, such as the future of a promise that the caller
   * completes. Give each download a signal of its own, or one that does not outlive many of them.
   */
  public DownloadOptions withCancelOn(Future<?> signal) {
    return new DownloadOptions(
        directory, maxBytes, verifyChecksum, Objects.requireNonNull(signal, "signal"));
  }
}
