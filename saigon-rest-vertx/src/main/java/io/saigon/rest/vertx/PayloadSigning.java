package io.saigon.rest.vertx;

/** How a service wants a body to be bound to the signature. */
public enum PayloadSigning {
  /** The body's SHA-256 is part of the signature and not sent; what most services expect. */
  SIGNED,
  /**
   * As {@link #SIGNED}, and sent as {@code x-amz-content-sha256} too: S3, OpenSearch Serverless.
   */
  SIGNED_AND_SENT,
  /**
   * The body is not signed and {@code x-amz-content-sha256: UNSIGNED-PAYLOAD} says so: VPC Lattice,
   * and S3 over TLS where it is wanted.
   */
  UNSIGNED
}
