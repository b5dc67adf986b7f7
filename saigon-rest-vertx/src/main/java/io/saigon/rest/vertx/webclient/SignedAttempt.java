package io.saigon.rest.vertx.webclient;

import io.saigon.api.credentials.AwsCredentials;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A signed request that was sent. Not a record, whose toString would show its parts. */
final class SignedAttempt {
  final AwsCredentials credentials;
  final Instant signedAt;
  private final String hashedPayload;

  SignedAttempt(AwsCredentials credentials, Instant signedAt, String hashedPayload) {
    this.credentials = credentials;
    this.signedAt = signedAt;
    this.hashedPayload = hashedPayload;
  }

  /** Throws if the body differs from that of the attempt that this one repeats. */
  SignedAttempt repeating(@Nullable SignedAttempt first) {
    if (first != null && !hashedPayload.equals(first.hashedPayload)) {
      throw new IllegalStateException(
          "The body was changed after it was signed and sent, so the request is not repeated;"
              + " leave a Buffer alone until the answer is there");
    }
    return this;
  }
}
