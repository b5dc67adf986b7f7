package io.saigon.storage.download;

import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.s3.S3Failures;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** The checksum that S3 sent with an object, to verify its content. For one thread at a time. */
final class ContentChecksum {
  private interface Digest {
    void update(ByteBuffer bytes);

    byte[] value();
  }

  private static final Pattern MD5 = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

  private final String algorithm;
  private final byte[] expected;
  private final Supplier<Digest> digests;
  private Digest digest;

  private ContentChecksum(String algorithm, byte[] expected, Supplier<Digest> digests) {
    this.algorithm = algorithm;
    this.expected = expected;
    this.digests = digests;
    this.digest = digests.get();
  }

  /** Returns the cheapest one of the response; null if it has none of the whole object. */
  static @Nullable ContentChecksum of(GetObjectResponse response) {
    if (response.checksumType() != ChecksumType.COMPOSITE) {
      ContentChecksum own = own(response);
      if (own != null) {
        return own;
      }
    }
    return md5(response);
  }

  private static @Nullable ContentChecksum own(GetObjectResponse response) {
    if (response.checksumCRC32C() != null) {
      return of("CRC32C", response.checksumCRC32C(), () -> crc(new CRC32C(), Integer.BYTES));
    }
    if (response.checksumCRC32() != null) {
      return of("CRC32", response.checksumCRC32(), () -> crc(new CRC32(), Integer.BYTES));
    }
    if (response.checksumCRC64NVME() != null) {
      return of("CRC64NVME", response.checksumCRC64NVME(), () -> crc(new Crc64Nvme(), Long.BYTES));
    }
    if (response.checksumSHA256() != null) {
      return of("SHA-256", response.checksumSHA256(), () -> digest("SHA-256"));
    }
    if (response.checksumSHA1() != null) {
      return of("SHA-1", response.checksumSHA1(), () -> digest("SHA-1"));
    }
    return null;
  }

  // A checksum of the parts' checksums ends in their number, and is not one of the content.
  private static @Nullable ContentChecksum of(
      String algorithm, String base64, Supplier<Digest> digests) {
    return base64.indexOf('-') >= 0
        ? null
        : new ContentChecksum(algorithm, Base64.getDecoder().decode(base64), digests);
  }

  // "ETag" in the API reference of S3's type Object: an MD5 but for uploads in parts and for
  // encryption by KMS or by the customer's key.
  private static @Nullable ContentChecksum md5(GetObjectResponse response) {
    ServerSideEncryption encryption = response.serverSideEncryption();
    boolean plain =
        (encryption == null || encryption == ServerSideEncryption.AES256)
            && response.sseCustomerAlgorithm() == null;
    var tag = MD5.matcher(response.eTag() == null ? "" : response.eTag());
    return plain && tag.matches()
        ? new ContentChecksum(
            "MD5 (its ETag)", HexFormat.of().parseHex(tag.group(1)), () -> digest("MD5"))
        : null;
  }

  void update(ByteBuffer bytes) {
    digest.update(bytes);
  }

  void reset() {
    digest = digests.get();
  }

  void verify(S3ObjectDescriptor source) {
    if (!Arrays.equals(digest.value(), expected)) {
      throw new ObjectException(
          Reason.CHECKSUM_MISMATCH,
          "What arrived of %s does not have the %s that the storage gives; try again"
              .formatted(S3Failures.name(source), algorithm),
          null,
          null);
    }
  }

  private static Digest crc(Checksum checksum, int bytes) {
    return new Digest() {
      @Override
      public void update(ByteBuffer content) {
        checksum.update(content);
      }

      @Override
      public byte[] value() {
        byte[] all = ByteBuffer.allocate(Long.BYTES).putLong(checksum.getValue()).array();
        return Arrays.copyOfRange(all, Long.BYTES - bytes, Long.BYTES);
      }
    };
  }

  private static Digest digest(String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return new Digest() {
        @Override
        public void update(ByteBuffer content) {
          digest.update(content);
        }

        @Override
        public byte[] value() {
          return digest.digest();
        }
      };
    } catch (NoSuchAlgorithmException e) {
      // A runtime may be configured without MD5 (FIPS) or SHA.
      throw new IllegalStateException(
          "This Java has no %s; download with DownloadOptions.withVerifyChecksum(false)"
              .formatted(algorithm),
          e);
    }
  }
}
