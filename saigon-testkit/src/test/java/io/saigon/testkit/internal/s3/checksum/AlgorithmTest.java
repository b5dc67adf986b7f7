package io.saigon.testkit.internal.s3.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checksums, by the check values of the catalogue of CRCs and of the SHA standards. */
class AlgorithmTest {
  @ParameterizedTest
  @CsvSource({
    "CRC32, y/Q5Jg==",
    "CRC32C, 4waSgw==",
    "CRC64NVME, rosUhgp5mIg=",
    "SHA1, 98O8HYCOBHMq32eZZczDTKeuNEE=",
    "SHA256, FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=",
    "SHA512, 2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rS"
        + "f81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ==",
    "MD5, JfnnlDI7RTiF9RgfG2JNCw=="
  })
  void theTextOfNineDigitsHasTheKnownChecksum(Algorithm algorithm, String expected) {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(of(algorithm, digits)).isEqualTo(expected);
    assertThat(algorithm.accepts(expected)).isTrue();
    assertThat(algorithm.accepts(expected.substring(4))).isFalse();
    assertThat(algorithm.accepts("~" + expected.substring(1))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Algorithm.class,
      names = {"CRC32", "CRC32C", "CRC64NVME"})
  void theChecksumsOfTextsCombineToThatOfAll(Algorithm algorithm) {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] whole = new byte[random.nextInt(5000)];
      random.nextBytes(whole);
      List<String> checksums = new ArrayList<>();
      List<Long> lengths = new ArrayList<>();
      int at = 0;
      do {
        int some = Math.min(whole.length - at, random.nextInt(2) * 700 + random.nextInt(300));
        checksums.add(of(algorithm, Arrays.copyOfRange(whole, at, at + some)));
        lengths.add((long) some);
        at += some;
      } while (at < whole.length);
      assertThat(algorithm.combine(checksums, lengths)).isEqualTo(of(algorithm, whole));
    }
  }

  @Test
  void updatesOfAnyLengthGiveTheSameCrc64() {
    Random random = new Random(1);
    byte[] whole = new byte[3000];
    random.nextBytes(whole);
    Crc64Nvme byByte = new Crc64Nvme();
    for (byte each : whole) {
      byByte.update(each);
    }
    for (int i = 0; i < 100; i++) {
      Crc64Nvme byPart = new Crc64Nvme();
      int at = 0;
      while (at < whole.length) {
        int some = Math.min(whole.length - at, random.nextInt(40));
        byPart.update(whole, at, some);
        at += some;
      }
      assertThat(byPart.getValue()).isEqualTo(byByte.getValue());
    }
  }

  private static String of(Algorithm algorithm, byte[] bytes) {
    Hash hash = algorithm.start();
    hash.update(bytes, bytes.length);
    return Base64.getEncoder().encodeToString(hash.finish());
  }
}
