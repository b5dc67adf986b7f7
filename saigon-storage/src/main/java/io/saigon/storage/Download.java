package io.saigon.storage;

import io.saigon.api.TransportException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * One object on its way to a file, which it makes. A connection that breaks is replaced by one that
 * goes on where it broke, as long as the object stays the same.
 */
final class Download {
  private static final int MAX_BREAKS_WITHOUT_PROGRESS = 3;
  private static final long FIRST_PAUSE_MILLIS = 50;

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
    return reader
        .open(source)
        .compose(
            body ->
                begin(body, file)
                    .onFailure(failure -> body.discard())
                    .compose(target -> receiveAll(body, target)));
  }

  private Future<FileTarget> begin(ObjectBody body, Path file) {
    ObjectInfo info = S3Objects.info(source, body.response());
    if (info.size() > options.maxBytes()) {
      return Future.failedFuture(tooLarge(info.size()));
    }
    progress.total(info.size());
    ContentCheck check = options.verifyChecksum() ? ContentCheck.of(body.response()) : null;
    return onWorker(() -> FileTarget.create(file, info.size(), check, progress));
  }

  private Future<ObjectInfo> receiveAll(ObjectBody body, FileTarget target) {
    ObjectInfo info = S3Objects.info(source, body.response());
    return receive(body, info, target, 0)
        .compose(
            received ->
                onWorker(
                    () -> {
                      target.finish(source);
                      return null;
                    }))
        .onSuccess(whole -> progress.end())
        .map(whole -> sized(info, target.written()))
        .recover(
            failure ->
                Closing.onWorker(context, target::abandon)
                    .transform(abandoned -> Future.failedFuture(failure)));
  }

  private Future<Void> receive(ObjectBody body, ObjectInfo info, FileTarget target, int breaks) {
    long before = target.written();
    FileSink sink = new FileSink(context, limited(target));
    body.subscribe(sink);
    return sink.done()
        .transform(
            done -> {
              long written = target.written();
              if (done.succeeded() && (info.size() < 0 || info.size() == written)) {
                return Future.succeededFuture();
              }
              Throwable failure =
                  done.succeeded()
                      ? S3Failures.length(source, info.size(), written)
                      : S3Failures.reading(source, done.cause());
              boolean brokeOff = done.succeeded() || failure instanceof TransportException;
              int again = written > before ? 1 : breaks + 1;
              return brokeOff
                      && info.eTag() != null
                      && written < info.size()
                      && again <= MAX_BREAKS_WITHOUT_PROGRESS
                  ? resume(info, target, again)
                  : Future.failedFuture(failure);
            });
  }

  private Future<Void> resume(ObjectInfo info, FileTarget target, int breaks) {
    long from = target.written();
    return context
        .owner()
        .timer(FIRST_PAUSE_MILLIS << (2 * (breaks - 1)))
        .compose(paused -> reader.open(source, "bytes=" + from + "-", "\"" + info.eTag() + "\""))
        .compose(
            body -> {
              String range = body.response().contentRange();
              if (range != null && range.startsWith("bytes " + from + "-")) {
                return receive(body, info, target, breaks);
              }
              // A server that does not know ranges sends all of it again.
              return onWorker(
                      () -> {
                        target.restart();
                        return null;
                      })
                  .onFailure(failure -> body.discard())
                  .compose(restarted -> receive(body, info, target, breaks));
            });
  }

  private FileSink.Writer limited(FileTarget target) {
    return content -> {
      target.write(content);
      if (target.written() > options.maxBytes()) {
        throw tooLarge(target.written());
      }
    };
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
