package io.saigon.rest.vertx.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
  private static String encoded(String text) {
    ByteWriter out = new ByteWriter(1);
    PercentEncoding.encode(out, text);
    return out.text(0, out.length);
  }

  private static String canonical(String text) {
    ByteWriter out = new ByteWriter(1);
    for (int i = 0; i < text.length(); i++) {
      i = PercentEncoding.canonicalAt(out, text, i);
    }
    return out.text(0, out.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\u007f",
        "\u0080",
        "\u07ff",
        "\u0800",
        "\ud7ff",
        "\ue000",
        "\uffff",
        "\ud800\udc00",
        "\udbff\udfff"
      })
  void theFirstAndLastCharactersOfEachLengthAreEncodedAsUtf8(String character) {
    assertThat(encoded(character)).isEqualTo(URLEncoder.encode(character, UTF_8));
  }

  @Test
  void unreservedCharactersStayAsTheyAreAndNoOthersDo() {
    String unreserved = "ABCXYZabcxyz0123456789-._~";
    assertThat(encoded(unreserved)).isEqualTo(unreserved);
    assertThat(encoded("@[`{/:,^!*'()+ ")).doesNotContainPattern("[^%0-9A-F]").hasSize(45);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud800", "\ud800x", "\udc00"})
  void halfOfASurrogatePairIsRefused(String text) {
    assertThatThrownBy(() -> encoded(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "%41, A",
    "%7e, ~",
    "%7E, ~",
    "%00, %00",
    "%0a, %0A",
    "%a0, %A0",
    "%ff, %FF",
    "%2f, %2F",
    "a%20b, a%20b",
    "a b, a%20b",
    "%2541, %2541"
  })
  void anEncodedCharacterIsWrittenInTheOneCanonicalWay(String text, String canonical) {
    assertThat(canonical(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "a%4", "%4g", "%g4", "%-1", "%+1", "% 1", "%\uff11\uff11"})
  void aPercentSignWithoutTwoDigitsIsRefused(String text) {
    assertThatThrownBy(() -> canonical(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encode a literal % as %25");
    assertThat(PercentEncoding.byteAt(text, text.indexOf('%'))).isEqualTo(-1);
  }
}
