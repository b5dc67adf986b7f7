package io.saigon.testkit.internal.s3.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.s3.error.S3Error;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are read and written. */
class XmlTest {
  @Test
  void textsAreReadAsTheyWereWritten() {
    String text = "a<b>&\"'ü漢\uD83D\uDE00 \t";
    byte[] written =
        XmlDocument.of("Root")
            .open("List")
            .element("Item", text)
            .element("Item", 1)
            .close()
            .bytes();
    XmlElement read = XmlElement.parse(written, "Root");
    assertThat(read.child("List").orElseThrow().all("Item"))
        .extracting(XmlElement::text)
        .containsExactly(text, "1");
  }

  @Test
  void quotesAndControlCharactersAreWrittenAsReferences() {
    assertThat(text(XmlDocument.plain("E").element("A", "\"'\u0001\r").bytes()))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<E><A>&quot;&apos;&#x1;&#xd;</A></E>");
  }

  @Test
  void controlCharactersAreReadAsTheyWereWritten() {
    StringBuilder all = new StringBuilder();
    for (char c = 1; c < ' '; c++) {
      all.append(c).append('x');
    }
    byte[] written = XmlDocument.of("Root").element("Item", all).bytes();
    assertThat(XmlElement.parse(written, "Root").required("Item")).isEqualTo(all.toString());
    byte[] decimal = "<Root><Item>&#1;&#031;&#10;</Item></Root>".getBytes(StandardCharsets.UTF_8);
    assertThat(XmlElement.parse(decimal, "Root").required("Item")).isEqualTo("\u0001\u001f\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Root>&#0;</Root>",
        "<Root>\u0001</Root>",
        "",
        "<Other/>",
        "<Root>",
        "<Root></Root><Root/>",
        "<!DOCTYPE Root [<!ENTITY a 'b'>]><Root>&a;</Root>",
        "<!DOCTYPE Root SYSTEM 'file:///etc/passwd'><Root/>",
        "<Root>&unknown;</Root>"
      })
  void whatIsMalformedOrHasEntitiesIsRefused(String document) {
    assertThatThrownBy(() -> XmlElement.parse(document.getBytes(StandardCharsets.UTF_8), "Root"))
        .isInstanceOfSatisfying(S3Error.class, e -> assertThat(e.code()).isEqualTo("MalformedXML"));
  }

  @Test
  void aDocumentThatIsNestedTooDeepIsRefused() {
    String deep = "<Root>" + "<a>".repeat(100_000) + "</a>".repeat(100_000) + "</Root>";
    assertThatThrownBy(() -> XmlElement.parse(deep.getBytes(StandardCharsets.UTF_8), "Root"))
        .isInstanceOf(S3Error.class);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
