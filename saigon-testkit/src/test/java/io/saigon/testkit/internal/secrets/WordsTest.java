package io.saigon.testkit.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words by which secrets are searched, as AWS was seen to split them. */
class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my test | my,test",
        "Mytest | mytest",
        "MyTestPhrase | my,test,phrase",
        "my/test | my,test",
        "prod/AppBeta/1 | prod,app,beta,1",
        "prod-AppBeta/1 | prod-appbeta/1",
        "uat/COMPANY | uat,company",
        "uat/COMPANYthings | uat,compan,ythings",
      })
  void aTextIsSplitAtSeparatorsOfOneKindAndAtCapitals(String text, String words) {
    assertThat(Words.of(text)).isEqualTo(List.of(words.split(",")));
  }

  @ParameterizedTest
  @CsvSource({
    "t o, one and two, true",
    "Two, one two, true",
    "wo, one two, false",
    "one three, one two, false",
    "+, a+b, false",
  })
  void eachWordOfAValueBeginsAWord(String value, String text, boolean matches) {
    assertThat(Words.match(value, text)).isEqualTo(matches);
  }
}
