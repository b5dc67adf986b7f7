package io.saigon.testkit.internal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames of aws-chunked bodies, however they are cut on the wire. */
class ChunkedPayloadTest {
  private static final String GOOD = "5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-a:b\r\n\r\n";

  @Test
  void aBodyPassesUnchangedAndItsLastChunkOnlyAfterAllChecks() {
    for (int cut = 1; cut < GOOD.length(); cut++) {
      ChunkedPayload payload = new ChunkedPayload(null, "X-Amz-A", 11);
      Buffer passed = payload.pass(Buffer.buffer(GOOD.substring(0, cut)));
      passed.appendBuffer(payload.pass(Buffer.buffer(GOOD.substring(cut))));
      assertThat(passed.toString()).isEqualTo(GOOD.substring(0, GOOD.indexOf("\r\n0\r\nx")));
      assertThat(passed.appendBuffer(payload.end()).toString()).isEqualTo(GOOD);
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
    payload.pass(Buffer.buffer(text));
    payload.end();
  }
}
