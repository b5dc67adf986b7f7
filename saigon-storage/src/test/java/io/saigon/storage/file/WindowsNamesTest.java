package io.saigon.storage.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsNamesTest {
  private static final List<String> DEVICES =
      Stream.concat(
              Stream.of("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"),
              Stream.of("COM", "LPT").flatMap(WindowsNamesTest::ports))
          .toList();

  private static Stream<String> ports(String port) {
    return Stream.concat(
        IntStream.rangeClosed(0, 9).mapToObj(digit -> port + digit),
        Stream.of("¹", "²", "³").map(digit -> port + digit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CON",
        "con",
        "Prn",
        "aux",
        "nul",
        "CONIN$",
        "conout$",
        "COM1",
        "lpt9",
        "COM0",
        "COM¹",
        "lpt²",
        "com³",
        "nul.txt",
        "nul.tar.gz",
        "NUL.",
        "nul .txt",
        "nul  ",
        "com¹.log",
        "CON:stream",
        "aux .c"
      })
  void devicesAreRecognizedInAnyCaseWithExtensionsAndSpaces(String name) {
    assertThat(WindowsNames.isDevice(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "console",
        "conin",
        "CONIN",
        "com",
        "com10",
        "com⁴",
        "com1a",
        "lptx",
        "auxiliary.c",
        " nul",
        "_nul",
        "nul_.txt",
        "null",
        "x.nul",
        "prn-1"
      })
  void namesThatOnlyResembleADeviceAreAccepted(String name) {
    assertThat(WindowsNames.isDevice(name)).isFalse();
  }

  @Property
  void aDeviceNameIsRecognizedWhateverFollowsIt(
      @ForAll("devices") String device, @ForAll("endings") String ending) {
    assertThat(WindowsNames.isDevice(device + ending)).isTrue();
    assertThat(WindowsNames.isDevice("x" + device + ending)).isFalse();
    assertThat(WindowsNames.isDevice(device + "x" + ending)).isFalse();
  }

  /**
   * Checks another formulation of the rule: the part before the first dot or colon is looked up.
   */
  @Property
  void aNameIsADeviceByWhatIsBeforeItsFirstDot(@ForAll("names") String name) {
    String base = name.split("[.:]", 2)[0].stripTrailing().toUpperCase(Locale.ROOT);
    assertThat(WindowsNames.isDevice(name)).isEqualTo(DEVICES.contains(base));
  }

  @Provide
  Arbitrary<String> devices() {
    return Combinators.combine(Arbitraries.of(DEVICES), Arbitraries.of(true, false))
        .as((device, lower) -> lower ? device.toLowerCase(Locale.ROOT) : device);
  }

  @Provide
  Arbitrary<String> endings() {
    Arbitrary<String> spaces = Arbitraries.strings().withChars(' ').ofMaxLength(3);
    Arbitrary<String> rest = Arbitraries.strings().ofMaxLength(10).map(text -> "." + text);
    return Combinators.combine(spaces, Arbitraries.oneOf(Arbitraries.just(""), rest))
        .as(String::concat);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("CONIPRNAUXULMT$01¹² .:conxul").ofMaxLength(8);
  }

  @ParameterizedTest
  @CsvSource({
    "name, name",
    "name., name",
    "'name ', name",
    "'name. . ', name",
    "a.b, a.b",
    "' a', ' a'",
    ".a, .a",
    "., ''",
    "'', ''"
  })
  void dotsAndSpacesAtTheEndAreDropped(String name, String kept) {
    assertThat(WindowsNames.trimEnd(name)).isEqualTo(kept);
  }

  @Property
  void trimmedNamesEndInNeitherDotNorSpace(@ForAll String name) {
    String kept = WindowsNames.trimEnd(name);
    assertThat(kept).doesNotEndWith(".").doesNotEndWith(" ");
    assertThat(name).startsWith(kept);
    assertThat(name.substring(kept.length())).matches("[. ]*");
  }
}
