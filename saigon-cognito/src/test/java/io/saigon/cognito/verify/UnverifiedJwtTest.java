package io.saigon.cognito.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedJwtTest {
  private static final String HEADER = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleSJ9";
  private static final String CLAIMS = "e30";
  private static final int LONGEST = 16 * 1024;

  private static AuthenticationException refused(String token) {
    AuthenticationException failure =
        catchThrowableOfType(AuthenticationException.class, () -> UnverifiedJwt.parse(token));
    assertThat(failure).as("refused").isNotNull();
    assertThat(failure.reason()).isEqualTo(Reason.INVALID_TOKEN);
    return failure;
  }

  @Test
  void aTokenHasUpToSixteenKibibytes() {
    String start = HEADER + "." + CLAIMS + ".";
    String longest = start + "A".repeat(LONGEST - start.length());
    assertThat(longest).hasSize(LONGEST);
    assertThat(UnverifiedJwt.parse(longest).keyId()).isEqualTo("key");
    assertThat(refused(longest + "A")).hasMessageContaining("longer than any of the user pool");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "...",
        HEADER,
        HEADER + ".",
        HEADER + "." + CLAIMS,
        HEADER + "..AAAA",
        "." + CLAIMS + ".AAAA",
        HEADER + "." + CLAIMS + ".AAAA.AAAA",
        "x." + CLAIMS + ".AAAA",
        HEADER + ".x.AAAA"
      })
  void anythingButThreePartsIsNoToken(String text) {
    assertThat(refused(text)).hasMessageContaining("is not a JSON web token");
  }
}
