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

/** One object on its way to a file, which it makes. */
final class Download {
  private final ContextInternal context;
  private final S3Reader reader;
  private final S3ObjectDescriptor source;
  private final DownloadOptions options;
  private final Progress progress;

  Download(
      ContextInternal context,
      S3Reader reader,
      S3ObjectDescriptor source,
      DownloadOptions options,
      Progress progress) {
    this.context = context;
    this.reader = reader;
    this.source = source;
    this.options = options;
    this.progress = progress;
  }

  /** After a failure the file, if there is one, is for the caller to delete. */
  Future<ObjectInfo> to(Path file) {
    return to(file, true)
        .recover(
            failure ->
                S3Failures.isNoRanges(failure)
                    ? onWorker(() -> Files.deleteIfExists(file)).compose(deleted -> to(file, false))
                    : Future.failedFuture(failure));
  }

  /**
   * @param helped whether other connections may help; a server that promises ranges and sends none
   *     is asked again without
   */
  private Future<ObjectInfo> to(Path file, boolean helped) {
    Abort abort = Abort.when(options.cancelOn());
    progress.restart();
    return abort
        .race(context, reader.openLent(source, null, null), ObjectBody::discard)
        .compose(
            body ->
                begin(body, file)
                    .onFailure(failure -> body.discard())
                    .compose(target -> receiveAll(body, target, helped, abort)));
  }

  private Future<FileTarget> begin(ObjectBody body, Path file) {
    ObjectInfo info = S3Objects.info(source, body.response());
    if (info.size() > options.maxBytes()) {
      return Future.failedFuture(tooLarge(info.size()));
    }
    progress.total(info.size());
    ContentCheck check = options.verifyChecksum() ? ContentCheck.of(body.response()) : null;
    return onWorker(() -> FileTarget.create(file, info.size(), check, this::checkSize, progress));
  }

  private Future<ObjectInfo> receiveAll(
      ObjectBody body, FileTarget target, boolean helped, Abort abort) {
    ObjectInfo info = S3Objects.info(source, body.response());
    Helpers helpers = new Helpers(context, reader, info, target, abort);
    if (helped && Helpers.canHelp(info, body.response())) {
      helpers.watch();
    }
    return new Transfer(context, reader, info, 0, info.size(), target, abort)
        .run(body)
        .onFailure(abort::now)
        .transform(
            received ->
                helpers
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
