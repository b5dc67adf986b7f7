package io.saigon.testkit.internal.s3.object;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.store.Bucket;
import io.saigon.testkit.internal.wire.Ids;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The encryption that a bucket has by default. Nothing is really encrypted; the headers are kept.
 *
 * @param keyId of a KMS key, or null
 * @param blocked names of the kinds that new objects may not have, as they were given
 */
public record Encryption(
    String algorithm, @Nullable String keyId, boolean bucketKey, List<String> blocked) {
  /** The encryption of a new bucket. */
  public static final Encryption STANDARD = new Encryption("AES256", null, false, List.of());

  /** The kind that S3 can block: that with keys of the client. */
  public static final String CUSTOMER_KEYS = "SSE-C";

  private static final List<String> ALGORITHMS = List.of("AES256", "aws:kms", "aws:kms:dsse");

  /** Returns whether S3 knows an algorithm. */
  public static boolean isKnown(String algorithm) {
    return ALGORITHMS.contains(algorithm);
  }

  /** Returns the encryption of a bucket. */
  public static Encryption of(Bucket bucket) {
    Encryption encryption = bucket.settings().get(Encryption.class);
    return encryption == null ? STANDARD : encryption;
  }

  /** Returns the key that S3 takes where none is named, which belongs to AWS. */
  private static String managedKey(Bucket bucket) {
    return "arn:aws:kms:%s:%s:key/%s"
        .formatted(
            bucket.region(),
            Ids.ACCOUNT,
            UUID.nameUUIDFromBytes("aws/s3".getBytes(StandardCharsets.UTF_8)));
  }

  static Map<String, String> of(S3Call call, Bucket bucket) {
    String both = CustomerKey.isGiven(call) ? call.header(AttributesReader.ENCRYPTION) : null;
    if (both != null) {
      throw S3Errors.invalidArgument(
          "Server Side Encryption with Customer provided key is incompatible with the encryption"
              + " method specified",
          AttributesReader.ENCRYPTION,
          both);
    }
    CustomerKey customer = CustomerKey.of(call);
    if (customer != null) {
      if (of(bucket).blocked.contains(CUSTOMER_KEYS)) {
        throw S3Errors.accessDenied();
      }
      return customer.headers();
    }
    Encryption standard = of(bucket);
    String given = call.header(AttributesReader.ENCRYPTION);
    String key = call.header(AttributesReader.ENCRYPTION + "-aws-kms-key-id");
    if (given != null && !isKnown(given)) {
      throw S3Errors.invalidArgument(
          "The encryption method specified is not supported", AttributesReader.ENCRYPTION, given);
    }
    if (key != null && (given == null || given.equals("AES256"))) {
      throw S3Errors.invalidArgument(
          "Server Side Encryption with AWS KMS managed key requires HTTP header"
              + " x-amz-server-side-encryption : aws:kms",
          AttributesReader.ENCRYPTION,
          String.valueOf(given));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String algorithm = given == null ? standard.algorithm : given;
    headers.put(AttributesReader.ENCRYPTION, algorithm);
    if (!algorithm.equals("AES256")) {
      String keyId = key != null ? key : given == null ? standard.keyId : null;
      headers.put(
          AttributesReader.ENCRYPTION + "-aws-kms-key-id",
          keyId == null ? managedKey(bucket) : keyId);
      String bucketKey = call.header(AttributesReader.ENCRYPTION + "-bucket-key-enabled");
      if (bucketKey == null ? standard.bucketKey : bucketKey.equalsIgnoreCase("true")) {
        headers.put(AttributesReader.ENCRYPTION + "-bucket-key-enabled", "true");
      }
    }
    return headers;
  }
}
