package io.saigon.storage.download;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.file.FileNames;
import io.saigon.storage.file.PartialFile;
import io.saigon.storage.file.TemporaryDirectory;
import io.saigon.storage.io.Progress;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.S3Calls;
import io.vertx.core.Future;
import java.nio.file.Path;

/** Downloads objects to files, of which nothing is left after a failure. */
public final class Downloads {
  private Downloads() {}

  /** Downloads to a new file in a temporary directory. */
  public static Future<DownloadedFile> toTemporaryFile(
      S3Calls calls, S3ObjectDescriptor source, DownloadOptions options, Progress progress) {
    CallerContext context = calls.context();
    return Workers.call(
            context, () -> TemporaryDirectory.create(context.vertx(), options.directory()))
        .compose(
            directory -> {
              Path file = directory.path().resolve(FileNames.of(source.key()));
              return new Download(calls, source, options, progress)
                  .to(file, file)
                  .map(info -> new DownloadedFile(directory, file, info))
                  .recover(
                      failure ->
                          directory.delete().transform(deleted -> Future.failedFuture(failure)));
            });
  }

  /** Downloads to a path, where a file is replaced when the new one is whole. */
  public static Future<ObjectInfo> toPath(
      S3Calls calls,
      S3ObjectDescriptor source,
      Path file,
      DownloadOptions options,
      Progress progress) {
    CallerContext context = calls.context();
    PartialFile partial = PartialFile.of(file);
    return new Download(calls, source, options, progress)
        .to(partial.path(), file)
        .compose(
            info ->
                Workers.call(
                    context,
                    () -> {
                      partial.moveIntoPlace();
                      return info;
                    }))
        .recover(
            failure ->
                Workers.cleanUp(context, partial::delete)
                    .transform(deleted -> Future.failedFuture(failure)));
  }
}
