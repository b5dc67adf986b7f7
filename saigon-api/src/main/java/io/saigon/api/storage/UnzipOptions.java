package io.saigon.api.storage;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.Objects;

/**
 * Options of extracting an archive.
 *
 * @param download settings of the archive's download, and the place of the fresh directory; of its
 *     limit of bytes and that of {@code limits} the lower one applies to the archive itself
 * @param limits limits of the archive's content
 * @param portableNames whether names are refused that mean something else, or nothing, on another
 *     system: reserved device names, {@code < > : " | ? *}, trailing dots and spaces, and names
 *     that differ in case or Unicode form only. Names that are unsafe on every system are always
 *     refused
 */
public record UnzipOptions(DownloadOptions download, UnzipLimits limits, boolean portableNames) {
  private static final UnzipOptions DEFAULTS =
      new UnzipOptions(DownloadOptions.defaults(), UnzipLimits.defaults(), true);

  /**
   * Creates options, and checks that no reference is null.
   *
   * @param download settings of the archive's download, and the place of the fresh directory
   * @param limits limits of the archive's content
   * @param portableNames whether names are refused that mean something else, or nothing, on another
   *     system: reserved device names, {@code < > : " | ? *}, trailing dots and spaces, and names
   *     that differ in case or Unicode form only
   */
  public UnzipOptions {
    Objects.requireNonNull(download, "download");
    Objects.requireNonNull(limits, "limits");
  }

  /**
   * Returns the default options.
   *
   * @return the defaults of download and limits, and portable names only
   */
  public static UnzipOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns these options with other settings of the download.
   *
   * @param download settings of the archive's download, and the place of the fresh directory
   * @return the new options
   */
  public UnzipOptions withDownload(DownloadOptions download) {
    return new UnzipOptions(download, limits, portableNames);
  }

  /**
   * Returns these options with other limits.
   *
   * @param limits limits of the archive's content
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

  /**
   * Reads options from JSON: a member for each component, under its name; what is missing is the
   * default.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the options
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static UnzipOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of an extraction", defaults(), json);
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
