package io.saigon.cognito.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JwksParserTest {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65_537);

  private static String encoded(BigInteger number) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(number.toByteArray());
  }

  /** The smallest odd number of a length. */
  private static BigInteger number(int bits) {
    return BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
  }

  private static JsonObject key(BigInteger modulus, BigInteger exponent) {
    return new JsonObject()
        .put("kid", "id")
        .put("kty", "RSA")
        .put("n", encoded(modulus))
        .put("e", encoded(exponent));
  }

  private static Buffer document(JsonObject key) {
    return new JsonObject().put("keys", new JsonArray().add(key)).toBuffer();
  }

  @ParameterizedTest
  @CsvSource({"2048, 17", "8192, 17", "2048, 32"})
  void keysUpToTheLimitsAreTaken(int modulusBits, int exponentBits) {
    JsonObject key = key(number(modulusBits), number(exponentBits));
    assertThat(JwksParser.parse(document(key))).containsOnlyKeys("id");
  }

  @ParameterizedTest
  @CsvSource({"2047, 17", "8193, 17", "2048, 33"})
  void weakerAndLargerKeysAreSkipped(int modulusBits, int exponentBits) {
    JsonObject key = key(number(modulusBits), number(exponentBits));
    assertThatThrownBy(() -> JwksParser.parse(document(key)))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("published no keys");
  }

  @Test
  void keysForOtherUsesAreSkipped() {
    JsonObject key = key(number(2048), EXPONENT);
    for (String[] other :
        new String[][] {{"use", "enc"}, {"alg", "RS512"}, {"kty", "EC"}, {"n", "?"}}) {
      Buffer document = document(key.copy().put(other[0], other[1]));
      assertThatThrownBy(() -> JwksParser.parse(document)).isInstanceOf(ServiceException.class);
    }
    assertThat(JwksParser.parse(document(key.put("use", "sig").put("alg", "RS256")))).hasSize(1);
  }
}
