package io.saigon.rest.vertx;

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
  private static final String TERMINATOR = "aws4_request";

  final Mac mac;
  final byte[] scopeLine;
  final byte[] authorizationStart;
  final byte @Nullable [] token;
  final String credential;
  private final AwsCredentials credentials;
  private final SigV4Scope scope;
  private final long epochDay;

  SigningKey(AwsCredentials credentials, SigV4Scope scope, Timestamp time) {
    this.credentials = credentials;
    this.scope = scope;
    this.epochDay = Timestamp.epochDay(time.epochSecond);
    String day = time.text.substring(0, 8);
    String path = day + "/" + scope.region() + "/" + scope.service() + "/" + TERMINATOR;
    this.credential = credentials.accessKeyId() + "/" + path;
    this.scopeLine = (path + "\n").getBytes(UTF_8);
    this.authorizationStart =
        ("AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=").getBytes(UTF_8);
    this.token = headerBytes(credentials.sessionToken());
    try {
      this.mac = Mac.getInstance("HmacSHA256");
      byte[] key = hmac(("AWS4" + credentials.secretAccessKey()).getBytes(UTF_8), day);
      key = hmac(hmac(hmac(key, scope.region()), scope.service()), TERMINATOR);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
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

  private static byte @Nullable [] headerBytes(@Nullable String token) {
    if (token == null) {
      return null;
    }
    if (token.chars().anyMatch(c -> c > 0x7e)) {
      throw new IllegalArgumentException(
          "The session token holds characters that no token has; check how it was copied");
    }
    return token.getBytes(UTF_8);
  }

  private byte[] hmac(byte[] key, String data) throws GeneralSecurityException {
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data.getBytes(UTF_8));
  }
}
