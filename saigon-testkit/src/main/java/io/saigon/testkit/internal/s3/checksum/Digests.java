package io.saigon.testkit.internal.s3.checksum;

import java.util.Base64;
import java.util.HexFormat;

/**
 * The digests of a body, computed as it comes: MD5 for the entity tag, the checksum by which the
 * client protected it, and the one that is kept.
 */
public final class Digests {
  private final Hash md5 = Hash.digest("MD5");
  private final Algorithm given;
  private final Algorithm kept;
  private final Hash givenChecksum;
  private final Hash keptChecksum;

  public Digests(Algorithm algorithm) {
    this(algorithm, algorithm);
  }

  /**
   * @param given algorithm of the client's checksum
   * @param kept algorithm of the checksum that is stored
   */
  public Digests(Algorithm given, Algorithm kept) {
    this.given = given;
    this.kept = kept;
    keptChecksum = kept.start();
    givenChecksum = given == kept ? keptChecksum : given.start();
  }

  public void update(byte[] bytes, int length) {
    md5.update(bytes, length);
    keptChecksum.update(bytes, length);
    if (given != kept) {
      givenChecksum.update(bytes, length);
    }
  }

  /** Ends all digests. */
  public Computed finish() {
    Checksum stored = checksum(kept, keptChecksum);
    return new Computed(
        md5.finish(), given == kept ? stored : checksum(given, givenChecksum), stored);
  }

  private static Checksum checksum(Algorithm algorithm, Hash computed) {
    return Checksum.of(algorithm, Base64.getEncoder().encodeToString(computed.finish()));
  }

  /** The digests of a whole body. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Computed(byte[] md5, Checksum given, Checksum kept) {
    /** Returns the entity tag without quotes. */
    public String etag() {
      return HexFormat.of().formatHex(md5);
    }
  }
}
