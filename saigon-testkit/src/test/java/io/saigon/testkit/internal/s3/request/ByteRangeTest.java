package io.saigon.testkit.internal.s3.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.s3.error.S3Error;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of an object of ten bytes. */
class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0",
    "bytes=0-3, 0, 3",
    "bytes=7-, 7, 9",
    "bytes=-3, 7, 9",
    "bytes=-99, 0, 9",
    "bytes=5-100, 5, 9",
    "bytes=9-9, 9, 9",
    "bytes=2-9223372036854775807, 2, 9",
    "bytes=0000000000000000000003-99999999999999999999, 3, 9",
    "bytes=-99999999999999999999, 0, 9",
  })
  void aRangeIsCutToTheObject(String header, long first, long last) {
    assertThat(ByteRange.parse(header, 10)).isEqualTo(new ByteRange(first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=5-2",
        "bytes=20-19",
        "bytes=0-1,3-4",
        "lines=0-1",
        "bytes=-",
        "bytes=a-b",
        "",
        "0-3"
      })
  void anotherHeaderIsIgnored(String header) {
    assertThat(ByteRange.parse(header, 10)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99-100"})
  void aRangeOutsideIsUnsatisfiable(String header) {
    assertThatThrownBy(() -> ByteRange.parse(header, 10))
        .isInstanceOfSatisfying(
            S3Error.class,
            e -> {
              assertThat(e.status()).isEqualTo(416);
              assertThat(e.facts())
                  .containsEntry("ActualObjectSize", "10")
                  .containsEntry("RangeRequested", header);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
  void anEmptyObjectHasNoRange(String header) {
    assertThatThrownBy(() -> ByteRange.parse(header, 0)).isInstanceOf(S3Error.class);
  }
}
