package io.saigon.testkit.internal.s3.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Headers in UTF-8, which are read as ISO 8859-1. */
class HeaderEncodingTest {
  @Test
  void everyTextIsReadAsItWasSent() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      String text =
          random
              .ints(random.nextInt(8), 1, Character.MAX_CODE_POINT + 1)
              .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String sent = HeaderEncoding.encode(text);
      assertThat(sent.getBytes(StandardCharsets.ISO_8859_1))
          .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(HeaderEncoding.decode(sent)).isEqualTo(text);
    }
  }

  @Test
  void whatIsNoUtf8StaysAsItIs() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap().add("a", "\u00fc").add("a", "\u00c3\u00bc");
    assertThat(HeaderEncoding.decoded(headers).getAll("A")).containsExactly("\u00fc", "\u00fc");
    MultiMap ascii = MultiMap.caseInsensitiveMultiMap().add("a", "b");
    assertThat(HeaderEncoding.decoded(ascii)).isSameAs(ascii);
  }
}
