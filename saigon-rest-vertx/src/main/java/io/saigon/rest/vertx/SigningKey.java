package io.saigon.rest.vertx;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.saigon.api.AwsCredentials;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Everything about one day, scope and credentials that signatures share. Belongs to one thread,
 * because its Mac does.
 */
final class SigningKey {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String TERMINATOR = "aws4_request";
  private static final String HMAC = "HmacSHA256";

  final Mac mac;
  final String credential;

  /** {@code x-amz-security-token:...} and a line break, or null without a token. */
  final byte @Nullable [] tokenLine;

  private final AwsCredentials credentials;
  private final SigV4Scope scope;
  private final long epochDay;
  private final byte[] stringToSign;
  private long stringToSignSecond;
  private HeaderShape shape = HeaderShape.NONE;
  private byte[] authorization = {};

  SigningKey(AwsCredentials credentials, SigV4Scope scope, Timestamp time) {
    this.credentials = credentials;
    this.scope = scope;
    this.epochDay = Timestamp.epochDay(time.epochSecond);
    String day = time.text.substring(0, 8);
    String path = day + "/" + scope.region() + "/" + scope.service() + "/" + TERMINATOR;
    this.credential = credentials.accessKeyId() + "/" + path;
    this.tokenLine = tokenLine(credentials.sessionToken());
    this.stringToSign = (ALGORITHM + "\n" + time.text + "\n" + path + "\n").getBytes(US_ASCII);
    this.stringToSignSecond = time.epochSecond;
    try {
      this.mac = Mac.getInstance(HMAC);
      byte[] key = hmac(("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8), day);
      key = hmac(hmac(hmac(key, scope.region()), scope.service()), TERMINATOR);
      mac.init(new SecretKeySpec(key, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime lacks HmacSHA256", e);
    }
  }

  boolean is(AwsCredentials credentials, SigV4Scope scope, long epochDay) {
    return this.epochDay == epochDay
        && this.scope.region().equals(scope.region())
        && this.scope.service().equals(scope.service())
        && this.credentials.accessKeyId().equals(credentials.accessKeyId())
        && this.credentials.secretAccessKey().equals(credentials.secretAccessKey())
        && Objects.equals(this.credentials.sessionToken(), credentials.sessionToken());
  }

  /** All of the string to sign but the canonical request's hash. */
  byte[] stringToSign(Timestamp time) {
    if (stringToSignSecond != time.epochSecond) {
      System.arraycopy(time.bytes, 0, stringToSign, ALGORITHM.length() + 1, time.bytes.length);
      stringToSignSecond = time.epochSecond;
    }
    return stringToSign;
  }

  /** All of the Authorization header but the signature. */
  byte[] authorization(HeaderShape shape) {
    if (this.shape != shape) {
      String names = new String(shape.signedHeaders, US_ASCII);
      String text = ALGORITHM + " Credential=" + credential + ", SignedHeaders=" + names;
      this.authorization = (text + ", Signature=").getBytes(US_ASCII);
      this.shape = shape;
    }
    return authorization;
  }

  private static byte @Nullable [] tokenLine(@Nullable String token) {
    if (token == null) {
      return null;
    }
    if (token.chars().anyMatch(c -> c > 0x7e)) {
      throw new IllegalArgumentException(
          "The session token holds characters that no token has; check how it was copied");
    }
    return ("x-amz-security-token:" + token + "\n").getBytes(US_ASCII);
  }

  private byte[] hmac(byte[] key, String data) throws GeneralSecurityException {
    mac.init(new SecretKeySpec(key, HMAC));
    return mac.doFinal(data.getBytes(UTF_8));
  }
}
