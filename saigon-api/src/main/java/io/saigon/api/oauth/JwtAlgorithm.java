package io.saigon.api.oauth;

/** Signature algorithm of a JSON web token (RFC 7518, section 3; RFC 8037). */
public enum JwtAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256, and keys of 2048 to 8192 bits. */
  RS256,
  /** ECDSA on the curve P-256 with SHA-256. */
  ES256,
  /** EdDSA on the curve Ed25519. */
  EDDSA
}
