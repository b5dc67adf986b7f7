package io.saigon.benchmarks;

import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.Saigon;
import io.saigon.api.SaigonOptions;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Chosen entries of archives by ranged reads: bytes fetched beside bytes needed. */
public final class RangedExtraction {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  private final AtomicLong fetched = new AtomicLong();
  private final AtomicInteger requests = new AtomicInteger();
  private final Vertx vertx = Vertx.vertx();
  private Buffer archive = Buffer.buffer();

  private RangedExtraction() {}

  /** Prints a table. */
  public static void main(String[] args) throws Exception {
    new RangedExtraction().run();
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
      archive = zip(1000, size);
      for (int every : new int[] {1000, 100, 10, 1}) {
        report(saigon, size, every);
      }
    }
    saigon.close().eventually(vertx::close).toCompletionStage().toCompletableFuture().get();
  }

  @SuppressWarnings("SystemOut")
  private void report(Saigon saigon, int size, int every) throws Exception {
    fetched.set(0);
    requests.set(0);
    RemoteArchive opened =
        saigon
            .storage()
            .openArchive(S3ObjectDescriptor.of("bucket", "a.zip"))
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
        archive.length() / 1048576.0,
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

  private static Buffer zip(int files, int size) throws IOException {
    byte[] content = new byte[size];
    Random random = new Random(size);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (int i = 0; i < files; i++) {
        random.nextBytes(content);
        out.putNextEntry(new ZipEntry("file-" + i));
        out.write(content);
        out.closeEntry();
      }
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private void answer(HttpServerRequest request) {
    long size = archive.length();
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
        .end(archive.slice((int) from, (int) to));
  }
}
