package io.saigon.testkit.internal.s3.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators of conditions, and the ranges of addresses that one of them has. */
class ConditionOperatorTest {
  private static ConditionOperator operator(String name) {
    return Objects.requireNonNull(ConditionOperator.of(name));
  }

  @ParameterizedTest
  @CsvSource({
    "IpAddress, 127.0.0.1, 127.0.0.0/8, true",
    "IpAddress, 128.0.0.1, 127.0.0.0/8, false",
    "IpAddress, 10.1.2.3, 10.1.2.3, true",
    "IpAddress, 10.1.2.3, 0.0.0.0/0, true",
    "IpAddress, 10.1.2.3, 10.1.2.0/31, false",
    "IpAddress, ::1, ::/127, true",
    "IpAddress, ::1, 0.0.0.0/0, false",
    "NotIpAddress, 127.0.0.1, 10.0.0.0/8, true",
    "NotIpAddress, 10.0.0.1, 10.0.0.0/8, false",
    "NumericLessThanEquals, 10, 10.0, true",
    "NumericLessThan, 10, 10, false",
    "NumericEquals, ten, 10, false",
    "NumericNotEquals, 9, 10, true",
    "DateGreaterThan, 2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, true",
    "DateLessThan, 2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z, false",
    "DateGreaterThanEquals, 1767225600, 2026-01-01T00:00:00Z, true",
    "StringLike, abc, a*, true",
    "StringNotEqualsIgnoreCase, ABC, abc, false",
    "Bool, true, TRUE, true",
    "Null, x, false, true",
  })
  void aValueIsCompared(String name, String actual, String wanted, boolean holds) {
    assertThat(operator(name).holds(actual, List.of(wanted))).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource({
    "IpAddress, false",
    "NotIpAddress, true",
    "NumericEqualsIfExists, true",
    "StringEquals, false",
  })
  void aRequestMayHaveNoSuchValue(String name, boolean holds) {
    @Nullable String none = null;
    assertThat(operator(name).holds(none, List.of("1.2.3.4"))).isEqualTo(holds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "256.1.1.1",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.4/33",
        "1.2.3.4/",
        "::1/129",
        "localhost",
        "1:2",
        ""
      })
  void whatIsNoRangeIsRefused(String text) {
    assertThat(IpRange.parse(text)).isNull();
    assertThat(operator("IpAddress").accepts(text)).isFalse();
  }

  @Test
  void operatorsOfOthersAreUnknown() {
    assertThat(ConditionOperator.of("ForAnyValue:StringEquals")).isNull();
    assertThat(ConditionOperator.of("BinaryEquals")).isNull();
    assertThat(operator("DateEquals").accepts("yesterday")).isFalse();
    assertThat(operator("NumericEquals").accepts("many")).isFalse();
  }
}
