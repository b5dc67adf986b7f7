package io.saigon.storage;

import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.EntryTree.Node;
import io.saigon.storage.UnzipPlan.PlannedFile;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Extracts entries of an archive, on worker threads, all or none of them. */
final class Unzipping {
  private static final int MAX_LANES = 4;
  // Handing work to another thread costs more than extracting less than this.
  private static final long BYTES_OF_A_LANE = 512 << 10;
  private static final int FILES_OF_A_LANE = 16;

  private final TemporaryDirectory directory;
  private final List<PlannedFile> files;
  private final long totalBytes;
  private final Progress progress;
  private final AtomicInteger next = new AtomicInteger();
  private volatile boolean stopped;

  private Unzipping(TemporaryDirectory directory, UnzipPlan plan, Progress progress) {
    this.directory = directory;
    // Not the plan as a whole: its directories have been made, and can take as much memory.
    this.files = plan.files();
    this.totalBytes = plan.totalBytes();
    this.progress = progress;
  }

  /**
   * Extracts an archive that is a file.
   *
   * @param name the archive's name for messages
   */
  static Future<Unzipped> start(
      ContextInternal context,
      Path archive,
      String name,
      UnzipOptions options,
      Progress progress,
      Abort abort) {
    return context
        .executeBlocking(() -> LocalArchive.open(archive), false)
        .compose(
            opened ->
                context
                    .executeBlocking(
                        () ->
                            prepare(
                                context.owner(),
                                ZipDirectory.read(opened, options.limits().maxEntries()),
                                opened.size(),
                                0,
                                options,
                                progress),
                        false)
                    .compose(unzipping -> unzipping.run(context, opened, abort))
                    .eventually(() -> Closing.onWorker(context, opened::close)))
        .recover(failure -> ArchiveFailures.failed(name, failure));
  }

  /**
   * Checks what is to be extracted and makes its directories; blocks.
   *
   * @param archiveSize bytes of the whole archive
   * @param toFetch bytes of the archive that are yet to come to the same disk
   */
  static Unzipping prepare(
      Vertx vertx,
      List<ZipEntry> entries,
      long archiveSize,
      long toFetch,
      UnzipOptions options,
      Progress progress) {
    TemporaryDirectory directory = TemporaryDirectory.create(vertx, options.download().directory());
    try {
      Path root = directory.path();
      UnzipPlan plan = UnzipPlan.of(entries, archiveSize, root.getFileSystem(), options);
      DiskSpace.require(root, plan.diskBytes(), toFetch);
      for (Node each : plan.directories()) {
        Files.createDirectory(root.resolve(each.path()));
      }
      progress.total(plan.totalBytes());
      return new Unzipping(directory, plan, progress);
    } catch (IOException e) {
      directory.deleteNow();
      throw LocalFailures.of(e, directory.path());
    } catch (RuntimeException | Error e) {
      directory.deleteNow();
      throw e;
    }
  }

  /** Deletes what was made. */
  Future<Void> abandon() {
    return directory.delete();
  }

  Future<Unzipped> run(ContextInternal context, ArchiveBytes archive, Abort abort) {
    List<Future<Void>> lanes = new ArrayList<>();
    for (int i = laneCount(); i > 0; i--) {
      Promise<Void> done = context.promise();
      run(context, new UnzipLane(archive, this::nextItem, progress::add, abort), done);
      lanes.add(done.future());
    }
    return Future.join(lanes)
        .<Unzipped>map(done -> unzipped())
        .onSuccess(unzipped -> progress.end())
        .recover(failure -> abandon().transform(deleted -> Future.failedFuture(failure)));
  }

  private void run(ContextInternal context, UnzipLane lane, Promise<Void> done) {
    context
        .executeBlocking(() -> slice(lane), false)
        .onComplete(
            more -> {
              if (more.failed()) {
                stopped = true;
                done.fail(more.cause());
              } else if (more.result()) {
                run(context, lane, done);
              } else {
                done.complete();
              }
            });
  }

  private static boolean slice(UnzipLane lane) throws IOException {
    boolean more = false;
    try {
      more = lane.slice();
      return more;
    } finally {
      if (!more) {
        lane.close();
      }
    }
  }

  private int laneCount() {
    long worth = Math.max(totalBytes / BYTES_OF_A_LANE, files.size() / FILES_OF_A_LANE);
    int most = Math.min(MAX_LANES, Runtime.getRuntime().availableProcessors());
    return (int) Math.max(1, Math.min(Math.min(worth, files.size()), most));
  }

  private UnzipLane.@Nullable Item nextItem() {
    int index = stopped ? files.size() : next.getAndIncrement();
    if (index >= files.size()) {
      return null;
    }
    PlannedFile file = files.get(index);
    return new UnzipLane.Item(file.entry(), directory.path().resolve(file.relative()));
  }

  private Unzipped unzipped() {
    List<Path> paths = new ArrayList<>(files.size());
    for (PlannedFile file : files) {
      paths.add(file.relative());
    }
    return new UnzippedDirectory(directory, paths);
  }
}
