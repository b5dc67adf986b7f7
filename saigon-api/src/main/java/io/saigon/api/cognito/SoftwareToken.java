package io.saigon.api.cognito;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.check.Arguments;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Objects;

/**
 * A secret that an authenticator app computes time-based one-time passwords from (TOTP, RFC 6238:
 * SHA-1, six digits, thirty seconds); left out of {@link #toString()}.
 *
 * @param secretCode the secret in Base32, as a user enters it into the app by hand
 */
public record SoftwareToken(String secretCode) {
  /**
   * Creates a token, and checks that the secret is there.
   *
   * @param secretCode the secret in Base32
   */
  public SoftwareToken {
    Objects.requireNonNull(secretCode, "secretCode");
  }

  /**
   * Returns the URI that authenticator apps read from a QR code. It holds the secret.
   *
   * @param issuer name of the application, shown by the app
   * @param accountName name of the user's account, such as the e-mail address, shown by the app
   * @return such as {@code otpauth://totp/Orders:ann%40example.com?secret=…&issuer=Orders}
   * @throws IllegalArgumentException if a name is blank, or holds a colon, which separates both
   */
  public URI uri(String issuer, String accountName) {
    Objects.requireNonNull(accountName, "accountName");
    return URI.create(
        "otpauth://totp/%s:%s?secret=%s&issuer=%s"
            .formatted(
                encode("issuer", issuer),
                encode("accountName", accountName),
                secretCode,
                encode("issuer", issuer)));
  }

  private static String encode(String parameter, String name) {
    if (Arguments.notBlank(parameter, name).contains(":")) {
      throw new IllegalArgumentException(parameter + " must not contain a colon");
    }
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "SoftwareToken[]";
  }
}
