package io.saigon.storage.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.ArchiveException.Reason;
import io.saigon.api.storage.UnzipLimits;
import io.saigon.storage.file.FileNames;
import io.saigon.storage.file.WindowsNames;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules alone; {@link EntryNamesIT} shows them with archives. */
class EntryNamesTest {
  private static final Path ROOT = Path.of("/root/of/all");

  private final EntryNames portable = new EntryNames(UnzipLimits.defaults(), true);

  private static Reason reason(EntryNames names, String name) {
    ArchiveException failure =
        catchThrowableOfType(ArchiveException.class, () -> names.parts(name));
    assertThat(failure).as("refused").isNotNull();
    return failure.reason();
  }

  @Test
  void aPathIsSplitIntoItsParts() {
    assertThat(portable.parts("a/b.txt")).containsExactly("a", "b.txt");
    assertThat(portable.parts("a/b/")).containsExactly("a", "b");
    assertThat(portable.parts("./a/./b")).containsExactly("a", "b");
    assertThat(portable.parts("./")).isEmpty();
  }

  @Test
  void archivesAndObjectKeysRefuseTheSameDevices() {
    for (String name : List.of("nul.txt", "COM¹", "conin$", "prn .x", "LPT0")) {
      assertThat(reason(portable, "a/" + name)).as(name).isEqualTo(Reason.UNSAFE_NAME);
      assertThat(FileNames.of("a/" + name)).isEqualTo("_" + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nul", "a.", "a ", "a<b", "xy:z", "a\"b", "a|b", "a?b", "a*b", "a>b"})
  void aNameThatIsNotPortableIsAcceptedOnlyIfAllowed(String name) {
    assertThat(reason(portable, name)).isEqualTo(Reason.UNSAFE_NAME);
    boolean windows = File.separatorChar == '\\';
    EntryNames local = new EntryNames(UnzipLimits.defaults(), false);
    assertThat(local.portable()).isEqualTo(windows);
    if (!windows) {
      assertThat(local.parts(name)).containsExactly(name);
    }
  }

  @Test
  void aDriveLetterIsNoFileName() {
    EntryNames local = new EntryNames(UnzipLimits.defaults(), false);
    assertThat(reason(local, "c:")).isEqualTo(Reason.PATH_ESCAPE);
    assertThat(reason(local, "Z:x")).isEqualTo(Reason.PATH_ESCAPE);
    assertThat(reason(portable, "1:x")).isEqualTo(Reason.UNSAFE_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0001", "line\nbreak", "\u001f/b", "a/del\u007f"})
  void aControlCharacterIsRefusedOnEverySystem(String name) {
    EntryNames local = new EntryNames(UnzipLimits.defaults(), false);
    assertThat(reason(local, name)).isEqualTo(Reason.UNSAFE_NAME);
  }

  @Test
  void aCharacterIsRefusedAtEveryPosition() {
    assertThat(reason(portable, "\\x")).isEqualTo(Reason.PATH_ESCAPE);
    assertThat(reason(portable, "<x")).isEqualTo(Reason.UNSAFE_NAME);
    assertThat(portable.portable()).isTrue();
  }

  @Test
  void lengthsAndDepthsAreAcceptedUpToTheirLimits() {
    String longest = "x".repeat(255);
    assertThat(portable.parts(longest)).containsExactly(longest);
    assertThat(reason(portable, longest + "x")).isEqualTo(Reason.NAME_TOO_LONG);
    String bytes = "é".repeat(127) + "x";
    assertThat(portable.parts(bytes)).containsExactly(bytes);
    assertThat(reason(portable, bytes + "x")).isEqualTo(Reason.NAME_TOO_LONG);
    EntryNames narrow =
        new EntryNames(UnzipLimits.defaults().withMaxDepth(2).withMaxNameBytes(5), true);
    assertThat(narrow.parts("a/b")).hasSize(2);
    assertThat(reason(narrow, "a/b/c")).isEqualTo(Reason.TOO_DEEP);
    assertThat(narrow.parts("abcde")).hasSize(1);
    assertThat(reason(narrow, "abcdef")).isEqualTo(Reason.NAME_TOO_LONG);
  }

  @Property
  void acceptedNamesStayBelowTheDirectoryAndArePortable(@ForAll("paths") String name) {
    Throwable failure = catchThrowable(() -> portable.parts(name));
    if (failure != null) {
      assertThat(failure).isInstanceOf(ArchiveException.class);
      return;
    }
    Path path = ROOT;
    for (String part : portable.parts(name)) {
      assertThat(part).isNotEmpty().isNotEqualTo("..").doesNotContain("/", "\\", ":");
      assertThat(part).doesNotEndWith(".").doesNotEndWith(" ");
      assertThat(WindowsNames.isDevice(part)).isFalse();
      path = path.resolve(part);
    }
    assertThat(path.normalize()).isEqualTo(path).startsWithRaw(ROOT);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings().withChars("./\\: anulCO1M¹?\u0001x").ofMaxLength(12);
  }
}
