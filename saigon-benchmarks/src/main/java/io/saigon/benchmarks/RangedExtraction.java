package io.saigon.benchmarks;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Chosen entries of archives by ranged reads: bytes fetched beside bytes needed. The archives are
 * files, so that a small heap will do.
 */
public final class RangedExtraction {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final AtomicLong fetched = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private final Path directory;
  private final Path archive;

  private RangedExtraction(Path directory) {
    this.directory = directory;
    this.archive = directory.resolve("a.zip");
  }

  /** Prints a table. */
  public static void main(String[] args) throws Exception {
    Path directory = SideBySide.temporaryDirectory();
    try {
      new RangedExtraction(directory).run();
    } finally {
      Unzips.delete(directory);
    }
  }

  @SuppressWarnings("SystemOut")
  private void run() throws Exception {
    HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get();
    Saigon saigon =
        Saigon.create(
            vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort()))
                .withCredentials(
                    CredentialsProvider.of(AwsCredentials.of("AKIDEXAMPLE", "secret"))));
    System.out.println();
    System.out.println(
        "| archive | chosen | requests | fetched | needed (entries and directory) | ratio |");
    System.out.println("|---|---|---|---|---|---|");
    for (int size : new int[] {1 << 10, 16 << 10, 200 << 10}) {
      zip(1000, size);
      for (int every : new int[] {1000, 100, 10, 1}) {
        report(saigon, size, every);
      }
    }
    // One after the other: a Future of the second would end on an event loop that it ends.
    saigon.close().toCompletionStage().toCompletableFuture().get();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @SuppressWarnings("SystemOut")
  private void report(Saigon saigon, int size, int every) throws Exception {
    fetched.set(0);
    requests.set(0);
    UnzipOptions options =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(directory));
    RemoteArchive opened =
        saigon
            .storage()
            .openArchive(S3ObjectDescriptor.of("bucket", "a.zip"), options)
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    AtomicLong needed = new AtomicLong();
    opened
        .extract(entry -> chosen(entry, every, needed))
        .compose(files -> files.delete())
        .toCompletionStage()
        .toCompletableFuture()
        .get();
    // A directory entry takes 46 bytes and its name, a local header 30 and the name.
    long names = opened.entries().stream().mapToLong(e -> e.name().length()).sum();
    long least = needed.get() + 46L * opened.entries().size() + names + 22;
    System.out.printf(
        Locale.ROOT,
        "| 1000 x %d KiB, %.1f MiB | 1 in %d | %d | %d | %d | %.2f |%n",
        size >> 10,
        Files.size(archive) / 1048576.0,
        every,
        requests.get(),
        fetched.get(),
        least,
        (double) fetched.get() / least);
  }

  private static boolean chosen(ArchiveEntry entry, int every, AtomicLong needed) {
    int number = Integer.parseInt(entry.name().replaceAll("\\D", ""));
    boolean wanted = number % every == 0;
    if (wanted) {
      needed.addAndGet(30 + entry.name().length() + entry.compressedSize());
    }
    return wanted;
  }

  private void zip(int files, int size) throws IOException {
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

  private void answer(HttpServerRequest request) {
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
    requests.incrementAndGet();
    fetched.addAndGet(to - from);
    request
        .response()
        .setStatusCode(206)
        .putHeader("ETag", "\"tag\"")
        .putHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size)
        .sendFile(archive.toString(), from, to - from);
  }
}
