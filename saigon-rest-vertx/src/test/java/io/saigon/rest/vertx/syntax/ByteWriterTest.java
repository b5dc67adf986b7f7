package io.saigon.rest.vertx.syntax;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ByteWriterTest {
  @Test
  void everyWriteGrowsAFullArray() {
    byte[] hash = new byte[32];
    Arrays.fill(hash, (byte) 0x1e);
    for (int size = 0; size < 100; size++) {
      ByteWriter out = new ByteWriter(size);
      out.ascii("ascii");
      out.put('-');
      out.percent(0xe1);
      out.put("bytes".getBytes(US_ASCII));
      out.hex(hash);
      assertThat(out.text(0, out.length)).isEqualTo("ascii-%E1bytes" + "1e".repeat(32));
    }
  }

  @Test
  void nothingIsLeftOfWhatWasErased() {
    for (int length : new int[] {1, 1 << 16, (1 << 16) + 1, 1 << 20}) {
      ByteWriter out = new ByteWriter(length);
      out.ascii("x".repeat(length));
      out.erase();
      assertThat(out.length).isZero();
      assertThat(out.bytes).containsOnly((byte) 0);
      assertThat(out.bytes.length).isLessThanOrEqualTo(1 << 16);
    }
  }
}
