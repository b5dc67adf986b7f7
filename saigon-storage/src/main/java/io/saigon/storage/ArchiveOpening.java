package io.saigon.storage;

import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;

/** Reads an archive's directory by byte ranges: the end first, which tells what else is needed. */
final class ArchiveOpening {
  // Holds the end record with any comment, and the directory of some hundred entries with it.
  private static final int TAIL = 128 << 10;
  // End record, Zip64's end record, directory.
  private static final int MAX_FETCHES = 4;

  private final Operations operations;
  private final ContextInternal context;
  private final S3Reader reader;
  private final UnzipOptions options;
  private final Abort abort;

  ArchiveOpening(Operations operations, S3Calls calls, UnzipOptions options) {
    this.operations = operations;
    this.context = calls.context();
    this.reader = new S3Reader(calls);
    this.options = options;
    this.abort = calls.abort();
  }

  Future<RemoteArchive> open(S3ObjectDescriptor source) {
    return reader
        .open(source, "bytes=-" + TAIL, null)
        .recover(failure -> Future.failedFuture(emptyIsNoArchive(failure)))
        .compose(
            tail -> {
              ObjectInfo info = S3Objects.info(source, tail.response());
              Long length = tail.response().contentLength();
              if (length == null || length > TAIL || length > info.size()) {
                tail.discard();
                return Future.failedFuture(S3Failures.noRanges(source));
              }
              MemoryBytes bytes = new MemoryBytes(info.size());
              MemoryTarget target = new MemoryTarget(info, length.intValue());
              long start = info.size() - length;
              return new Transfer(context, reader, info, start, length, target, abort)
                  .run(tail)
                  .onSuccess(done -> bytes.add(start, target.content()))
                  .compose(done -> directory(info, bytes, MAX_FETCHES));
            })
        .recover(failure -> ArchiveFailures.failed(ArchiveFailures.name(source), failure));
  }

  private Future<RemoteArchive> directory(ObjectInfo info, MemoryBytes bytes, int fetches) {
    return context
        .<RemoteArchive>executeBlocking(() -> archive(info, bytes), false)
        .recover(
            failure ->
                failure instanceof MemoryBytes.Missing missing && fetches > 0
                    ? fetch(info, bytes, missing)
                        .compose(fetched -> directory(info, bytes, fetches - 1))
                    : Future.failedFuture(failure));
  }

  private S3Archive archive(ObjectInfo info, MemoryBytes bytes) {
    return new S3Archive(
        operations, info, options, ZipDirectory.read(bytes, options.limits().maxEntries()));
  }

  private Future<Void> fetch(ObjectInfo info, MemoryBytes bytes, MemoryBytes.Missing missing) {
    MemoryTarget target = new MemoryTarget(info, missing.length);
    return new Transfer(context, reader, info, missing.position, missing.length, target, abort)
        .run()
        .onSuccess(done -> bytes.add(missing.position, target.content()));
  }

  private static Throwable emptyIsNoArchive(Throwable failure) {
    return failure instanceof ObjectException wrong
            && wrong.reason() == ObjectException.Reason.RANGE
        ? ArchiveFailures.of(
            Reason.NOT_AN_ARCHIVE, "This is not a zip archive but an empty object; upload it again")
        : failure;
  }
}
