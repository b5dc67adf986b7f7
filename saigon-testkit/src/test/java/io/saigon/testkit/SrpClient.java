package io.saigon.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client's side of Cognito's SRP, written from its description and checked with a known value.
 */
record SrpClient(BigInteger a) {
  private static final BigInteger N =
      new BigInteger(
          """
          FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74\
          020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437\
          4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
          EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05\
          98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB\
          9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B\
          E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF695581718\
          3995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33\
          A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7\
          ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864\
          D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E2\
          08E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF""",
          16);
  private static final BigInteger G = BigInteger.TWO;

  BigInteger publicA() {
    return G.modPow(a, N);
  }

  byte[] key(String poolName, String userId, String password, BigInteger b, BigInteger salt) {
    BigInteger k = hash(N.toByteArray(), G.toByteArray());
    BigInteger u = hash(publicA().toByteArray(), b.toByteArray());
    byte[] who = sha256((poolName + userId + ":" + password).getBytes(StandardCharsets.UTF_8));
    BigInteger x = hash(salt.toByteArray(), who);
    BigInteger shared = b.subtract(k.multiply(G.modPow(x, N))).modPow(a.add(u.multiply(x)), N);
    byte[] pseudoRandom = hmac(u.toByteArray(), shared.toByteArray());
    byte[] info = "Caldera Derived Key\u0001".getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(hmac(pseudoRandom, info), 16);
  }

  /** The salt and verifier that a pool keeps of a secret. */
  static BigInteger verifier(String poolName, String userId, String password, BigInteger salt) {
    byte[] who = sha256((poolName + userId + ":" + password).getBytes(StandardCharsets.UTF_8));
    return G.modPow(hash(salt.toByteArray(), who), N);
  }

  static String signature(
      byte[] key, String poolName, String userId, String secretBlock, String timestamp) {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes((poolName + userId).getBytes(StandardCharsets.UTF_8));
    message.writeBytes(Base64.getDecoder().decode(secretBlock));
    message.writeBytes(timestamp.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hmac(key, message.toByteArray()));
  }

  static byte[] hmac(byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger hash(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return new BigInteger(1, sha256(both));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
