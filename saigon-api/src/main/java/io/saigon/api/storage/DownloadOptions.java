package io.saigon.api.storage;

import io.saigon.api.json.RecordJson;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a download.
 *
 * <p>By default an object of any size is written to disk: set {@code maxBytes} where the writers of
 * objects are not trusted with the disk. An object whose size the storage gives is refused with
 * {@link LocalFileException.Reason#NO_SPACE}, before anything is written, if the file system has
 * less free space; that does not reserve it, so downloads at the same time may still fill the disk.
 *
 * @param directory existing directory in which a fresh one is created, or null for the system's
 *     directory for temporary files
 * @param maxBytes size, in bytes, above which an object is refused before it is read, or while it
 *     is read if the storage does not give its size; above 0
 * @param verifyChecksum whether the content is checked against the checksum that the storage gives:
 *     the object's own one, else its ETag where that is an MD5
 * @param cancelOn signal of cancellation, or null; when it completes, with success or failure, the
 *     operation ends, written files are removed, and the result fails with {@link
 *     java.util.concurrent.CancellationException}
 */
public record DownloadOptions(
    @Nullable Path directory, long maxBytes, boolean verifyChecksum, @Nullable Future<?> cancelOn) {
  private static final DownloadOptions DEFAULTS =
      new DownloadOptions(null, Long.MAX_VALUE, true, null);

  /**
   * Creates options, and checks the limit.
   *
   * @param directory existing directory in which a fresh one is created, or null for the system's
   *     directory for temporary files
   * @param maxBytes size, in bytes, above which an object is refused before it is read, or while it
   *     is read if the storage does not give its size
   * @param verifyChecksum whether the content is checked against the checksum that the storage
   *     gives: the object's own one, else its ETag where that is an MD5
   * @param cancelOn signal of cancellation, or null
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public DownloadOptions {
    if (maxBytes <= 0) {
      throw new IllegalArgumentException("maxBytes must be above 0");
    }
  }

  /**
   * Returns the options of a download to the system's directory for temporary files, of any size,
   * verified, and not cancelled.
   *
   * @return the options
   */
  public static DownloadOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with another directory.
   *
   * @param directory existing directory in which a fresh one is created
   * @return the new options
   */
  public DownloadOptions withDirectory(Path directory) {
    return new DownloadOptions(
        Objects.requireNonNull(directory, "directory"), maxBytes, verifyChecksum, cancelOn);
  }

  /**
   * Returns these options with another limit of the size.
   *
   * @param maxBytes bytes, above 0
   * @return the new options
   */
  public DownloadOptions withMaxBytes(long maxBytes) {
    return new DownloadOptions(directory, maxBytes, verifyChecksum, cancelOn);
  }

  /**
   * Returns these options with or without verification; storages whose checksums are wrong exist.
   *
   * @param verifyChecksum whether the content is checked
   * @return the new options
   */
  public DownloadOptions withVerifyChecksum(boolean verifyChecksum) {
    return new DownloadOptions(directory, maxBytes, verifyChecksum, cancelOn);
  }

  /**
   * Returns these options with a signal of cancellation, such as the future of a promise that the
   * caller completes. Give each download a signal of its own, or one that does not outlive many of
   * them.
   *
   * @param signal future whose completion cancels
   * @return the new options
   */
  public DownloadOptions withCancelOn(Future<?> signal) {
    return new DownloadOptions(
        directory, maxBytes, verifyChecksum, Objects.requireNonNull(signal, "signal"));
  }

  /**
   * Reads options from JSON: a member for each component, under its name; what is missing is the
   * default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static DownloadOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of a download", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
