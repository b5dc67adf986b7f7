package io.saigon.storage.archive;

import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.download.Transfer;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Objects;
import io.saigon.storage.s3.S3Reader;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.MemoryArchive;
import io.saigon.storage.zip.ZipDirectory;
import io.vertx.core.Future;

/**
 * Opens an archive in S3 by its central directory, which is fetched in byte ranges from the end.
 */
public final class ArchiveOpener {
  // Holds the end record with any comment, and the directory of some hundred entries with it.
  private static final int TAIL = 128 << 10;
  // End record, Zip64's end record, directory.
  private static final int MAX_REQUESTS = 4;

  private final Operations operations;
  private final S3Calls calls;
  private final UnzipOptions options;

  public ArchiveOpener(Operations operations, S3Calls calls, UnzipOptions options) {
    this.operations = operations;
    this.calls = calls;
    this.options = options;
  }

  public Future<RemoteArchive> open(S3ObjectDescriptor source) {
    return new S3Reader(calls)
        .open(source, "bytes=-" + TAIL, null)
        .recover(failure -> Future.failedFuture(mapEmptyObject(failure)))
        .compose(
            tail -> {
              ObjectInfo info = S3Objects.info(source, tail.response());
              Long length = tail.response().contentLength();
              if (length == null || length > TAIL || length > info.size()) {
                tail.discard();
                return Future.failedFuture(S3Failures.noRanges(source));
              }
              MemoryArchive bytes = new MemoryArchive(info.size());
              MemoryTarget target = new MemoryTarget(info, length.intValue());
              long start = info.size() - length;
              return new Transfer(calls, info, start, length, target)
                  .run(tail)
                  .compose(
                      done -> {
                        bytes.add(start, target.content());
                        return directory(info, bytes, MAX_REQUESTS);
                      });
            })
        .recover(failure -> ArchiveFailures.failed(ArchiveFailures.name(source), failure));
  }

  private Future<RemoteArchive> directory(ObjectInfo info, MemoryArchive bytes, int requests) {
    return Workers.<RemoteArchive>call(calls.context(), () -> archive(info, bytes))
        .recover(
            failure ->
                failure instanceof MemoryArchive.MissingBytes missing && requests > 0
                    ? fetch(info, bytes, missing)
                        .compose(fetched -> directory(info, bytes, requests - 1))
                    : Future.failedFuture(failure));
  }

  private S3Archive archive(ObjectInfo info, MemoryArchive bytes) {
    return new S3Archive(
        operations, info, options, ZipDirectory.read(bytes, options.limits().maxEntries()));
  }

  private Future<Void> fetch(
      ObjectInfo info, MemoryArchive bytes, MemoryArchive.MissingBytes missing) {
    MemoryTarget target = new MemoryTarget(info, missing.length);
    return new Transfer(calls, info, missing.position, missing.length, target)
        .run()
        .onSuccess(done -> bytes.add(missing.position, target.content()));
  }

  private static Throwable mapEmptyObject(Throwable failure) {
    return failure instanceof ObjectException wrong
            && wrong.reason() == ObjectException.Reason.RANGE
        ? ArchiveFailures.of(
            Reason.NOT_AN_ARCHIVE, "This is not a zip archive but an empty object; upload it again")
        : failure;
  }
}
