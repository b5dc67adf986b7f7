package io.saigon.rest.vertx.sigv4;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.syntax.ByteWriter;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The signing key of one day, scope and credentials, and the last headers signed with it. It holds
 * no strong reference to the credentials, and is collected with them. Thread-safe.
 *
 * <p>HMAC (RFC 2104) is spelled out in two digests, {@code H(outer || H(inner || text))}, because a
 * Mac would keep the key in the thread that it belongs to.
 */
final class SigningKey {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final byte[] ALGORITHM_LINE = (ALGORITHM + "\n").getBytes(US_ASCII);
  private static final String TERMINATOR = "aws4_request";
  private static final String HMAC = "HmacSHA256";
  private static final int BLOCK = 64;
  private static final int KEPT_HEADERS = 4;
  private static final int LONGEST_KEPT = 8192;

  private final WeakReference<AwsCredentials> owner;
  private final long epochDay;

  /** Access key id and scope, as in {@code AKID/20150830/eu-west-1/s3/aws4_request}. */
  final String credential;

  private final Map<String, String> ownHeaders;
  private final byte[] scope;
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  // Most requests have the headers of one before; others take 2.3 times as long to sign. Immutable,
  // so a race between threads costs that time and nothing else.
  private final @Nullable SignedHeaders[] kept = new SignedHeaders[KEPT_HEADERS];
  private int oldest;

  /**
   * @param gone is notified when the credentials are collected
   */
  SigningKey(
      AwsCredentials credentials,
      ReferenceQueue<AwsCredentials> gone,
      SigV4Scope scope,
      Timestamp time) {
    this.owner = new WeakReference<>(credentials, gone);
    this.epochDay = time.epochDay();
    String day = time.text.substring(0, 8);
    String path = day + "/" + scope.region() + "/" + scope.service() + "/" + TERMINATOR;
    this.scope = ("\n" + path + "\n").getBytes(US_ASCII);
    this.credential = credentials.accessKeyId() + "/" + path;
    this.ownHeaders = ownHeaders(credentials.sessionToken(), scope);
    byte[] key = derive(credentials.secretAccessKey(), day, scope);
    for (int i = 0; i < BLOCK; i++) {
      byte b = i < key.length ? key[i] : 0;
      inner[i] = (byte) (b ^ 0x36);
      outer[i] = (byte) (b ^ 0x5c);
    }
  }

  boolean isOf(AwsCredentials credentials) {
    return owner.refersTo(credentials);
  }

  boolean isOf(Timestamp time) {
    return epochDay == time.epochDay();
  }

  // Date and payload are written for each request.
  private static Map<String, String> ownHeaders(@Nullable String token, SigV4Scope scope) {
    Map<String, String> signerHeaders = new HashMap<>();
    signerHeaders.put(SigV4Headers.DATE, "0".repeat(16));
    if (token != null && scope.signSessionToken()) {
      signerHeaders.put(SigV4Headers.TOKEN, checkedToken(token));
    }
    if (scope.payload() != PayloadSigning.SIGNED) {
      signerHeaders.put(SigV4Headers.CONTENT_SHA256, "0".repeat(scope.payload().length()));
    }
    return signerHeaders;
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

  /** Returns the headers of a request that is signed by headers. */
  SignedHeaders headers(Iterable<? extends Map.Entry<String, String>> given, String host) {
    for (SignedHeaders known : kept) {
      if (known != null && known.canonical.isOf(given, host)) {
        return known;
      }
    }
    CanonicalHeaders canonical = new CanonicalHeaders(given, host, ownHeaders);
    SignedHeaders made = new SignedHeaders(canonical, credential);
    if (canonical.length() <= LONGEST_KEPT) {
      kept[oldest] = made;
      oldest = (oldest + 1) % KEPT_HEADERS;
    }
    return made;
  }

  /** Replaces the canonical request's hash by the signature. */
  void sign(SigningScratch scratch, Timestamp time) {
    ByteWriter out = scratch.out;
    int stringToSign = out.length;
    out.put(ALGORITHM_LINE);
    out.put(time.bytes);
    out.put(scope);
    out.hex(scratch.hash);
    scratch.update(inner, 0, BLOCK);
    scratch.hash(stringToSign);
    scratch.update(outer, 0, BLOCK);
    scratch.update(scratch.hash, 0, scratch.hash.length);
    scratch.digest();
  }

  static String checkedToken(String token) {
    if (token.chars().anyMatch(c -> c > 0x7e)) {
      throw new IllegalArgumentException(
          "The session token holds characters that no token has; check how it was copied");
    }
    return token;
  }

  /** Canonical headers, and the Authorization header up to the signature. */
  static final class SignedHeaders {
    final CanonicalHeaders canonical;
    private final byte[] start;

    private SignedHeaders(CanonicalHeaders canonical, String credential) {
      this.canonical = canonical;
      String text =
          ALGORITHM
              + " Credential="
              + credential
              + ", SignedHeaders="
              + canonical.names
              + ", Signature=";
      this.start = text.getBytes(US_ASCII);
    }

    /** Returns the Authorization header for the signature in a scratch. */
    String authorization(SigningScratch scratch) {
      ByteWriter out = scratch.out;
      int from = out.length;
      out.put(start);
      out.hex(scratch.hash);
      return out.text(from, out.length);
    }
  }
}
