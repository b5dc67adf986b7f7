package io.saigon.storage.download;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.Progress;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.ObjectBody;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Objects;
import io.saigon.storage.s3.S3Reader;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The download of one object to a new file. */
public final class Download {
  private final S3Calls calls;
  private final CallerContext context;
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
   * Writes the object to a new file. After a failure the caller deletes the file, if there is one.
   *
   * @param name the path that the caller knows, for failures
   */
  Future<ObjectInfo> to(Path file, Path name) {
    return to(file, name, true)
        .recover(
            failure ->
                S3Failures.isNoRanges(failure)
                    ? Workers.call(context, () -> Files.deleteIfExists(file))
                        .compose(deleted -> to(file, name, false))
                    : Future.failedFuture(failure));
  }

  /**
   * @param parallel whether to fetch ranges in parallel; not for a server that announces ranges and
   *     sends none
   */
  private Future<ObjectInfo> to(Path file, Path name, boolean parallel) {
    // Of its own: a failure cancels the other connections, and there may be a second attempt after
    // it.
    Cancellation cancellation = new Cancellation();
    Consumer<Throwable> stop = cancellation::cancel;
    calls.cancellation().addListener(stop);
    S3Calls attempt = calls.with(cancellation);
    progress.restart();
    return new S3Reader(attempt)
        .open(source, null, null)
        .compose(
            body ->
                begin(body, file, name)
                    .onFailure(failure -> body.discard())
                    .compose(target -> receiveAll(body, target, parallel, attempt)))
        .onComplete(done -> calls.cancellation().removeListener(stop));
  }

  private Future<FileTarget> begin(ObjectBody body, Path file, Path name) {
    ObjectInfo info = S3Objects.info(source, body.response());
    if (info.size() > options.maxBytes()) {
      return Future.failedFuture(tooLarge(info.size()));
    }
    progress.total(info.size());
    ContentChecksum checksum =
        options.verifyChecksum() ? ContentChecksum.of(body.response()) : null;
    return Workers.call(
        context,
        () -> FileTarget.create(file, name, info.size(), checksum, this::checkSize, progress));
  }

  private Future<ObjectInfo> receiveAll(
      ObjectBody body, FileTarget target, boolean parallel, S3Calls attempt) {
    ObjectInfo info = S3Objects.info(source, body.response());
    ParallelRanges others = new ParallelRanges(attempt, info, target);
    if (parallel && ParallelRanges.areUseful(info, body.response())) {
      others.watch();
    }
    return new Transfer(attempt, info, 0, info.size(), target)
        .run(body)
        .onFailure(attempt.cancellation()::cancel)
        .transform(
            received ->
                others
                    .finish()
                    .transform(
                        rest -> {
                          Throwable failure = received.failed() ? received.cause() : rest.cause();
                          return failure == null ? finish(target) : Future.failedFuture(failure);
                        }))
        .map(
            whole -> {
              progress.end();
              calls.count().add(target.total());
              return sized(info, target.total());
            })
        .recover(
            failure ->
                Workers.cleanUp(context, target::abandon)
                    .transform(abandoned -> Future.failedFuture(failure)));
  }

  private Future<Void> finish(FileTarget target) {
    return Workers.call(
            context,
            () -> {
              boolean more = target.verifySome();
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
}
