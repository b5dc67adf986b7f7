package io.saigon.api.storage;

import java.util.Objects;

/**
 * How to extract an archive.
 *
 * @param download how to fetch the archive, and where the fresh directory is made
 * @param limits what an archive may hold
 * @param portableNames whether names are refused that mean something else, or nothing, on another
 *     system: reserved device names, {@code < > : " | ? *}, trailing dots and spaces, and names
 *     that differ in case or Unicode form only. Names that are unsafe on every system are always
 *     refused
 */
public record UnzipOptions(DownloadOptions download, UnzipLimits limits, boolean portableNames) {
  private static final UnzipOptions DEFAULTS =
      new UnzipOptions(DownloadOptions.defaults(), UnzipLimits.defaults(), true);

  /** Checks that the parts are there. */
  public UnzipOptions {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(limits, "limits");
  }

  /** Defaults of download and limits, and portable names only. */
  public static UnzipOptions defaults() {
    return DEFAULTS;
  }

  /** The same with another way to fetch the archive. */
  public UnzipOptions withDownload(DownloadOptions download) {
    return new UnzipOptions(download, limits, portableNames);
  }

  /** The same with other limits. */
  public UnzipOptions withLimits(UnzipLimits limits) {
    return new UnzipOptions(download, limits, portableNames);
  }

  /** The same with portable names only, or with all that this system takes. */
  public UnzipOptions withPortableNames(boolean portableNames) {
    return new UnzipOptions(download, limits, portableNames);
  }
}
