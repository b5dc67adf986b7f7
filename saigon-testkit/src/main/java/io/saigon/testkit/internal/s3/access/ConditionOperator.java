package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.request.Times;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An operator of a policy's condition.
 *
 * @param name without {@code IfExists}
 * @param ifExists whether it holds where a request has no such value
 */
record ConditionOperator(String name, boolean ifExists) {
  private static final String IF_EXISTS = "IfExists";
  private static final Set<String> KNOWN =
      Set.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "ArnEquals",
          "ArnLike",
          "ArnNotEquals",
          "ArnNotLike",
          "Bool",
          "Null",
          "IpAddress",
          "NotIpAddress",
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals");

  /** Returns an operator by its name in a policy, or null if it is not implemented. */
  static @Nullable ConditionOperator of(String name) {
    boolean ifExists = name.endsWith(IF_EXISTS);
    String plain = ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name;
    return KNOWN.contains(plain) ? new ConditionOperator(plain, ifExists) : null;
  }

  boolean isNegated() {
    return name.contains("Not");
  }

  boolean isIp() {
    return name.endsWith("IpAddress");
  }

  /** Returns whether it can compare with a value of a policy. */
  boolean accepts(String value) {
    if (isIp()) {
      return IpRange.parse(value) != null;
    }
    return name.startsWith("Numeric")
        ? number(value) != null
        : !name.startsWith("Date") || date(value) != null;
  }

  /**
   * Evaluates a condition.
   *
   * @param actual value of the request, or null if it has none
   * @param wanted values of the policy, one of which is enough
   */
  boolean holds(@Nullable String actual, List<String> wanted) {
    if (name.equals("Null")) {
      return wanted.contains(String.valueOf(actual == null));
    }
    if (actual == null) {
      return ifExists || isNegated();
    }
    return wanted.stream().anyMatch(value -> fits(actual, value)) != isNegated();
  }

  private boolean fits(String actual, String value) {
    if (isIp()) {
      IpRange range = IpRange.parse(value);
      return range != null && range.contains(actual);
    }
    if (name.startsWith("Numeric")) {
      return compare(number(actual), number(value));
    }
    if (name.startsWith("Date")) {
      return compare(date(actual), date(value));
    }
    boolean ignoreCase = name.endsWith("IgnoreCase") || name.equals("Bool");
    if (name.endsWith("Like") || name.startsWith("Arn")) {
      return Wildcards.matches(value, actual, ignoreCase);
    }
    return ignoreCase ? value.equalsIgnoreCase(actual) : value.equals(actual);
  }

  private <T extends Comparable<T>> boolean compare(@Nullable T actual, @Nullable T value) {
    if (actual == null || value == null) {
      return false;
    }
    int order = actual.compareTo(value);
    boolean orEqual = name.endsWith("Equals") && order == 0;
    return orEqual
        || (name.contains("LessThan") && order < 0)
        || (name.contains("GreaterThan") && order > 0);
  }

  private static @Nullable BigDecimal number(String text) {
    return text.matches("-?\\d{1,30}(\\.\\d{1,30})?") ? new BigDecimal(text) : null;
  }

  private static @Nullable Instant date(String text) {
    return text.matches("\\d{1,12}")
        ? Instant.ofEpochSecond(Long.parseLong(text))
        : Times.parseIso(text);
  }
}
