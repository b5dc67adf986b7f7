package io.saigon.rest.vertx.sigv4;

/** Ways to bind a body to a signature, as services expect it. */
public enum PayloadSigning {
  /** The body's SHA-256 is signed and not sent, as most services expect it. */
  SIGNED,
  /**
   * The body's SHA-256 is signed and sent as {@code x-amz-content-sha256}: S3, OpenSearch
   * Serverless.
   */
  SIGNED_AND_SENT,
  /**
   * The body is not signed, and {@code x-amz-content-sha256: UNSIGNED-PAYLOAD} is sent: VPC
   * Lattice, and S3 over TLS as an option.
   */
  UNSIGNED;

  /** Returns the characters of the payload line of a canonical request. */
  int length() {
    return this == UNSIGNED ? SigningScratch.UNSIGNED_PAYLOAD.length : 64;
  }
}
