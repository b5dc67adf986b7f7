package io.saigon.testkit.internal.s3.checksum;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The digests that a client sent with a body, in headers or as its trailer. */
public final class ExpectedDigests {
  private static final String SDK_ALGORITHM = "x-amz-sdk-checksum-algorithm";
  private static final List<String> NOT_DIGESTS =
      List.of("x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode");

  private final byte @Nullable [] md5;
  private final @Nullable Algorithm algorithm;
  private final @Nullable String value;
  private final boolean trailing;

  private ExpectedDigests(
      byte @Nullable [] md5,
      @Nullable Algorithm algorithm,
      @Nullable String value,
      boolean trailing) {
    this.md5 = md5;
    this.algorithm = algorithm;
    this.value = value;
    this.trailing = trailing;
  }

  /** No digests. */
  public static ExpectedDigests none() {
    return new ExpectedDigests(null, null, null, false);
  }

  /** The digests of a body whose headers with checksums are about something else. */
  public static ExpectedDigests md5Only(MultiMap headers) {
    return new ExpectedDigests(md5(headers), null, null, false);
  }

  /**
   * Reads the digests, or fails with {@code InvalidDigest} or {@code InvalidRequest}.
   *
   * @param trailer name of the header that follows the body, or null
   */
  public static ExpectedDigests of(MultiMap headers, @Nullable String trailer) {
    byte[] md5 = md5(headers);
    List<String> names =
        headers.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith(Algorithm.HEADER) && !NOT_DIGESTS.contains(name))
            .distinct()
            .toList();
    if (names.size() > 1 || (names.size() == 1 && trailer != null)) {
      throw S3Errors.invalidRequest(
          "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
    }
    String named = headers.get(SDK_ALGORITHM);
    if (trailer != null) {
      return new ExpectedDigests(md5, trailing(trailer), null, true);
    }
    if (names.isEmpty()) {
      if (named != null) {
        Algorithm.named(named);
        throw S3Errors.invalidRequest(
            "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or"
                + " x-amz-trailer headers were found.");
      }
      return new ExpectedDigests(md5, null, null, false);
    }
    String header = names.get(0);
    Algorithm algorithm = Algorithm.named(header.substring(Algorithm.HEADER.length()));
    if (named != null && Algorithm.named(named) != algorithm) {
      throw S3Errors.invalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
    }
    String value = headers.get(header).strip();
    if (!algorithm.accepts(value)) {
      throw S3Errors.invalidRequest("Value for " + header + " header is invalid.");
    }
    return new ExpectedDigests(md5, algorithm, value, false);
  }

  private static Algorithm trailing(String trailer) {
    if (!trailer.startsWith(Algorithm.HEADER)) {
      throw S3Errors.invalidRequest(
          "The value specified in the x-amz-trailer header is not supported");
    }
    return Algorithm.named(trailer.substring(Algorithm.HEADER.length()));
  }

  private static byte @Nullable [] md5(MultiMap headers) {
    String given = headers.get("Content-MD5");
    if (given == null) {
      return null;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(given.strip());
      if (bytes.length == 16) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw invalidMd5(given);
    }
    throw invalidMd5(given);
  }

  private static S3Error invalidMd5(String given) {
    return new S3Error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        .with("Content-MD5", given);
  }

  /** Returns the algorithm of the client, or null. */
  public @Nullable Algorithm algorithm() {
    return algorithm;
  }

  /** Returns whether the client sent a digest. */
  public boolean isAny() {
    return md5 != null || algorithm != null;
  }

  /** Fails with {@code BadDigest} where a body is another than the client sent. */
  public void verify(Digests.Computed computed, Map<String, String> trailers) {
    if (md5 != null && !Arrays.equals(md5, computed.md5())) {
      throw new S3Error(
              400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
          .with("ExpectedDigest", Base64.getEncoder().encodeToString(md5))
          .with("CalculatedDigest", Base64.getEncoder().encodeToString(computed.md5()));
    }
    if (algorithm == null) {
      return;
    }
    String expected = trailing ? trailers.get(algorithm.header()) : value;
    if (expected == null || !algorithm.accepts(expected)) {
      throw S3Errors.invalidRequest(
          "Value for " + algorithm.header() + " trailing header is invalid.");
    }
    if (!expected.equals(computed.given().value())) {
      throw mismatch(algorithm);
    }
  }

  private static S3Error mismatch(Algorithm algorithm) {
    return new S3Error(
        400,
        "BadDigest",
        "The " + algorithm + " you specified did not match the calculated checksum.");
  }
}
