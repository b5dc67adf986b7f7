package io.saigon.storage;

import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Extracts chosen entries of an archive in the storage: fetches the parts that hold them to a file
 * that is not kept, and goes on as with an archive that is here.
 */
final class Extraction {
  private static final int LANES = 4;

  private final ContextInternal context;
  private final S3Reader reader;
  private final ObjectInfo info;
  private final UnzipOptions options;
  private final Progress progress;
  private final Abort abort;

  Extraction(
      ContextInternal context,
      S3Reader reader,
      ObjectInfo info,
      UnzipOptions options,
      Progress progress,
      Abort abort) {
    this.context = context;
    this.reader = reader;
    this.info = info;
    this.options = options;
    this.progress = progress;
    this.abort = abort;
  }

  Future<Unzipped> run(List<ZipEntry> wanted) {
    return context
        .executeBlocking(() -> Window.of(wanted, options.limits().maxBytes()), false)
        .compose(
            windows ->
                context
                    .executeBlocking(() -> prepare(wanted, windows), false)
                    .compose(unzipping -> extract(unzipping, windows)))
        .recover(
            failure -> ArchiveFailures.failed(ArchiveFailures.name(info.descriptor()), failure));
  }

  private Unzipping prepare(List<ZipEntry> wanted, List<Window> windows) {
    return Unzipping.prepare(
        context.owner(), wanted, info.size(), Window.total(windows), options, progress);
  }

  private Future<Unzipped> extract(Unzipping unzipping, List<Window> windows) {
    return context
        .executeBlocking(
            () -> ArchiveParts.create(context.owner(), info.size(), windows, options), false)
        .compose(
            parts ->
                fetch(parts)
                    .compose(fetched -> unzipping.run(context, parts, abort))
                    .eventually(() -> Closing.onWorker(context, parts::delete)))
        .recover(failure -> unzipping.abandon().transform(deleted -> Future.failedFuture(failure)));
  }

  private Future<Void> fetch(ArchiveParts parts) {
    Queue<Window> windows = new ConcurrentLinkedQueue<>(parts.windows());
    List<Future<Void>> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      Promise<Void> done = context.promise();
      fetch(parts, windows, done);
      lanes.add(done.future());
    }
    return Future.join(lanes).mapEmpty();
  }

  private void fetch(ArchiveParts parts, Queue<Window> windows, Promise<Void> done) {
    Window window = windows.poll();
    if (window == null) {
      done.complete();
      return;
    }
    new Transfer(
            context, reader, info, window.start(), window.length(), parts.target(window), abort)
        .run()
        .onSuccess(fetched -> fetch(parts, windows, done))
        .onFailure(
            failure -> {
              windows.clear();
              done.fail(failure);
            });
  }
}
