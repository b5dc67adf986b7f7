package io.saigon.testkit.internal.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Command lines of the program. */
class FlagsTest {
  @Test
  void aValueFollowsItsOptionOrItsEqualsSign() {
    Flags flags = Flags.of("--port", "4566", "--fixture=a=b.json", "--https", "--expose=true");
    assertThat(flags.number(Flag.PORT, 0)).isEqualTo(4566);
    assertThat(flags.text(Flag.FIXTURE)).isEqualTo("a=b.json");
    assertThat(flags.has(Flag.HTTPS)).isTrue();
    assertThat(flags.has(Flag.EXPOSE)).isTrue();
  }

  @Test
  void anEmptyValueIsNone() {
    Flags flags = Flags.of("--port=", "--seed=", "--https=", "--expose=false");
    assertThat(flags.number(Flag.PORT, 7)).isEqualTo(7);
    assertThat(flags.text(Flag.SEED)).isEmpty();
    assertThat(flags.has(Flag.HTTPS)).isFalse();
    assertThat(flags.has(Flag.EXPOSE)).isFalse();
  }

  @Test
  void theLastOfTwoValuesHolds() {
    assertThat(Flags.of("--port=1", "--port", "2").number(Flag.PORT, 0)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--colour=red | there is no option --colour; --help lists those there are",
        "-p | there is no option -p; --help lists those there are",
        "start | there is no option start; --help lists those there are",
        "--port | --port needs a value",
        "--https=maybe | --https is true or false, but not maybe",
      })
  void aMistakeIsNamed(String argument, String message) {
    assertThatThrownBy(() -> Flags.of(argument))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aNumberThatIsNoneIsNamed() {
    assertThatThrownBy(() -> Flags.of("--port=many").number(Flag.PORT, 0))
        .hasMessage("--port must be a number, but is many");
  }

  @ParameterizedTest
  @EnumSource
  void theHelpListsEachOption(Flag flag) {
    assertThat(Flags.help()).contains("  " + flag + " ");
  }

  @Test
  void onlyExhaustedMemoryEndsTheProcess() {
    assertThat(HeapGuard.isExhaustion(new IllegalStateException(new OutOfMemoryError()))).isTrue();
    assertThat(HeapGuard.isExhaustion(new StackOverflowError())).isFalse();
    assertThat(HeapGuard.isExhaustion(null)).isFalse();
  }
}
