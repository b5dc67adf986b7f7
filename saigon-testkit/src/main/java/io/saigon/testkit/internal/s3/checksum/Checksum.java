package io.saigon.testkit.internal.s3.checksum;

/**
 * The checksum of an object or a part.
 *
 * @param value Base64; of a composite one with a hyphen and the number of parts
 */
public record Checksum(Algorithm algorithm, Type type, String value) {
  /** Scope of a checksum: the bytes of an object, or the checksums of its parts. */
  public enum Type {
    COMPOSITE,
    FULL_OBJECT
  }

  public static Checksum of(Algorithm algorithm, String value) {
    return new Checksum(algorithm, Type.FULL_OBJECT, value);
  }
}
