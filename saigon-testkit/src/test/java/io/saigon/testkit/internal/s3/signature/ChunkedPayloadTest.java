package io.saigon.testkit.internal.s3.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.s3.error.S3Error;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of aws-chunked bodies, however they are cut on the wire. */
class ChunkedPayloadTest {
  private static final String GOOD = "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-a:b\r\n\r\n";

  @Test
  void aBodyIsDecodedHoweverItIsCut() {
    for (int cut = 1; cut < GOOD.length(); cut++) {
      ChunkedPayload payload = new ChunkedPayload(null, "X-Amz-A", 11);
      String decoded =
          text(payload.pass(bytes(GOOD.substring(0, cut))))
              + text(payload.pass(bytes(GOOD.substring(cut))));
      assertThat(decoded).isEqualTo("hello world");
      assertThat(payload.end()).containsEntry("x-amz-a", "b");
    }
  }

  @Test
  void aTruncatedBodyIsIncomplete() {
    for (int cut = 0; cut < GOOD.length(); cut++) {
      String part = GOOD.substring(0, cut);
      assertThatThrownBy(() -> read(part, "x-amz-a", 11))
          .isInstanceOfSatisfying(
              S3Error.class, e -> assertThat(e.code()).isEqualTo("IncompleteBody"));
    }
  }

  @Test
  void aBodyOfAnotherLengthThanDeclaredIsIncomplete() {
    assertThatThrownBy(() -> read(GOOD, "x-amz-a", 12))
        .isInstanceOfSatisfying(
            S3Error.class, e -> assertThat(e.code()).isEqualTo("IncompleteBody"));
  }

  @ParameterizedTest
  @CsvSource({
    "hello|",
    "5|helloX|",
    "-5|hello|0||",
    "5|hello|0|no trailer||",
    "5|hello|0||",
    "5|hello|0|x-amz-a:b||more",
  })
  void malformedFramesAreRefused(String lines) {
    assertThatThrownBy(() -> read(lines.replace("|", "\r\n"), "x-amz-a", 5))
        .isInstanceOfSatisfying(
            S3Error.class, e -> assertThat(e.code()).isEqualTo("MalformedTrailerError"));
  }

  @Test
  void aLineWithoutAnEndIsRefusedBeforeItFillsTheMemory() {
    assertThatThrownBy(() -> read("1".repeat(5000), null, 5)).isInstanceOf(S3Error.class);
  }

  private static void read(String text, @Nullable String trailer, long length) {
    ChunkedPayload payload = new ChunkedPayload(null, trailer, length);
    payload.pass(bytes(text));
    payload.end();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
