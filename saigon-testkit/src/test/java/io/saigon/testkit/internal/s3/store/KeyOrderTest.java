package io.saigon.testkit.internal.s3.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The order of keys, against that of their bytes. */
class KeyOrderTest {
  private static final int[] POINTS = {
    0x1, '/', 'a', 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff
  };

  @Test
  void keysAreOrderedAsTheirBytesInUtf8() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      String one = key(random);
      String other = key(random);
      int bytes =
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
      assertThat(Integer.signum(KeyOrder.INSTANCE.compare(one, other)))
          .as("%s and %s", one, other)
          .isEqualTo(Integer.signum(bytes));
    }
  }

  private static String key(Random random) {
    StringBuilder key = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      key.appendCodePoint(POINTS[random.nextInt(POINTS.length)]);
    }
    return key.toString();
  }
}
