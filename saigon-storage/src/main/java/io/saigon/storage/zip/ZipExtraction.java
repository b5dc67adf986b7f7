package io.saigon.storage.zip;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.file.DiskSpace;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.file.TemporaryDirectory;
import io.saigon.storage.io.Cancellation;
import io.saigon.storage.io.ParallelTasks;
import io.saigon.storage.io.Progress;
import io.saigon.storage.io.Workers;
import io.saigon.storage.zip.EntryTree.Node;
import io.saigon.storage.zip.ExtractionPlan.PlannedFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The extraction of an archive's entries on worker threads, all or none of them. */
public final class ZipExtraction {
  private static final int MAX_WRITERS = 4;
  // Handing work to another thread costs more than extracting less than this.
  private static final long BYTES_PER_WRITER = 512 << 10;
  private static final int FILES_PER_WRITER = 16;

  private final TemporaryDirectory directory;
  private final List<PlannedFile> files;
  private final long totalBytes;
  private final Progress progress;
  private final AtomicInteger next = new AtomicInteger();

  private ZipExtraction(TemporaryDirectory directory, ExtractionPlan plan, Progress progress) {
    this.directory = directory;
    // Not the plan as a whole: its directories have been created, and can take as much memory.
    this.files = plan.files();
    this.totalBytes = plan.totalBytes();
    this.progress = progress;
  }

  /**
   * Extracts an archive that is a file.
   *
   * @param name the archive's name for messages
   */
  public static Future<Unzipped> start(
      CallerContext context,
      Path archive,
      String name,
      UnzipOptions options,
      Progress progress,
      Cancellation cancellation) {
    return Workers.call(context, () -> LocalArchive.open(archive))
        .compose(
            opened ->
                Workers.call(
                        context,
                        () ->
                            prepare(
                                context.vertx(),
                                ZipDirectory.read(opened, options.limits().maxEntries()),
                                opened.size(),
                                0,
                                options,
                                progress))
                    .compose(extraction -> extraction.run(context, opened, cancellation))
                    .eventually(() -> Workers.cleanUp(context, opened::close)))
        .recover(failure -> ArchiveFailures.failed(name, failure));
  }

  /**
   * Checks the entries and creates their directories; blocks.
   *
   * @param archiveSize bytes of the whole archive
   * @param toFetch bytes of the archive that will be fetched to the same disk
   */
  public static ZipExtraction prepare(
      Vertx vertx,
      List<ZipEntry> entries,
      long archiveSize,
      long toFetch,
      UnzipOptions options,
      Progress progress) {
    TemporaryDirectory directory = TemporaryDirectory.create(vertx, options.download().directory());
    try {
      Path root = directory.path();
      ExtractionPlan plan = ExtractionPlan.of(entries, archiveSize, root.getFileSystem(), options);
      DiskSpace.require(root, plan.diskBytes(), toFetch);
      for (Node each : plan.directories()) {
        Files.createDirectory(root.resolve(each.path()));
      }
      progress.total(plan.totalBytes());
      return new ZipExtraction(directory, plan, progress);
    } catch (IOException e) {
      directory.deleteNow();
      throw LocalFailures.of(e, directory.path());
    } catch (RuntimeException | Error e) {
      directory.deleteNow();
      throw e;
    }
  }

  /** Deletes all that was written. */
  public Future<Void> abandon() {
    return directory.delete();
  }

  public Future<Unzipped> run(
      CallerContext context, ArchiveBytes archive, Cancellation cancellation) {
    List<EntryWriter> writers = new ArrayList<>();
    List<Supplier<Future<Boolean>>> sequences = new ArrayList<>();
    for (int i = writerCount(); i > 0; i--) {
      EntryWriter writer = new EntryWriter(archive, this::nextFile, progress::add, cancellation);
      writers.add(writer);
      sequences.add(() -> Workers.call(context, writer::writeSome));
    }
    return ParallelTasks.run(context, sequences)
        .eventually(() -> Workers.cleanUp(context, () -> writers.forEach(EntryWriter::close)))
        .map(
            done -> {
              progress.end();
              return unzipped();
            })
        .recover(failure -> abandon().transform(deleted -> Future.failedFuture(failure)));
  }

  private int writerCount() {
    long worth = Math.max(totalBytes / BYTES_PER_WRITER, files.size() / FILES_PER_WRITER);
    int most = Math.min(MAX_WRITERS, Runtime.getRuntime().availableProcessors());
    return (int) Math.max(1, Math.min(Math.min(worth, files.size()), most));
  }

  private EntryWriter.@Nullable OutputFile nextFile() {
    int index = next.getAndIncrement();
    if (index >= files.size()) {
      return null;
    }
    PlannedFile file = files.get(index);
    return new EntryWriter.OutputFile(file.entry(), directory.path().resolve(file.relative()));
  }

  private Unzipped unzipped() {
    List<Path> paths = new ArrayList<>(files.size());
    for (PlannedFile file : files) {
      paths.add(file.relative());
    }
    return new UnzippedDirectory(directory, paths);
  }
}
