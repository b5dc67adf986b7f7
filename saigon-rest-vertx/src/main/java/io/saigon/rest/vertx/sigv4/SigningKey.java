package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.syntax.ByteWriter;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A signing key, and other texts that signatures of one day, scope and credentials share. Belongs
 * to one thread.
 *
 * <p>HMAC (RFC 2104) is spelled out in two digests, {@code H(outer || H(inner || text))}: its
 * padded keys stand ready in front of what they are hashed with.
 */
final class SigningKey {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final String HMAC = "HmacSHA256";
  private static final int BLOCK = 64;
  private static final int HASH = SigningScratch.HASH;

  final String credential;

  /** {@code x-amz-security-token:...} and a line break, or null without a token. */
  final byte @Nullable [] tokenLine;

  private final AwsCredentials credentials;
  private final SigV4Scope scope;
  private final long epochDay;

  // The inner padded key and the string to sign.
  private final byte[] stringToSign;

  // The outer padded key and the inner hash.
  private final byte[] outer = new byte[BLOCK + HASH];
  private long stringToSignSecond;
  private @Nullable SignedHeaders signedHeaders;
  private byte[] authorization = {};

  SigningKey(AwsCredentials credentials, SigV4Scope scope, Timestamp time) {
    this.credentials = credentials;
    this.scope = scope;
    this.epochDay = Timestamp.epochDay(time.epochSecond);
    String day = time.text.substring(0, 8);
    String path = day + "/" + scope.region() + "/" + scope.service() + "/" + TERMINATOR;
    this.credential = credentials.accessKeyId() + "/" + path;
    String token = credentials.sessionToken();
    this.tokenLine = token == null ? null : tokenLine(token);
    byte[] text = (ALGORITHM + "\n" + time.text + "\n" + path + "\n").getBytes(US_ASCII);
    this.stringToSign = new byte[BLOCK + text.length + 2 * HASH];
    System.arraycopy(text, 0, stringToSign, BLOCK, text.length);
    this.stringToSignSecond = time.epochSecond;
    byte[] key = derive(credentials.secretAccessKey(), day, scope);
    for (int i = 0; i < BLOCK; i++) {
      byte b = i < key.length ? key[i] : 0;
      stringToSign[i] = (byte) (b ^ 0x36);
      outer[i] = (byte) (b ^ 0x5c);
    }
  }

  private static byte[] derive(String secret, String day, SigV4Scope scope) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      byte[] key = ("AWS4" + secret).getBytes(UTF_8);
      for (String part : List.of(day, scope.region(), scope.service(), TERMINATOR)) {
        mac.init(new SecretKeySpec(key, HMAC));
        key = mac.doFinal(part.getBytes(UTF_8));
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks HmacSHA256", e);
    }
  }

  // Equal objects are mostly the same object, which is compared faster.
  @SuppressWarnings("ReferenceEquality")
  boolean is(AwsCredentials credentials, SigV4Scope scope, long epochDay) {
    return this.epochDay == epochDay
        && (this.scope == scope || same(this.scope, scope))
        && (this.credentials == credentials || same(this.credentials, credentials));
  }

  private static boolean same(SigV4Scope a, SigV4Scope b) {
    return a.region().equals(b.region()) && a.service().equals(b.service());
  }

  private static boolean same(AwsCredentials a, AwsCredentials b) {
    return a.accessKeyId().equals(b.accessKeyId())
        && a.secretAccessKey().equals(b.secretAccessKey())
        && Objects.equals(a.sessionToken(), b.sessionToken());
  }

  /** Replaces the canonical request's hash by the signature. */
  void sign(SigningScratch scratch, Timestamp time) {
    if (stringToSignSecond != time.epochSecond) {
      int at = BLOCK + ALGORITHM.length() + 1;
      System.arraycopy(time.bytes, 0, stringToSign, at, time.bytes.length);
      stringToSignSecond = time.epochSecond;
    }
    ByteWriter.hex(scratch.hash, stringToSign, stringToSign.length - 2 * HASH);
    scratch.update(stringToSign, 0, stringToSign.length);
    scratch.digest(outer, BLOCK);
    scratch.update(outer, 0, outer.length);
    scratch.digest(scratch.hash, 0);
  }

  /** Returns the Authorization header. */
  // The deprecated constructor is exact for ASCII, and short enough for the JIT to inline.
  @SuppressWarnings("deprecation")
  String authorization(SignedHeaders signedHeaders, byte[] signature) {
    if (this.signedHeaders != signedHeaders) {
      String text =
          ALGORITHM + " Credential=" + credential + ", SignedHeaders=" + signedHeaders.list;
      byte[] start = (text + ", Signature=").getBytes(US_ASCII);
      this.authorization = Arrays.copyOf(start, start.length + 2 * HASH);
      this.signedHeaders = signedHeaders;
    }
    ByteWriter.hex(signature, authorization, authorization.length - 2 * HASH);
    return new String(authorization, 0);
  }

  static byte[] tokenLine(String token) {
    if (token.chars().anyMatch(c -> c > 0x7e)) {
      throw new IllegalArgumentException(
          "The session token holds characters that no token has; check how it was copied");
    }
    return ("x-amz-security-token:" + token + "\n").getBytes(US_ASCII);
  }
}
