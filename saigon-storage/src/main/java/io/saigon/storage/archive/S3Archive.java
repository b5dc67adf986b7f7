package io.saigon.storage.archive;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.TransferProgress;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.io.Progress;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.zip.ArchiveFailures;
import io.saigon.storage.zip.ExtractionPlan;
import io.saigon.storage.zip.ZipEntry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** An archive in S3 whose central directory has been read. */
final class S3Archive implements RemoteArchive {
  // Not by hash code: a hostile archive could have the same for all entries.
  private static final Comparator<ArchiveEntry> ORDER =
      Comparator.comparing(ArchiveEntry::name)
          .thenComparingLong(ArchiveEntry::size)
          .thenComparingLong(ArchiveEntry::compressedSize)
          .thenComparing(
              ArchiveEntry::lastModified, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Operations operations;
  private final ObjectInfo info;
  private final UnzipOptions options;
  private final List<ZipEntry> directory;
  private final List<ArchiveEntry> entries;
  private final NavigableMap<ArchiveEntry, ZipEntry> found = new TreeMap<>(ORDER);

  S3Archive(
      Operations operations, ObjectInfo info, UnzipOptions options, List<ZipEntry> directory) {
    this.operations = operations;
    this.info = info;
    this.options = options;
    this.directory = directory;
    List<ArchiveEntry> all = new ArrayList<>(directory.size());
    for (ZipEntry entry : directory) {
      ArchiveEntry known =
          new ArchiveEntry(
              entry.name(), entry.size(), entry.compressedSize(), entry.lastModified());
      all.add(known);
      found.putIfAbsent(known, entry);
    }
    entries = List.copyOf(all);
  }

  @Override
  public ObjectInfo info() {
    return info;
  }

  @Override
  public List<ArchiveEntry> entries() {
    return entries;
  }

  @Override
  public Future<ReadStream<Buffer>> open(ArchiveEntry entry) {
    ZipEntry known = found.get(Objects.requireNonNull(entry, "entry"));
    if (known == null || known.directory()) {
      throw new IllegalArgumentException(
          "'%s' is no file of this archive".formatted(ArchiveException.escape(entry.name())));
    }
    CallerContext context = operations.context();
    return operations.call(
        context,
        calls ->
            Future.<ReadStream<Buffer>>future(
                    opened -> {
                      ExtractionPlan.checkKind(known);
                      opened.complete(new EntryStream(context, operations, info, known));
                    })
                .recover(
                    failure ->
                        ArchiveFailures.failed(ArchiveFailures.name(info.descriptor()), failure)));
  }

  @Override
  public Future<Unzipped> extract(
      Predicate<ArchiveEntry> chosen, Handler<TransferProgress> progress) {
    Objects.requireNonNull(chosen, "chosen");
    Objects.requireNonNull(progress, "progress");
    List<ZipEntry> wanted = new ArrayList<>();
    for (int i = 0; i < directory.size(); i++) {
      if (chosen.test(entries.get(i))) {
        wanted.add(directory.get(i));
      }
    }
    CallerContext context = operations.context();
    return operations.run(
        context,
        options.download().cancelOn(),
        calls ->
            new RemoteExtraction(calls, info, options, new Progress(context, progress))
                .run(wanted));
  }
}
