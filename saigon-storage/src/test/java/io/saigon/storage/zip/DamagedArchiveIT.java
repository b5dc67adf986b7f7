package io.saigon.storage.zip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.storage.testing.ZipBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged archives, and files that are no archives. */
class DamagedArchiveIT extends UnzipFixture {
  @ParameterizedTest
  @ValueSource(strings = {"", "P", "<html>not found</html>", "PK\5\6"})
  void filesThatAreNoArchivesAreRefused(String text) {
    ArchiveException failure = harness.refused(text.getBytes(UTF_8));
    assertThat(failure.reason()).isEqualTo(Reason.NOT_AN_ARCHIVE);
    assertThat(failure)
        .hasMessage(
            harness.archive()
                + ": This is not a zip archive; check its name and what was uploaded");
  }

  @Test
  void anArchiveThatWasCutOffAnywhereIsRefused() {
    byte[] zip = zip().file("dir/x.csv", "1;2;3\n".repeat(30)).build();
    for (int length = 4; length < zip.length; length++) {
      assertThat(harness.refused(Arrays.copyOf(zip, length)).reason())
          .as("cut at %d", length)
          .isEqualTo(Reason.TRUNCATED);
    }
  }

  @Test
  void anArchiveWithAnyBitTurnedIsExtractedWholeOrNotAtAll() {
    byte[] zip = zip().file("dir/x.csv", "1;2;3\n".repeat(30)).build();
    Map<String, byte[]> whole = harness.contents(zip);
    int refused = 0;
    for (int bit = 0; bit < zip.length * 8; bit += 5) {
      byte[] turned = zip.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      try {
        // Times, versions and the names themselves have no checksum in a zip.
        assertThat(harness.contents(turned).values())
            .usingElementComparator(Arrays::compare)
            .containsExactlyInAnyOrderElementsOf(whole.values());
      } catch (ArchiveException expected) {
        refused++;
      }
      harness.assertNothingLeft();
    }
    assertThat(refused).isGreaterThan(zip.length * 4 / 5);
  }

  @Test
  void anArchiveInAnArchiveIsOneFile() {
    byte[] inner = zip().build();
    assertThat(harness.contents(new ZipBuilder().file("inner.zip", inner).build()))
        .containsOnlyKeys("inner.zip")
        .containsEntry("inner.zip", inner);
  }

  @Test
  void aDirectoryThatDoesNotExistIsNamed() {
    Path missing = harness.directory().resolve("missing");
    var wrong =
        UnzipOptions.defaults().withDownload(DownloadOptions.defaults().withDirectory(missing));
    byte[] zip = zip().build();
    assertThatThrownBy(() -> harness.unzip(zip, wrong))
        .isInstanceOfSatisfying(
            LocalFileException.class,
            e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NOT_FOUND))
        .hasMessageContaining(missing + " does not exist");
    harness.assertNothingLeft();
  }
}
