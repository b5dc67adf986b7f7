package io.saigon.api.storage;

import java.util.Objects;

/**
 * Options of extracting an archive.
 *
 * @param download how the archive is fetched, and where the fresh directory is made; of its limit
 *     of bytes and that of {@code limits} the lower one applies to the archive itself
 * @param limits limits of what an archive may bring
 * @param portableNames whether names are refused that mean something else, or nothing, on another
 *     system: reserved device names, {@code < > : " | ? *}, trailing dots and spaces, and names
 *     that differ in case or Unicode form only. Names that are unsafe on every system are always
 *     refused
 */
public record UnzipOptions(DownloadOptions download, UnzipLimits limits, boolean portableNames) {
  private static final UnzipOptions DEFAULTS =
      new UnzipOptions(DownloadOptions.defaults(), UnzipLimits.defaults(), true);

  /** Checks that no reference is null. */
  public UnzipOptions {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * Returns the options that apply when nothing else is said.
   *
   * @return the defaults of download and limits, and portable names only
   */
  public static UnzipOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with others of the download.
   *
   * @param download how the archive is fetched, and where the fresh directory is made
   * @return the new options
   */
  public UnzipOptions withDownload(DownloadOptions download) {
    return new UnzipOptions(download, limits, portableNames);
  }

  /**
   * Returns these options with other limits.
   *
   * @param limits limits of what an archive may bring
   * @return the new options
   */
  public UnzipOptions withLimits(UnzipLimits limits) {
    return new UnzipOptions(download, limits, portableNames);
  }

  /**
   * Returns these options with another rule for names.
   *
   * @param portableNames whether names that only some systems take are refused
   * @return the new options
   */
  public UnzipOptions withPortableNames(boolean portableNames) {
    return new UnzipOptions(download, limits, portableNames);
  }
}
