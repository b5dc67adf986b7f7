package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.api.storage.Unzipped;
import io.saigon.storage.file.FileNames;
import io.saigon.storage.testing.ZipBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known path traversals in entries' names and objects' keys, with every prefix and suffix: either
 * refused, or a file within the directory.
 */
class HostileNamesIT extends UnzipFixture {
  private static final List<String> BEGINNINGS =
      List.of(
          "",
          "/",
          "//",
          "./",
          "../",
          "a/",
          "a/../",
          "a/./../",
          "\\",
          "..\\",
          "C:",
          "C:\\",
          "C:/",
          "c:",
          "\\\\host\\share\\",
          "//host/share/",
          "\\\\?\\C:\\",
          "\\\\.\\",
          "file:///",
          "~/",
          "a\0/",
          "%2e%2e/",
          "‥/",
          "．．／",
          "..∕",
          "..／",
          "\u2024\u2024/",
          "\ufeff../",
          "\u202e../",
          "..\u00a0/",
          ".. /",
          "... /",
          "..;/",
          "a/b/../../../");
  private static final List<String> MIDDLES =
      List.of(
          "x",
          "..",
          ".",
          "etc/passwd",
          "CON",
          "nul.txt",
          "com1",
          "LPT¹.log",
          "AUX .c",
          "x.",
          "x ",
          "x:stream",
          "x::$DATA",
          "a\nb",
          "a\u0007b",
          "a\u001b[2Jb",
          "a\u007fb",
          "x\0.txt",
          "x?",
          "x*",
          "x|y",
          "<x>",
          "\"x\"",
          "é",
          "e\u0301",
          "İ",
          "ı",
          "ß",
          "ﬁ",
          "Å",
          "\u212b",
          "\ud83d",
          "\u202egpj.exe",
          "x\u200b",
          "x".repeat(300),
          "é".repeat(200),
          "-rf",
          "$HOME",
          "`id`",
          "a/".repeat(40),
          "a/".repeat(10_000),
          "a".repeat(20_000));
  private static final List<String> ENDINGS = List.of("", "/", "/..", ".", "\\", "\0");

  private static int tried;
  private static int refused;
  private static int keys;

  @AfterAll
  static void mostNamesAreRefusedAndSomeAccepted() {
    System.out.printf(
        "Hostile names of entries tried: %d, of which %d were refused; hostile keys: %d%n",
        tried, refused, keys);
    assertThat(refused).isBetween(tried / 2, tried - 100);
  }

  private static List<String> names(
      List<String> beginnings, List<String> middles, List<String> endings) {
    List<String> names = new ArrayList<>();
    for (String beginning : beginnings) {
      for (String middle : middles) {
        for (String ending : endings) {
          names.add(beginning + middle + ending);
        }
      }
    }
    return names;
  }

  /** A sample: each takes an archive of its own, and so some time. */
  private static Set<String> entries() {
    Set<String> entries = new LinkedHashSet<>(names(BEGINNINGS, MIDDLES, List.of("")));
    entries.addAll(names(BEGINNINGS, List.of("x", ".."), ENDINGS));
    entries.addAll(names(List.of("", "a/"), MIDDLES, ENDINGS));
    return entries;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noEntryEscapesTheDirectory(boolean portable) throws IOException {
    var options =
        harness
            .defaults()
            .withPortableNames(portable)
            .withLimits(UnzipLimits.defaults().withMaxNameBytes(60_000));
    for (String name : portable ? entries() : names(BEGINNINGS, List.of("x", ".."), ENDINGS)) {
      // A name cannot be longer than its length field allows.
      if (name.length() > 60_000) {
        continue;
      }
      tried++;
      byte[] zip =
          new ZipBuilder().file("first", "1").file(name, name.endsWith("/") ? "" : "2").build();
      try (Unzipped unzipped = harness.unzip(zip, options)) {
        assertContained(unzipped, name);
      } catch (ArchiveException refusal) {
        refused++;
        assertThat(refusal.getMessage())
            .as("fit for a log")
            .doesNotContain("\n", "\0", "\u001b", "\u202e")
            .hasSizeLessThan(600);
      }
      harness.assertNothingLeft();
    }
  }

  private static void assertContained(Unzipped unzipped, String name) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        unzipped.directory(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            assertThat(attributes.isRegularFile()).as("kind of %s", name).isTrue();
            found.add(unzipped.directory().relativize(file));
            return FileVisitResult.CONTINUE;
          }
        });
    assertThat(found).as(name).containsExactlyInAnyOrderElementsOf(unzipped.files());
    for (Path file : unzipped.files()) {
      Path resolved = unzipped.directory().resolve(file);
      assertThat(resolved.normalize())
          .as(name)
          .isEqualTo(resolved)
          .startsWith(unzipped.directory());
      assertThat(Files.exists(resolved, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
  }

  @Test
  void noKeyEscapesTheDirectory() {
    Path directory = harness.directory().toAbsolutePath();
    for (String key : names(BEGINNINGS, MIDDLES, ENDINGS)) {
      keys++;
      Path file = directory.resolve(FileNames.of(key));
      assertThat(file.normalize()).isEqualTo(file);
      assertThat(file.getParent()).isEqualTo(directory);
      try {
        Files.delete(Files.createFile(file));
      } catch (IOException e) {
        throw new UncheckedIOException(key, e);
      }
      harness.assertNothingLeft();
    }
  }
}
