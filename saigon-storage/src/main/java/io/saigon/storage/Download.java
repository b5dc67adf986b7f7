package io.saigon.storage;

import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** One object on its way to a file, which it makes. */
final class Download {
  private final S3Calls calls;
  private final ContextInternal context;
  private final S3ObjectDescriptor source;
  private final DownloadOptions options;
  private final Progress progress;

  Download(S3Calls calls, S3ObjectDescriptor source, DownloadOptions options, Progress progress) {
    this.calls = calls;
    this.context = calls.context();
    this.source = source;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Writes the object to a new file. After a failure the file, if there is one, is for the caller
   * to delete.
   *
   * @param name what failures call the file: the path that the caller knows
   */
  Future<ObjectInfo> to(Path file, Path name) {
    return to(file, name, true)
        .recover(
            failure ->
                S3Failures.isNoRanges(failure)
                    ? onWorker(() -> Files.deleteIfExists(file))
                        .compose(deleted -> to(file, name, false))
                    : Future.failedFuture(failure));
  }

  /**
   * @param parallel whether other connections may help; a server that promises ranges and sends
   *     none is asked again without
   */
  private Future<ObjectInfo> to(Path file, Path name, boolean parallel) {
    // Of its own: a failure stops the other connections, and after it there may be another try.
    Abort abort = new Abort();
    Consumer<Throwable> stop = abort::now;
    calls.abort().listen(stop);
    S3Calls tried = calls.with(abort);
    progress.restart();
    return new S3Reader(tried)
        .open(source, null, null)
        .compose(
            body ->
                begin(body, file, name)
                    .onFailure(failure -> body.discard())
                    .compose(target -> receiveAll(body, target, parallel, tried)))
        .onComplete(done -> calls.abort().forget(stop));
  }

  private Future<FileTarget> begin(ObjectBody body, Path file, Path name) {
    ObjectInfo info = S3Objects.info(source, body.response());
    if (info.size() > options.maxBytes()) {
      return Future.failedFuture(tooLarge(info.size()));
    }
    progress.total(info.size());
    ContentCheck check = options.verifyChecksum() ? ContentCheck.of(body.response()) : null;
    return onWorker(
        () -> FileTarget.create(file, name, info.size(), check, this::checkSize, progress));
  }

  private Future<ObjectInfo> receiveAll(
      ObjectBody body, FileTarget target, boolean parallel, S3Calls tried) {
    ObjectInfo info = S3Objects.info(source, body.response());
    ParallelRanges others = new ParallelRanges(tried, info, target);
    if (parallel && ParallelRanges.areWorthIt(info, body.response())) {
      others.watch();
    }
    Abort abort = tried.abort();
    return new Transfer(context, new S3Reader(tried), info, 0, info.size(), target, abort)
        .run(body)
        .onFailure(abort::now)
        .transform(
            received ->
                others
                    .finish()
                    .transform(
                        rest -> {
                          Throwable failure = received.failed() ? received.cause() : rest.cause();
                          return failure == null ? finish(target) : Future.failedFuture(failure);
                        }))
        .onSuccess(whole -> progress.end())
        .map(whole -> sized(info, target.total()))
        .recover(
            failure ->
                Closing.onWorker(context, target::abandon)
                    .transform(abandoned -> Future.failedFuture(failure)));
  }

  private Future<Void> finish(FileTarget target) {
    return onWorker(
            () -> {
              boolean more = target.checkSome();
              if (!more) {
                target.finish(source);
              }
              return more;
            })
        .compose(more -> more ? finish(target) : Future.succeededFuture());
  }

  private void checkSize(long size) {
    if (size > options.maxBytes()) {
      throw tooLarge(size);
    }
  }

  private ObjectException tooLarge(long size) {
    return new ObjectException(
        Reason.TOO_LARGE,
        "Object %s has %d bytes or more, and the limit is %d; raise DownloadOptions.maxBytes if that is right"
            .formatted(S3Failures.name(source), size, options.maxBytes()),
        null,
        null);
  }

  private static ObjectInfo sized(ObjectInfo info, long size) {
    return new ObjectInfo(
        info.descriptor(),
        size,
        info.eTag(),
        info.lastModified(),
        info.contentType(),
        info.metadata());
  }

  private <T> Future<T> onWorker(Callable<T> action) {
    return context.executeBlocking(action, false);
  }
}
