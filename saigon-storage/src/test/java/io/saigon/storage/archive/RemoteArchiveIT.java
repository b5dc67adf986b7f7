package io.saigon.storage.archive;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.ArchiveEntry;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.StorageFixture;
import io.saigon.storage.testing.ZipBuilder;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RemoteArchiveIT extends StorageFixture {
  private RemoteArchive archive(String key, ZipBuilder zip) {
    S3ObjectDescriptor object = S3ObjectDescriptor.of(storages.bucket, key);
    await(storages.storage().upload(object, Buffer.buffer(zip.build())));
    return await(storages.storage().openArchive(object, storages.unzip()));
  }

  private byte[] content(RemoteArchive archive, String name) {
    ArchiveEntry entry =
        archive.entries().stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    return await(
            archive
                .open(entry)
                .compose(
                    stream -> {
                      Promise<Buffer> whole = Promise.promise();
                      Buffer read = Buffer.buffer();
                      stream
                          .exceptionHandler(whole::fail)
                          .endHandler(end -> whole.complete(read))
                          .handler(read::appendBuffer);
                      return whole.future();
                    }))
        .getBytes();
  }

  @Test
  void entriesAreListedAndReadOneByOne() {
    byte[] large = random(5_000_000);
    RemoteArchive archive =
        archive(
            "mixed.zip",
            new ZipBuilder()
                .file("a.csv", "1;2;3\n".repeat(200_000))
                .directory("d/")
                .file("d/large.bin", large)
                .file("d/stored", large, e -> e.method = ZipBuilder.STORED)
                .file("empty", ""));
    assertThat(archive.entries())
        .extracting(ArchiveEntry::name)
        .containsExactly("a.csv", "d/", "d/large.bin", "d/stored", "empty");
    assertThat(archive.entries().get(0).size()).isEqualTo(1_200_000);
    assertThat(archive.entries().get(1).directory()).isTrue();
    assertThat(content(archive, "a.csv")).asString().isEqualTo("1;2;3\n".repeat(200_000));
    for (String name : new String[] {"d/large.bin", "d/stored"}) {
      byte[] read = content(archive, name);
      assertThat(Arrays.mismatch(read, large)).as("first difference of %s", name).isEqualTo(-1);
    }
    assertThat(content(archive, "empty")).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> archive.open(archive.entries().get(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> archive.open(new ArchiveEntry("other", 1, 1, null)));
  }

  @Test
  void chosenEntriesAreExtracted() {
    ZipBuilder zip = new ZipBuilder();
    for (int i = 0; i < 60; i++) {
      zip.file("day-" + i + ".csv", random(20_000 + i));
    }
    RemoteArchive archive = archive("days.zip", zip);
    try (Unzipped files = await(archive.extract(entry -> entry.name().endsWith("7.csv")))) {
      assertThat(files.files())
          .containsExactly(
              Path.of("day-7.csv"),
              Path.of("day-17.csv"),
              Path.of("day-27.csv"),
              Path.of("day-37.csv"),
              Path.of("day-47.csv"),
              Path.of("day-57.csv"));
      assertThat(files.directory().resolve("day-47.csv")).hasBinaryContent(random(20_047));
      assertThat(storages.left()).containsExactly(files.directory());
    }
    try (Unzipped none = await(archive.extract(entry -> false))) {
      assertThat(none.files()).isEmpty();
    }
    try (Unzipped all = await(archive.extract(entry -> true))) {
      assertThat(all.files()).hasSize(60);
    }
  }

  @Test
  void aLargeDirectoryIsFetchedWhenTheEndDoesNotHoldIt() {
    ZipBuilder zip = new ZipBuilder().change(z -> z.zip64 = true);
    for (int i = 0; i < 3000; i++) {
      zip.file("a-rather-long-directory-name/and-a-long-file-name-" + i + ".csv", "content " + i);
    }
    RemoteArchive archive = archive("many.zip", zip);
    assertThat(archive.entries()).hasSize(3000);
    assertThat(content(archive, "a-rather-long-directory-name/and-a-long-file-name-2999.csv"))
        .asString(UTF_8)
        .isEqualTo("content 2999");
  }

  @Test
  void onlyChosenEntriesMustBeSafe() {
    RemoteArchive archive =
        archive("evil.zip", new ZipBuilder().file("good", "good").file("../evil", "evil"));
    try (Unzipped files = await(archive.extract(entry -> entry.name().equals("good")))) {
      assertThat(files.files()).containsExactly(Path.of("good"));
    }
    assertThatThrownBy(() -> await(archive.extract(entry -> true)))
        .isInstanceOfSatisfying(
            ArchiveException.class, e -> assertThat(e.reason()).isEqualTo(Reason.PATH_ESCAPE));
  }

  @Test
  void damageIsFoundInStreamsAndFiles() {
    RemoteArchive archive =
        archive("damaged.zip", new ZipBuilder().file("bad", random(300_000), e -> e.crc ^= 1));
    assertThatThrownBy(() -> content(archive, "bad"))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CHECKSUM_MISMATCH));
    assertThatThrownBy(() -> await(archive.extract(entry -> true)))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.CHECKSUM_MISMATCH));
  }

  @Test
  void contentOfAReplacedArchiveIsNotMixed() {
    RemoteArchive archive = archive("replaced.zip", new ZipBuilder().file("a", random(1000)));
    archive("replaced.zip", new ZipBuilder().file("a", random(1001)));
    assertThatThrownBy(() -> content(archive, "a"))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.CHANGED));
  }

  @Test
  void filesThatAreNoArchivesAreRefused() {
    S3ObjectDescriptor text = S3ObjectDescriptor.of(storages.bucket, "text");
    for (String content : new String[] {"", "hello"}) {
      await(storages.storage().upload(text, Buffer.buffer(content)));
      assertThatThrownBy(() -> await(storages.storage().openArchive(text)))
          .isInstanceOf(ArchiveException.class)
          .hasMessageStartingWith("s3://" + storages.bucket + "/text: This is not a zip archive");
    }
    assertThatThrownBy(
            () ->
                await(
                    storages
                        .storage()
                        .openArchive(S3ObjectDescriptor.of(storages.bucket, "missing"))))
        .isInstanceOf(NotFoundException.class);
  }
}
