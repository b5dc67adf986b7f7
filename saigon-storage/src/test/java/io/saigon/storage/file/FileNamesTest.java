package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
  @ParameterizedTest
  @CsvSource({
    "a/b/report.csv, report.csv",
    "report.csv, report.csv",
    "a/b/, b",
    "/, object",
    "///, object",
    "., object",
    ".., object",
    "a/.., object",
    "../../../../etc/passwd, passwd",
    "..\\..\\evil.exe, evil.exe",
    "C:\\Windows\\x.dll, x.dll",
    "C:, C_",
    "a:b?.csv, a_b_.csv",
    "CON, _CON",
    "nul.txt, _nul.txt",
    "lpt1.tar.gz, _lpt1.tar.gz",
    "a/COM¹, _COM¹",
    "conin$.txt, _conin$.txt",
    "'nul .txt', '_nul .txt'",
    "console.txt, console.txt",
    "dots..., dots",
    "' ', object",
    ".hidden, .hidden",
    "漢é😀.csv, 漢é😀.csv",
  })
  void aKeysLastPartBecomesASafeName(String key, String name) {
    assertThat(FileNames.of(key)).isEqualTo(name);
  }

  @Test
  void controlCharactersAreReplaced() {
    assertThat(FileNames.of("a\0b\nc\u007fd")).isEqualTo("a_b_c_d");
  }

  @Test
  void aLongNameIsShortenedAndKeepsItsExtension() {
    assertThat(FileNames.of("x".repeat(1000) + ".csv")).hasSize(200).endsWith("x.csv");
    assertThat(FileNames.of("漢".repeat(300) + ".zip")).isEqualTo("漢".repeat(65) + ".zip");
    assertThat(FileNames.of("x." + "y".repeat(1000))).hasSize(200);
    assertThat(FileNames.of("😀".repeat(100))).isEqualTo("😀".repeat(50));
  }

  @Test
  void anExtensionOfUpToSixteenBytesIsKept() {
    String longest = "." + "y".repeat(15);
    assertThat(FileNames.of("x".repeat(300) + longest)).isEqualTo("x".repeat(184) + longest);
    assertThat(FileNames.of("x".repeat(300) + longest + "y")).isEqualTo("x".repeat(200));
  }

  @Property
  void everyNameIsOneSafePart(@ForAll String key) {
    String name = FileNames.of(key);
    assertThat(name).isNotEmpty().isNotEqualTo(".").isNotEqualTo("..");
    assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(201);
    assertThat(name).doesNotContain("/", "\\", "\0", ":").doesNotEndWith(".").doesNotEndWith(" ");
    Path root = Path.of("/root/of/all");
    assertThat(root.resolve(name).normalize().getParent()).isEqualTo(root);
    assertThat(WindowsNames.isDevice(name)).isFalse();
    assertThat(FileNames.of(name)).isEqualTo(name);
  }
}
