package io.saigon.cognito.idp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a new device, and what Cognito keeps to verify it.
 *
 * @param password the secret
 * @param salt a number in base64
 * @param verifier a number in base64
 */
record DeviceSecret(String password, String salt, String verifier) {
  private static final int PASSWORD_BYTES = 40;
  private static final int SALT_BYTES = 16;

  static DeviceSecret create(SecureRandom random, String groupKey, String key) {
    byte[] password = new byte[PASSWORD_BYTES];
    random.nextBytes(password);
    byte[] saltBytes = new byte[SALT_BYTES];
    random.nextBytes(saltBytes);
    BigInteger salt = new BigInteger(1, saltBytes);
    String text = Base64.getEncoder().encodeToString(password);
    return new DeviceSecret(text, base64(salt), base64(Srp.verifier(groupKey, key, text, salt)));
  }

  // Two's complement, as numbers are hashed.
  private static String base64(BigInteger number) {
    return Base64.getEncoder().encodeToString(number.toByteArray());
  }

  @Override
  public String toString() {
    return "DeviceSecret[]";
  }
}
