package io.saigon.benchmarks.unzip;

import io.saigon.api.Saigon;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.benchmarks.process.Directory;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Job;
import io.saigon.benchmarks.process.Run;
import io.saigon.benchmarks.server.Clients;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Chosen entries of archives by ranged reads: bytes fetched beside bytes needed. The archives are
 * files, so that a small heap will do.
 */
public final class RangedExtraction implements Job {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final AtomicLong fetched = new AtomicLong();

  @Override
  public void run(Run run) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (Directory directory = Directory.create()) {
      Path archive = directory.path().resolve("a.zip");
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(request -> answer(request, archive))
              .listen(0, "127.0.0.1")
              .await();
      Saigon saigon =
          Saigon.create(
              vertx, Clients.saigon(URI.create("http://127.0.0.1:" + server.actualPort())));
      for (int size : new int[] {1 << 10, 16 << 10, 200 << 10}) {
        zip(archive, run.form().choose(100, 1000, 1000), size);
        for (int every : new int[] {100, 10, 1}) {
          extract(run, saigon.storage(), directory.path(), size, every);
        }
      }
      // One after the other: a Future of the second would end on an event loop that it ends.
      saigon.close().await();
    } finally {
      vertx.close().await();
    }
  }

  private void extract(Run run, ObjectStorage storage, Path directory, int size, int every) {
    fetched.set(0);
    UnzipOptions options =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(directory));
    AtomicLong needed = new AtomicLong();
    RemoteArchive opened =
        storage.openArchive(S3ObjectDescriptor.of("bucket", "a.zip"), options).await();
    opened.extract(entry -> chosen(entry, every, needed)).compose(files -> files.delete()).await();
    // A directory entry takes 46 bytes and its name, a local header 30 and the name.
    long names = opened.entries().stream().mapToLong(e -> e.name().length()).sum();
    long least = needed.get() + 46L * opened.entries().size() + names + 22;
    String job = "fetch 1 of " + every + " entries of " + (size >> 10) + " KiB";
    run.add("limit: entries and directory", new Figure(job, "MB fetched", least / 1e6));
    run.add("saigon", new Figure(job, "MB fetched", fetched.get() / 1e6));
  }

  private static boolean chosen(ArchiveEntry entry, int every, AtomicLong needed) {
    int number = Integer.parseInt(entry.name().replaceAll("\\D", ""));
    boolean wanted = number % every == 0;
    if (wanted) {
      needed.addAndGet(30 + entry.name().length() + entry.compressedSize());
    }
    return wanted;
  }

  private static void zip(Path archive, int files, int size) throws IOException {
    byte[] content = new byte[size];
    Random random = new Random(size);
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      for (int i = 0; i < files; i++) {
        random.nextBytes(content);
        out.putNextEntry(new ZipEntry("file-" + i));
        out.write(content);
        out.closeEntry();
      }
    }
  }

  private void answer(HttpServerRequest request, Path archive) {
    long size = archive.toFile().length();
    String asked = request.getHeader("Range");
    Matcher range = RANGE.matcher(asked == null ? "" : asked);
    if (!range.matches()) {
      request.response().setStatusCode(400).end();
      return;
    }
    boolean suffix = range.group(1).isEmpty();
    long from =
        suffix
            ? Math.max(0, size - Long.parseLong(range.group(2)))
            : Long.parseLong(range.group(1));
    long to =
        suffix || range.group(2).isEmpty()
            ? size
            : Math.min(size, Long.parseLong(range.group(2)) + 1);
    fetched.addAndGet(to - from);
    request
        .response()
        .setStatusCode(206)
        .putHeader("ETag", "\"tag\"")
        .putHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size)
        .sendFile(archive.toString(), from, to - from);
  }
}
