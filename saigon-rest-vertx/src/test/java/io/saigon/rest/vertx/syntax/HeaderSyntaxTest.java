package io.saigon.rest.vertx.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderSyntaxTest {
  @Test
  void aNameMayHoldAllCharactersOfATokenAndIsWrittenInLowerCase() {
    assertThat(HeaderSyntax.lowerCase("!#$%&'*+-.^_`|~09AZaz")).isEqualTo("!#$%&'*+-.^_`|~09azaz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\"", "(", ")", ",", "/", ":", ";", "<", "=", ">", "?", "@", "[", "\\", "]", "{", "}",
        "\u0000", "\u001f", "\u007f", "\u0080", "\u00e9", "\u0661"
      })
  void aNameMayHoldNoOtherCharacter(String name) {
    assertThatThrownBy(() -> HeaderSyntax.lowerCase(name))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderSyntax.lowerCase("x" + name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aValueMayHoldAllPrintableCharactersAndTabs() {
    String value = "! \"#~";
    assertThat(HeaderSyntax.folded("x", value)).isEqualTo(value);
    assertThat(HeaderSyntax.folded("x", " a\t  b \t")).isEqualTo("a b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\n", "\r", "\u001f", "\u007f", "\u0080"})
  void aValueMayHoldNoOtherControlCharacter(String value) {
    assertThatThrownBy(() -> HeaderSyntax.check("x", value))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
