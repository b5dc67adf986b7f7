package io.saigon.cognito.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SrpTest {
  private static final BigInteger SALT = new BigInteger("00c0ffee1234567890abcdef12345678", 16);
  private final Srp srp = new Srp(new BigInteger("1234567890abcdef".repeat(16), 16));

  @Test
  void theKeyIsThatOfOtherClients() throws Exception {
    BigInteger publicB = new BigInteger("f00dbabe".repeat(90), 16);
    byte[] key = srp.key("ABCDEFGHI", "user-uuid", "P@ssw0rd!", publicB, SALT);
    assertThat(HexFormat.of().formatHex(key)).isEqualTo("8509b0bb40218c8c5d34c6a06fc766b0");
  }

  @Test
  void aPublicValueThatIsZeroModuloTheGroupIsRefused() {
    for (BigInteger b : new BigInteger[] {BigInteger.ZERO, Srp.N, Srp.N.shiftLeft(1)}) {
      assertThatExceptionOfType(Srp.IllegalParameter.class)
          .isThrownBy(() -> srp.key("ABCDEFGHI", "user-uuid", "P@ssw0rd!", b, SALT));
    }
  }

  @Test
  void aScramblingParameterThatIsZeroIsRefused() throws Exception {
    assertThatExceptionOfType(Srp.IllegalParameter.class)
        .isThrownBy(() -> Srp.requireSecretKey(BigInteger.TEN, BigInteger.ZERO));
    Srp.requireSecretKey(BigInteger.TEN, BigInteger.ONE);
  }

  @Test
  void everyLoginHasAFreshExponent() {
    SecureRandom random = new SecureRandom();
    assertThat(Srp.create(random).publicValue()).isNotEqualTo(Srp.create(random).publicValue());
  }
}
