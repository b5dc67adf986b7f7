package io.saigon.storage.archive;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.Saigon;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.testing.ScriptedS3;
import io.saigon.storage.testing.UnzipHarness;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Limits of archives, of local ones and of those in the storage. */
class ArchiveLimitsIT {
  private static final S3ObjectDescriptor SOURCE = S3ObjectDescriptor.of("bucket", "dir/a.zip");
  private static final int BLOCK = 4096;
  private static final int MIB = 1 << 20;

  private UnzipHarness harness;
  private ScriptedS3 s3;
  private Saigon saigon;

  @BeforeEach
  void start() throws IOException {
    harness = new UnzipHarness();
    s3 = new ScriptedS3(harness.vertx);
    saigon = Saigon.create(harness.vertx, s3.options());
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    harness.assertNothingLeft();
    await(saigon.close());
    s3.close();
    harness.close();
  }

  private UnzipOptions within(UnzipLimits limits) {
    return harness.defaults().withLimits(limits);
  }

  private UnzipOptions maxBytes(long bytes) {
    return within(UnzipLimits.defaults().withMaxBytes(bytes));
  }

  private UnzipOptions maxEntries(int entries) {
    return within(UnzipLimits.defaults().withMaxEntries(entries));
  }

  /** Entries each of which implies 31 directories of its own. */
  private static ZipBuilder deep(int entries) {
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < entries; i++) {
      zip.file(i + "/" + "d/".repeat(30) + "f", "");
    }
    return zip;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @Test
  void directoriesThatOnlyNamesImplyCountAsEntries() {
    byte[] zip = deep(10).build();
    try (Unzipped unzipped = harness.unzip(zip, maxEntries(320))) {
      assertThat(unzipped.files()).hasSize(10);
    }
    ArchiveException failure = harness.refused(zip, maxEntries(319));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_MANY_ENTRIES);
    assertThat(failure)
        .hasMessageContaining("more than 319 files and directories")
        .hasMessageContaining("UnzipLimits.maxEntries");
  }

  @Test
  void aSmallArchiveCannotMakeMoreDirectoriesThanTheDefaultsAllow() {
    assertThat(harness.refused(deep(4000).build()).reason()).isEqualTo(Reason.TOO_MANY_ENTRIES);
  }

  @Test
  void directoriesThatSeveralEntriesNeedCountOnce() {
    ZipBuilder zip = new ZipBuilder().directory("a/").directory("a/b/");
    for (int i = 0; i < 20; i++) {
      zip.file("a/b/f" + i, "x");
    }
    try (Unzipped unzipped = harness.unzip(zip.build(), maxEntries(22))) {
      assertThat(unzipped.files()).hasSize(20);
    }
    assertThat(harness.refused(zip.build(), maxEntries(21)).reason())
        .isEqualTo(Reason.TOO_MANY_ENTRIES);
  }

  @Test
  void eachFileAndDirectoryTakesABlockOfTheTotalSize() {
    byte[] zip = new ZipBuilder().file("a/b/c", "12345").file("d", "").directory("e/").build();
    harness.unzip(zip, maxBytes(5 * BLOCK + 5)).close();
    ArchiveException failure = harness.refused(zip, maxBytes(5 * BLOCK + 4));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(failure)
        .hasMessageContaining("more than 20484 bytes together, with 4096 for each file")
        .hasMessageContaining("UnzipLimits.maxBytes");
    byte[] directories = deep(10).build();
    assertThat(harness.refused(directories, maxBytes(319 * BLOCK)).reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void anArchiveLargerThanTheLimitIsRefusedBeforeItsContentArrives() {
    // The content never arrives: an implementation that waits for it would hang.
    s3.then(request -> request.response().putHeader("Content-Length", "40000000").writeHead());
    ArchiveException failure = refused(maxBytes(MIB));
    assertThat(failure)
        .hasMessage(
            "s3://bucket/dir/a.zip: The archive itself has more than 1048576 bytes to be fetched; raise UnzipLimits.maxBytes if you trust it");
  }

  @Test
  void anArchiveOfUnknownLengthIsRefusedAsSoonAsItIsTooLong() {
    s3.then(request -> request.response().setChunked(true).write(Buffer.buffer(random(2 * MIB))));
    assertThat(refused(maxBytes(MIB))).hasMessageContaining("UnzipLimits.maxBytes");
  }

  private ArchiveException refused(UnzipOptions options) {
    ArchiveException failure =
        catchThrowableOfType(
            ArchiveException.class, () -> await(saigon.storage().unzip(SOURCE, options)));
    assertThat(failure.reason()).isEqualTo(Reason.TOO_LARGE);
    harness.assertNothingLeft();
    return failure;
  }

  @Test
  void theLowerOneOfTheDownloadsLimitAndTheArchivesApplies() {
    s3.then(request -> request.response().putHeader("Content-Length", "5000").writeHead());
    UnzipOptions options =
        maxBytes(MIB).withDownload(harness.defaults().download().withMaxBytes(4000));
    assertThatThrownBy(() -> await(saigon.storage().unzip(SOURCE, options)))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.TOO_LARGE))
        .hasMessageContaining("DownloadOptions.maxBytes");
  }

  private RemoteArchive opened(byte[] zip, UnzipOptions options) {
    s3.then(ScriptedS3.range(zip, "\"tag\""));
    return await(saigon.storage().openArchive(SOURCE, options));
  }

  @Test
  void chosenEntriesThatAreLargerInTheArchiveThanTheLimitAreNotFetched() {
    byte[] padded = random(3 * MIB);
    byte[] zip =
        new ZipBuilder()
            .file(
                "padded",
                "small",
                e -> {
                  e.data = padded;
                  e.compressedSize = padded.length;
                })
            .file("small", "small")
            .build();
    RemoteArchive archive = opened(zip, maxBytes(MIB));
    assertThatThrownBy(() -> await(archive.extract(entry -> true)))
        .isInstanceOfSatisfying(
            ArchiveException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE))
        .hasMessageStartingWith("s3://bucket/dir/a.zip: The archive itself has more than");
    assertThat(s3.requests()).as("requests").hasSize(1);
    s3.then(ScriptedS3.range(zip, "\"tag\""));
    await(archive.extract(entry -> entry.name().equals("small"))).close();
  }

  @Test
  void entriesFarApartAreFetchedWithoutWhatIsBetweenThemWhereTheLimitIsLow() {
    ZipBuilder builder = new ZipBuilder();
    for (int i = 0; i < 20; i++) {
      builder.file("wanted" + i, "x").file("between" + i, random(50_000));
    }
    byte[] zip = builder.build();
    RemoteArchive archive = opened(zip, maxBytes(100_000));
    for (int i = 0; i < 20; i++) {
      s3.then(ScriptedS3.range(zip, "\"tag\""));
    }
    try (Unzipped files = await(archive.extract(entry -> entry.name().startsWith("wanted")))) {
      assertThat(files.files()).hasSize(20);
    }
  }
}
