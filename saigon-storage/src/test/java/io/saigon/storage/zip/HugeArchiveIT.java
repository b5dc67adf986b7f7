package io.saigon.storage.zip;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive of 100 GiB, of which only the ends are real. */
class HugeArchiveIT {
  private static final long GAP = 100L << 30;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");
  private static final byte[] CONTENT = new byte[50_000];

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong served = new AtomicLong();
  private final ZipBuilder zip = new ZipBuilder();
  private final byte[] real = build();
  private final HttpServer server = vertx.createHttpServer().requestHandler(this::answer);
  private final Saigon saigon = start();
  @TempDir private Path tempDir;

  private byte[] build() {
    new Random(1).nextBytes(CONTENT);
    zip.zip64 = true;
    zip.gap = GAP;
    zip.gapIn = 1;
    return zip.file("first.bin", CONTENT)
        .file(
            "huge.bin",
            new byte[0],
            e -> {
              e.method = ZipBuilder.STORED;
              e.data = new byte[0];
              e.size = GAP;
              e.compressedSize = GAP;
            })
        .file("last.bin", CONTENT)
        .build();
  }

  private Saigon start() {
    await(server.listen(0, "127.0.0.1"));
    return Saigon.create(
        vertx,
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort()))
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKIDEXAMPLE", "secret"))));
  }

  private void answer(HttpServerRequest request) {
    long size = real.length + GAP;
    Matcher range = RANGE.matcher(request.getHeader("Range"));
    assertThat(range.matches()).isTrue();
    boolean suffix = range.group(1).isEmpty();
    long from = suffix ? size - Long.parseLong(range.group(2)) : Long.parseLong(range.group(1));
    from = Math.max(0, from);
    long to = suffix || range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    Buffer body = Buffer.buffer(new byte[(int) (to - from + 1)]);
    for (long at = from; at <= to; at++) {
      if (at < zip.gapAt) {
        body.setByte((int) (at - from), real[(int) at]);
      } else if (at >= zip.gapAt + GAP) {
        body.setByte((int) (at - from), real[(int) (at - GAP)]);
      }
    }
    served.addAndGet(body.length());
    request
        .response()
        .setStatusCode(206)
        .putHeader("ETag", "\"tag\"")
        .putHeader("Content-Range", "bytes " + from + "-" + to + "/" + size)
        .end(body);
  }

  @AfterEach
  void stop() {
    await(saigon.close());
    await(vertx.close());
  }

  @Test
  void entriesAreReadWithoutFetchingTheRest() {
    UnzipOptions options =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(tempDir));
    RemoteArchive archive =
        await(saigon.storage().openArchive(S3ObjectDescriptor.of("bucket", "huge.zip"), options));
    assertThat(archive.info().size()).isEqualTo(real.length + GAP);
    assertThat(archive.entries())
        .extracting(ArchiveEntry::size)
        .containsExactly(50_000L, GAP, 50_000L);
    long forTheDirectory = served.getAndSet(0);
    assertThat(forTheDirectory).isLessThanOrEqualTo(128 << 10);
    try (Unzipped files = await(archive.extract(entry -> !entry.name().equals("huge.bin")))) {
      assertThat(files.files()).containsExactly(Path.of("first.bin"), Path.of("last.bin"));
      assertThat(files.directory().resolve("last.bin")).hasBinaryContent(CONTENT);
    }
    long needed = 2 * zipped();
    assertThat(served.get()).as("bytes fetched for %d", needed).isBetween(needed, needed + 1000);
    assertThatThrownBy(() -> await(archive.extract(entry -> true)))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> assertThat(e.reason()).isEqualTo(ArchiveException.Reason.TOO_LARGE));
  }

  private static long zipped() {
    return ZipBuilder.deflate(CONTENT).length;
  }
}
