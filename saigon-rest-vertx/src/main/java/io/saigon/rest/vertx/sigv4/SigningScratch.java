package io.saigon.rest.vertx.sigv4;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.syntax.ByteWriter;
import io.vertx.core.buffer.Buffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Buffers and keys that a thread reuses from signature to signature. */
final class SigningScratch {
  static final int HASH = 32;

  private static final ThreadLocal<SigningScratch> OF_THREAD =
      ThreadLocal.withInitial(SigningScratch::new);
  private static final int KEYS = 64;
  private static final int BLOCK = 8192;

  // A digest that ran before the JIT had replaced its inner loop keeps an array from that time, and
  // clears it with every hash (OpenJDK's SHA2.W). A new one does not have it.
  private static final int DIGEST_USES = 1 << 14;

  final ByteWriter out = new ByteWriter();
  final CanonicalHeaders headers = new CanonicalHeaders();
  final CanonicalQuery query = new CanonicalQuery();
  final byte[] hash = new byte[HASH];
  final byte[] payload = new byte[2 * HASH];
  private MessageDigest sha256 = newSha256();
  private int uses;
  private final @Nullable SigningKey[] keys = new SigningKey[KEYS];
  private Timestamp time = new Timestamp(0);
  private byte @Nullable [] block;

  private SigningScratch() {}

  static SigningScratch ofThread() {
    SigningScratch scratch = OF_THREAD.get();
    scratch.out.clear();
    scratch.headers.clear();
    scratch.resetDigest();
    return scratch;
  }

  private void resetDigest() {
    if (++uses < DIGEST_USES) {
      sha256.reset();
    } else {
      sha256 = newSha256();
      uses = 0;
    }
  }

  Timestamp time(long epochSecond) {
    if (time.epochSecond != epochSecond) {
      time = new Timestamp(epochSecond);
    }
    return time;
  }

  SigningKey key(AwsCredentials credentials, SigV4Scope scope, Timestamp time) {
    int mixed = credentials.accessKeyId().hashCode() * 31 + scope.service().hashCode();
    int slot = (mixed ^ (mixed >>> 16)) & (KEYS - 1);
    SigningKey known = keys[slot];
    if (known == null || !known.is(credentials, scope, Timestamp.epochDay(time.epochSecond))) {
      known = new SigningKey(credentials, scope, time);
      keys[slot] = known;
    }
    return known;
  }

  /** Hashes a body into {@link #hash}. */
  void hash(Buffer body) {
    if (block == null) {
      block = new byte[BLOCK];
    }
    byte[] through = block;
    for (int from = 0; from < body.length(); from += BLOCK) {
      int to = Math.min(from + BLOCK, body.length());
      body.getBytes(from, to, through, 0);
      sha256.update(through, 0, to - from);
    }
    digest(hash, 0);
  }

  /** Adds bytes to the running hash. */
  void update(byte[] bytes, int from, int to) {
    sha256.update(bytes, from, to - from);
  }

  /** Completes the running hash. */
  void digest(byte[] to, int at) {
    try {
      sha256.digest(to, at, HASH);
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
