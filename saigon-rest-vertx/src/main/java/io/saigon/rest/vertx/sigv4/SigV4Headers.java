package io.saigon.rest.vertx.sigv4;

import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Headers that make a request a signed one; each replaces any header of its name. Their values are
 * left out of {@link #toString()}.
 *
 * @param authorization value of {@code Authorization}
 * @param date value of {@code X-Amz-Date}
 * @param securityToken value of {@code X-Amz-Security-Token}, or null for credentials without one
 * @param contentSha256 value of {@code X-Amz-Content-Sha256}, or null where the service does not
 *     want it
 */
public record SigV4Headers(
    String authorization,
    String date,
    @Nullable String securityToken,
    @Nullable String contentSha256) {
  static final String DATE = "x-amz-date";
  static final String TOKEN = "x-amz-security-token";
  static final String CONTENT_SHA256 = "x-amz-content-sha256";

  private static final Set<String> NAMES = Set.of("authorization", DATE, TOKEN, CONTENT_SHA256);

  /**
   * Checks that authorization and date are present.
   *
   * @param authorization value of {@code Authorization}
   * @param date value of {@code X-Amz-Date}
   * @param securityToken value of {@code X-Amz-Security-Token}, or null for credentials without one
   * @param contentSha256 value of {@code X-Amz-Content-Sha256}, or null where the service does not
   *     want it
   */
  public SigV4Headers {
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(date, "date");
  }

  /**
   * Returns the names of all headers that a signature replaces.
   *
   * @return names in lower case
   */
  public static Set<String> names() {
    return NAMES;
  }

  /**
   * Passes the name and value of each header to a consumer.
   *
   * @param header takes a name and a value
   */
  public void forEach(BiConsumer<String, String> header) {
    Objects.requireNonNull(header, "header");
    header.accept("Authorization", authorization);
    header.accept("X-Amz-Date", date);
    if (securityToken != null) {
      header.accept("X-Amz-Security-Token", securityToken);
    }
    if (contentSha256 != null) {
      header.accept("X-Amz-Content-Sha256", contentSha256);
    }
  }

  @Override
  public String toString() {
    return "SigV4Headers[date=" + date + "]";
  }
}
