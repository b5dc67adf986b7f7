package io.saigon.api.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Protection of a connection to PostgreSQL, named and meant as PostgreSQL's own libpq does, weakest
 * first.
 */
public enum SslMode {
  /** Never TLS: the password and all data can be read and changed on the way. */
  DISABLE,
  /** TLS only if the server insists: the password may go out in clear. */
  ALLOW,
  /**
   * TLS if the server supports it: an attacker in between can refuse it and get the password in
   * clear.
   */
  PREFER,
  /** Always TLS; the certificate is not verified. */
  REQUIRE,
  /** Always TLS, with a certificate of a trusted authority. */
  VERIFY_CA,
  /** Always TLS, with a certificate of a trusted authority for the very host. */
  VERIFY_FULL;

  /**
   * Returns whether this mode protects less than another.
   *
   * @param other the mode to compare with
   * @return whether this mode comes before {@code other}
   */
  public boolean isWeakerThan(SslMode other) {
    Objects.requireNonNull(other, "other");
    return compareTo(other) < 0;
  }

  /**
   * Returns the name in connection URIs.
   *
   * @return such as {@code verify-full}
   */
  @JsonValue
  public String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the mode of a name, in any case.
   *
   * @param value name such as {@code verify-full}
   * @return the mode
   * @throws IllegalArgumentException if there is none; the message lists all
   */
  @JsonCreator
  public static SslMode of(String value) {
    Objects.requireNonNull(value, "value");
    return Arrays.stream(values())
        .filter(mode -> mode.value().equals(value.toLowerCase(Locale.ROOT).replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("The SSL mode must be one of " + allValues()));
  }

  static String allValues() {
    return Arrays.stream(values()).map(SslMode::value).collect(Collectors.joining(", "));
  }
}
