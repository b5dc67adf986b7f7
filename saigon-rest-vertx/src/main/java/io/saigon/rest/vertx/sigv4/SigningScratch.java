package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.saigon.rest.vertx.syntax.ByteWriter;
import io.vertx.core.buffer.Buffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Buffers that a thread reuses from signature to signature. Empty between them. */
final class SigningScratch implements AutoCloseable {
  private static final ThreadLocal<SigningScratch> OF_THREAD =
      ThreadLocal.withInitial(SigningScratch::new);
  private static final int BLOCK = 4096;
  static final byte[] UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD".getBytes(US_ASCII);
  private static final byte[] EMPTY_PAYLOAD = MismatchSearch.EMPTY_HASH.getBytes(US_ASCII);

  final ByteWriter out = new ByteWriter(4096);
  final byte[] hash = new byte[32];
  private final byte[] payload = new byte[64];
  private final MessageDigest sha256 = newSha256();

  private SigningScratch() {}

  static SigningScratch ofThread() {
    return OF_THREAD.get();
  }

  /** Overwrites what was signed, since threads outlive logins; 2 % of a signature. */
  @Override
  public void close() {
    out.erase();
  }

  /** Returns the payload line of a canonical request, which the next call overwrites. */
  byte[] payload(PayloadSigning signing, byte[] body) {
    if (signing == PayloadSigning.UNSIGNED) {
      return UNSIGNED_PAYLOAD;
    }
    if (body.length == 0) {
      return EMPTY_PAYLOAD;
    }
    update(body, 0, body.length);
    digest();
    return hexPayload();
  }

  /** Returns the payload line of a canonical request, which the next call overwrites. */
  byte[] payload(PayloadSigning signing, Buffer body) {
    if (signing == PayloadSigning.UNSIGNED) {
      return UNSIGNED_PAYLOAD;
    }
    if (body.length() == 0) {
      return EMPTY_PAYLOAD;
    }
    for (int from = 0; from < body.length(); from += BLOCK) {
      int to = Math.min(from + BLOCK, body.length());
      out.room(to - from);
      body.getBytes(from, to, out.bytes, 0);
      update(out.bytes, 0, to - from);
      out.length = to - from;
      out.erase();
    }
    digest();
    return hexPayload();
  }

  private byte[] hexPayload() {
    ByteWriter.hex(hash, payload, 0);
    return payload;
  }

  /** Adds bytes to the running hash. */
  void update(byte[] bytes, int from, int length) {
    sha256.update(bytes, from, length);
  }

  /** Adds what was written since an index, and completes the running hash. */
  void hash(int from) {
    update(out.bytes, from, out.length - from);
    digest();
  }

  /** Completes the running hash. */
  void digest() {
    try {
      sha256.digest(hash, 0, hash.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime lacks SHA-256", e);
    }
  }
}
