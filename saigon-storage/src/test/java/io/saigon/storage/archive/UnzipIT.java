package io.saigon.storage.archive;

import static io.saigon.testkit.Await.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.StorageFixture;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnzipIT extends StorageFixture {
  @Test
  void anArchiveIsExtractedAndNotKept() throws IOException {
    byte[] zip = new ZipBuilder().file("a.csv", "a").directory("d/").file("d/b.csv", "b").build();
    S3ObjectDescriptor object = uploaded("archive.zip", zip);
    try (Unzipped files = await(storages.storage().unzip(object, storages.unzip()))) {
      assertThat(files.files()).containsExactly(Path.of("a.csv"), Path.of("d/b.csv"));
      assertThat(files.directory().resolve("d/b.csv")).hasContent("b");
      assertThat(storages.left()).containsExactly(files.directory());
    }
  }

  @Test
  void aHostileArchiveLeavesNothing() {
    S3ObjectDescriptor object =
        uploaded("evil.zip", new ZipBuilder().file("a", "a").file("../../evil", "x").build());
    assertThatThrownBy(() -> await(storages.storage().unzip(object, storages.unzip())))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> assertThat(e.reason()).isEqualTo(ArchiveException.Reason.PATH_ESCAPE))
        .hasMessage(
            "s3://%s/evil.zip: Entry '../../evil' leads to a directory above; do not trust this archive"
                .formatted(storages.bucket));
    S3ObjectDescriptor text = uploaded("text.zip", "hello".getBytes(UTF_8));
    assertThatThrownBy(() -> await(storages.storage().unzip(text, storages.unzip())))
        .hasMessage(
            "s3://%s/text.zip: This is not a zip archive; check its name and what was uploaded"
                .formatted(storages.bucket));
  }
}
