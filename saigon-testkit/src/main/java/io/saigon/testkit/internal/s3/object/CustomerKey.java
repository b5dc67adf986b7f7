package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.auth.Hashes;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Attributes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of the client for one object (SSE-C). Nothing is really encrypted, but whoever lacks the
 * key cannot read the object.
 *
 * @param md5 MD5 of the key in base64, which is all that is kept of it
 */
public record CustomerKey(String md5) {
  private static final String PREFIX = AttributesReader.ENCRYPTION + "-customer-";
  private static final String SOURCE = "x-amz-copy-source-server-side-encryption-customer-";
  private static final String ALGORITHM = PREFIX + "algorithm";
  private static final String MD5 = PREFIX + "key-md5";
  private static final String PROVIDE =
      "Requests specifying Server Side Encryption with Customer provided keys must provide ";
  private static final int LENGTH = 32;

  /** Returns the key that a request gives for what it writes or reads, or null. */
  static @Nullable CustomerKey of(S3Call call) {
    return of(call, PREFIX);
  }

  /** Returns whether a request gives anything of such a key. */
  static boolean isGiven(S3Call call) {
    return call.has(ALGORITHM) || call.has(PREFIX + "key") || call.has(MD5);
  }

  private static @Nullable CustomerKey of(S3Call call, String prefix) {
    String algorithm = call.header(prefix + "algorithm");
    String key = call.header(prefix + "key");
    String md5 = call.header(prefix + "key-MD5");
    if (algorithm == null && key == null && md5 == null) {
      return null;
    }
    if (algorithm == null) {
      throw refused("a valid encryption algorithm.");
    }
    if (!algorithm.equals("AES256")) {
      throw new S3Error(
              400,
              "InvalidEncryptionAlgorithmError",
              "The Encryption request you specified is not valid. Supported value: AES256.")
          .with("ArgumentName", AttributesReader.ENCRYPTION)
          .with("ArgumentValue", algorithm);
    }
    if (key == null) {
      throw refused("an appropriate secret key.");
    }
    if (md5 == null) {
      throw refused("the client calculated MD5 of the secret key.");
    }
    byte[] bytes = bytes(key);
    if (bytes.length != LENGTH) {
      throw S3Errors.invalidArgument(
          "The secret key was invalid for the specified algorithm.", AttributesReader.ENCRYPTION);
    }
    if (!Base64.getEncoder().encodeToString(Hashes.md5(bytes)).equals(md5)) {
      throw S3Errors.invalidArgument(
          "The calculated MD5 hash of the key did not match the hash that was provided.",
          AttributesReader.ENCRYPTION);
    }
    return new CustomerKey(md5);
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static S3Error refused(String what) {
    return S3Errors.invalidArgument(PROVIDE + what, AttributesReader.ENCRYPTION);
  }

  /** Returns the headers that are kept with an object and given back. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(ALGORITHM, "AES256");
    headers.put(MD5, md5);
    return headers;
  }

  /** Fails unless a request has the key of an object that it reads, or none for one without. */
  static void checkRead(S3Call call, Attributes attributes) {
    check(of(call), attributes);
  }

  /** Fails unless a request has the key of the source that it copies. */
  static void checkSource(S3Call call, Attributes attributes) {
    check(of(call, SOURCE), attributes);
  }

  private static void check(@Nullable CustomerKey given, Attributes attributes) {
    String kept = attributes.headers().get(MD5);
    if (given == null && kept != null) {
      throw S3Errors.invalidRequest(
          "The object was stored using a form of Server Side Encryption. The correct parameters"
              + " must be provided to retrieve the object.");
    }
    if (given != null && kept == null) {
      throw S3Errors.invalidRequest("The encryption parameters are not applicable to this object.");
    }
    if (given != null && !given.md5.equals(kept)) {
      throw S3Errors.accessDenied(PROVIDE + "the correct secret key.");
    }
  }

  /** Fails unless a part has the key that its upload was started with. */
  public static void checkPart(S3Call call, Attributes attributes) {
    CustomerKey given = of(call);
    String kept = attributes.headers().get(MD5);
    if (!Objects.equals(given == null ? null : given.md5, kept)) {
      throw S3Errors.invalidRequest(
          kept == null
              ? "The multipart upload initiate did not request encryption. Please resend the"
                  + " request without the encryption parameters."
              : given == null
                  ? "The multipart upload initiate requested encryption. Subsequent part requests"
                      + " must include the appropriate encryption parameters."
                  : "The provided encryption parameters did not match the ones used originally.");
    }
  }
}
