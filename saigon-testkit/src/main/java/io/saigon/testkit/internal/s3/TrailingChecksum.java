package io.saigon.testkit.internal.s3;

import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;

/** The checksum that follows a body; other trailers are not checked. */
final class TrailingChecksum {
  private static final String PREFIX = "x-amz-checksum-";
  private static final Map<String, ChecksumAlgorithm> ALGORITHMS =
      Map.of(
          "crc32", DefaultChecksumAlgorithm.CRC32,
          "crc32c", DefaultChecksumAlgorithm.CRC32C,
          "crc64nvme", DefaultChecksumAlgorithm.CRC64NVME,
          "sha1", DefaultChecksumAlgorithm.SHA1,
          "sha256", DefaultChecksumAlgorithm.SHA256);

  private final @Nullable SdkChecksum checksum;

  TrailingChecksum(@Nullable String trailer) {
    String name = trailer == null ? "" : trailer.toLowerCase(Locale.ROOT);
    if (!name.startsWith(PREFIX)) {
      checksum = null;
      return;
    }
    ChecksumAlgorithm algorithm = ALGORITHMS.get(name.substring(PREFIX.length()));
    if (algorithm == null) {
      throw new S3Error(
          400,
          "InvalidRequest",
          "The value specified in the x-amz-trailer header is not supported");
    }
    checksum = SdkChecksum.forAlgorithm(algorithm);
  }

  void update(byte[] data) {
    if (checksum != null) {
      checksum.update(data);
    }
  }

  void check(String given) {
    if (checksum != null
        && !Base64.getEncoder().encodeToString(checksum.getChecksumBytes()).equals(given)) {
      throw new S3Error(
          400,
          "BadDigest",
          "The checksum that you specified did not match the calculated checksum.");
    }
  }
}
