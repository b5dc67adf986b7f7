package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The code that README and the other pages show is code that the build compiles. */
class SnippetsTest {
  private static final Path ROOT = Modules.HOME.getParent();
  private static final String PAGE =
      """
      text
      <!-- snippet: A.java#body -->
      ```java
      old
      ```
      """;

  @TempDir private Path directory;

  /** README, and the pages below docs where there are any. */
  static List<Path> pages() throws IOException {
    Path docs = ROOT.resolve("docs");
    try (Stream<Path> files = Files.isDirectory(docs) ? Files.walk(docs) : Stream.empty()) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              files.filter(file -> file.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageShowsItsSnippetsAsTheirSourcesHaveThem(Path page) throws IOException {
    Golden.check(page, Snippets.renewed(Files.readString(page), ROOT));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void allCodeOfAPageIsASnippetOfASource(Path page) throws IOException {
    assertThat(Snippets.untested(Files.readString(page))).isEmpty();
  }

  @Test
  void aSnippetIsTheTaggedRegionWithoutItsIndentationAndOtherTags() throws IOException {
    write(
        "class A {\n"
            + "  // tag::body[]\n"
            + "  int a;\n"
            + "  // tag::b[]\n"
            + "    int b; // $1\n"
            + "  // end::body[]\n"
            + "}\n");

    assertThat(Snippets.renewed(PAGE, directory))
        .isEqualTo(PAGE.replace("old\n", "int a;\n  int b; // $1\n"));
  }

  @Test
  void withoutATagASnippetIsTheWholeFile() throws IOException {
    write("class A {}\n");

    assertThat(Snippets.renewed(PAGE.replace("#body", ""), directory))
        .isEqualTo(PAGE.replace("#body", "").replace("old\n", "class A {}\n"));
  }

  @Test
  void aSnippetWithoutASourceIsAnErrorThatNamesIt() throws IOException {
    assertThatThrownBy(() -> Snippets.renewed(PAGE, directory))
        .hasMessage("The snippet A.java#body names no file");
    write("class A {}\n");
    assertThatThrownBy(() -> Snippets.renewed(PAGE, directory))
        .hasMessage("The snippet A.java#body needs one line with tag::body[], and its file has 0");
  }

  @Test
  void aBlockOfCodeWithoutASnippetsCommentIsFound() {
    assertThat(Snippets.untested(PAGE)).isEmpty();
    assertThat(Snippets.untested("text\n```shell\nls\n```\n")).isEmpty();
    assertThat(Snippets.untested(PAGE + "more\n```xml\n<a/>\n```\n"))
        .containsExactly("```xml <a/>");
  }

  private void write(String text) throws IOException {
    Files.writeString(directory.resolve("A.java"), text);
  }
}
