package io.saigon.testkit.internal.webauthn;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;

/** The bytes that an authenticator writes: authenticator data, and attestation objects in CBOR. */
public final class AuthenticatorData {
  private static final int PRESENT_AND_VERIFIED = 0b0101;
  private static final int HAS_CREDENTIAL = 0b0100_0000;
  private static final int COORDINATE_BYTES = 32;
  private static final int AAGUID_BYTES = 16;

  private AuthenticatorData() {}

  /** Returns the authenticator data of an assertion. */
  public static byte[] ofAssertion(String relyingPartyId, int counter) {
    return header(relyingPartyId, PRESENT_AND_VERIFIED, counter).toByteArray();
  }

  /** Returns an attestation object without an attestation statement. */
  public static byte[] attestation(
      String relyingPartyId, int counter, byte[] credentialId, ECPublicKey key) {
    ByteArrayOutputStream data =
        header(relyingPartyId, PRESENT_AND_VERIFIED | HAS_CREDENTIAL, counter);
    data.writeBytes(new byte[AAGUID_BYTES]);
    data.writeBytes(ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
    data.writeBytes(credentialId);
    // COSE: key type 2 (EC2), algorithm -7 (ES256), curve 1 (P-256), and both coordinates.
    data.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
    bytes(data, coordinate(key.getW().getAffineX()));
    data.write(0x22);
    bytes(data, coordinate(key.getW().getAffineY()));
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    object.write(0xa3);
    text(object, "fmt");
    text(object, "none");
    text(object, "attStmt");
    object.write(0xa0);
    text(object, "authData");
    bytes(object, data.toByteArray());
    return object.toByteArray();
  }

  private static ByteArrayOutputStream header(String relyingPartyId, int flags, int counter) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(sha256(relyingPartyId.getBytes(StandardCharsets.UTF_8)));
    data.write(flags);
    data.writeBytes(ByteBuffer.allocate(4).putInt(counter).array());
    return data;
  }

  private static byte[] coordinate(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return fixed;
  }

  private static void bytes(ByteArrayOutputStream cbor, byte[] value) {
    if (value.length < 256) {
      cbor.write(0x58);
      cbor.write(value.length);
    } else {
      cbor.write(0x59);
      cbor.write(value.length >> 8);
      cbor.write(value.length);
    }
    cbor.writeBytes(value);
  }

  private static void text(ByteArrayOutputStream cbor, String value) {
    cbor.write(0x60 + value.length());
    cbor.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Returns the digest that credentials and relying parties are signed by. */
  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
  }
}
