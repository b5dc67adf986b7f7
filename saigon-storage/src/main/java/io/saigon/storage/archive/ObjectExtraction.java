package io.saigon.storage.archive;

import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.download.Downloads;
import io.saigon.storage.io.Progress;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.ZipExtraction;
import io.vertx.core.Future;

/** The extraction of all entries of an archive in S3, which is downloaded first. */
public final class ObjectExtraction {
  private ObjectExtraction() {}

  /**
   * Downloads and extracts an archive; its download is deleted.
   *
   * @param progress of the extraction
   */
  public static Future<Unzipped> start(
      S3Calls calls, S3ObjectDescriptor source, UnzipOptions options, Progress progress) {
    DownloadOptions download = options.download();
    DownloadOptions bounded =
        download.withMaxBytes(Math.min(download.maxBytes(), options.limits().maxBytes()));
    return Downloads.toTemporaryFile(calls, source, bounded, new Progress(calls.context(), p -> {}))
        .recover(failure -> ArchiveFailures.downloading(source, options, failure))
        .compose(
            archive ->
                ZipExtraction.start(
                        calls.context(),
                        archive.path(),
                        ArchiveFailures.name(source),
                        options,
                        progress,
                        calls.cancellation())
                    .eventually(archive::delete));
  }
}
