package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that are spelled out; the property tests compare all others with AWS's own signer. */
class CanonicalRequestTest {
  private static final SigV4Scope API = SigV4Scope.executeApi("eu-west-1");
  private static final SigV4Scope S3 = SigV4Scope.of("s3", "eu-west-1");
  private static final CanonicalHeaders HEADERS = new CanonicalHeaders(List.of(), "h", Map.of());
  private static final int LONGEST = 65_536;

  private static List<String> lines(SigV4Scope scope, String method, String path, String query) {
    try (SigningScratch scratch = SigningScratch.ofThread()) {
      CanonicalRequest.write(
          scratch,
          scope,
          method,
          path,
          query,
          HEADERS,
          new Timestamp(0),
          "hash".getBytes(US_ASCII));
      return List.of(scratch.out.text(0, scratch.out.length).split("\n", -1));
    }
  }

  @Test
  void aHeadIsSignedUpToTheLimitOfAnyService() {
    int rest = LONGEST - HEADERS.length();
    String query = "a=" + "q".repeat(1000);
    String longest = "/" + "p".repeat(rest - query.length() - 1);
    assertThat(lines(API, "GET", longest, query).get(1)).isEqualTo(longest);
    assertThat(lines(API, "GET", "/", "a=" + "q".repeat(rest - 3)).get(2)).hasSize(rest - 1);
    assertThatThrownBy(() -> lines(API, "GET", longest + "p", query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("65537 bytes in all, more than the 65536");
  }

  @Test
  void aMethodHoldsPrintableCharactersOnly() {
    assertThat(lines(API, "!GET~", "/", "").get(0)).isEqualTo("!GET~");
    for (String method : List.of("GET ", " GET", "G\u007f", "G\n", "G\u0000", "G\u0080")) {
      assertThatThrownBy(() -> lines(API, method, "/", ""))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("An HTTP method holds letters only");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', /, /",
    "/, /, /",
    "/a/, /a/, /a/",
    "/a//b, /a/b, /a//b",
    "/a/./b, /a/b, /a/./b",
    "/a/../b, /b, /a/../b",
    "/.., /.., /..",
    "/a%20b, /a%2520b, /a%20b",
    "/a:b, /a%3Ab, /a:b",
    "/.a, /.a, /.a"
  })
  void aPathIsNormalizedAndEncodedOnceMoreButForS3(String path, String ofApi, String ofS3) {
    assertThat(lines(API, "GET", path, "").get(1)).isEqualTo(ofApi);
    assertThat(lines(S3, "GET", path, "").get(1)).isEqualTo(ofS3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0080", "\u00e9", "\u6f22"})
  void charactersOutsideOfAsciiInAPathAreEncoded(String character) {
    for (SigV4Scope scope : List.of(API, S3)) {
      assertThat(lines(scope, "GET", "/" + character, "").get(1)).matches("/(%[0-9A-F]{2})+");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "a, a=",
    "a=, a=",
    "a=1, a=1",
    "a=b=c, a=b%3Dc",
    "=a, ''",
    "&a=1&&, a=1",
    "b=2&a=2&a=1, a=1&a=2&b=2",
    "a=+, a=%20",
    "%61=%7e%2b, a=~%2B"
  })
  void parametersOfAQueryAreSortedAndCanonical(String query, String canonical) {
    assertThat(lines(API, "GET", "/", query).get(2)).isEqualTo(canonical);
  }
}
