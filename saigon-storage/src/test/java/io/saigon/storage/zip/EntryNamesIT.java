package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.storage.testing.ZipBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries' names that are refused, and those that only look dangerous. */
class EntryNamesIT extends UnzipFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "..", "../x", "../../../../etc/passwd", "a/../../x", "a/..", "a/b/../c", "./../x", "/etc/x",
        "/", "//server/share/x", "\\\\server\\share\\x", "..\\x", "a\\b", "C:\\x", "C:/x", "c:x",
        "Z:", "\\x", "a/..\\..\\x", "../"
      })
  void aNameThatEscapesTheDirectoryIsRefused(String name) {
    ArchiveException failure = harness.refused(zip().file(name, "x").build());
    assertThat(failure.reason()).isEqualTo(Reason.PATH_ESCAPE);
    assertThat(failure.entry()).isEqualTo(name.replace("\\", "\\u005c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a//b",
        "nul\0.txt",
        "line\nbreak",
        "bell\u0007",
        "del\u007f",
        "CON",
        "con.txt",
        "aux",
        "a/NUL",
        "a/nul.tar.gz",
        "com1",
        "LPT9.x",
        "COM¹",
        "CONIN$",
        "prn .txt",
        "dot.",
        "space ",
        "a./b",
        "a /b",
        "...",
        "xy:z",
        "file.txt:stream",
        "a<b",
        "a>b",
        "a|b",
        "a?b",
        "a*b",
        "quo\"te"
      })
  void aNameThatIsNotPortableIsRefused(String name) {
    assertThat(reason(zip().file(name, "x"))).isEqualTo(Reason.UNSAFE_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "‥/x",
        "．．/x",
        "a∕b",
        "a／b",
        "․․/x",
        "\u202etxt.exe",
        ".hidden",
        "..x",
        "x..y",
        "console",
        "com10",
        "auxiliary.c",
        "%2e%2e/x",
        "~root",
        "$HOME",
        "-rf",
        "名前.txt"
      })
  void aNameThatOnlyLooksDangerousStaysInTheDirectory(String name) {
    assertThat(harness.contents(zip().file(name, "x").build())).hasSize(2).containsKey(name);
  }

  @Test
  void namesOfOneSystemAreAcceptedIfConfigured() {
    byte[] zip = zip().file("aux.c", "x").file("ab:c?", "y").file("AB:C?", "z").build();
    try (var unzipped = harness.unzip(zip, harness.defaults().withPortableNames(false))) {
      assertThat(unzipped.files()).hasSize(4);
    }
    ArchiveException failure =
        harness.refused(
            zip().file("../x", "x").build(), harness.defaults().withPortableNames(false));
    assertThat(failure.reason()).isEqualTo(Reason.PATH_ESCAPE);
  }

  static Stream<Arguments> clashes() {
    return Stream.of(
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("a", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("./a", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("a", "1").file("A", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("straße", "1").file("STRASSE", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("é", "1").file("e\u0301", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/a", "1").file("D/b", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/e/a", "1").file("d/E/b", "2")),
        Arguments.of(Reason.DUPLICATE_NAME, zip().file("d/e/a", "1").file("D/e/b", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("d/a", "1").file("d/a/b/c", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a", "1").file("a/b", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a/b", "1").file("a", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a/b", "1").file("A", "2")),
        Arguments.of(Reason.NAME_CLASH, zip().file("a", "1").directory("a/")));
  }

  @ParameterizedTest
  @MethodSource("clashes")
  void collidingNamesAreRefused(Reason reason, ZipBuilder zip) {
    assertThat(reason(zip)).isEqualTo(reason);
  }

  @Test
  void aDirectoryEntryMayBeRepeated() {
    assertThat(harness.contents(zip().directory("d/").directory("d/").file("d/a", "1").build()))
        .containsOnlyKeys("before.txt", "d/a");
  }

  @Test
  void tooLongAndTooDeepNamesAreRefused() {
    assertThat(reason(zip().file("x".repeat(256), "x"))).isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("é".repeat(128), "x"))).isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("abcdefgh/".repeat(200) + "x", "x")))
        .isEqualTo(Reason.NAME_TOO_LONG);
    assertThat(reason(zip().file("a/".repeat(32) + "x", "x"))).isEqualTo(Reason.TOO_DEEP);
    assertThat(reason(zip().file("a/".repeat(10_000) + "x", "x")))
        .isIn(Reason.TOO_DEEP, Reason.NAME_TOO_LONG);
    assertThat(harness.contents(zip().file("a/".repeat(31) + "x".repeat(255), "x").build()))
        .hasSize(2);
  }
}
