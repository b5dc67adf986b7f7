package io.saigon.testkit.internal.s3.signature;

import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.auth.SignedRequest;
import io.saigon.testkit.internal.auth.SigningRules;
import io.saigon.testkit.internal.auth.Verified;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.request.Caller;
import io.saigon.testkit.internal.s3.request.HeaderEncoding;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The signer of a request to S3, and the check of its body. */
public final class S3Check {
  private static final String CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final String CHUNKS_AND_TRAILER = CHUNKS + "-TRAILER";
  private static final String TRAILER_ONLY = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final SigV4Verifier verifier;

  public S3Check(SigV4Verifier verifier) {
    this.verifier = verifier;
  }

  /**
   * The signer of a request, and the check of its body that is still to come.
   *
   * @param trailer name of the header that follows the body, or null
   */
  public record Checked(Caller caller, Payload payload, @Nullable String trailer) {}

  /** Checks all but the body; throws an {@link S3Error} where something is wrong. */
  public Checked check(HttpServerRequest request) {
    refuseOtherMechanisms(request);
    refuseVersionTwo(request);
    String hash = payloadHash(request);
    if (isAnonymous(request)) {
      return new Checked(Caller.ANONYMOUS, anonymous(request, hash), trailerOf(request, hash));
    }
    Verified verified;
    try {
      verified = verifier.verify(signed(request, hash), SigningRules.S3);
    } catch (SignatureRefused e) {
      throw request.headers().contains("Authorization")
          ? SignatureErrors.of(e)
          : SignatureErrors.ofQuery(e);
    }
    return new Checked(
        new Caller(verified.key().principal()),
        payload(request, hash, verified),
        trailerOf(request, hash));
  }

  /** Returns a request as its client signed it, with headers in UTF-8. */
  private static SignedRequest signed(HttpServerRequest request, String hash) {
    SignedRequest plain = SignedRequest.of(request, hash);
    return new SignedRequest(
        plain.method(),
        plain.path(),
        plain.parameters(),
        HeaderEncoding.decoded(plain.headers()),
        plain.payloadHash());
  }

  private static boolean isAnonymous(HttpServerRequest request) {
    return !request.headers().contains("Authorization")
        && !request.params().contains("X-Amz-Algorithm")
        && !request.params().contains("X-Amz-Signature");
  }

  private static Payload anonymous(HttpServerRequest request, String hash) {
    if (hash.equals(UNSIGNED)) {
      return Payload.unsigned();
    }
    if (hash.equals(TRAILER_ONLY)) {
      return new ChunkedPayload(null, trailer(request), length(request));
    }
    if (hash.equals(CHUNKS) || hash.equals(CHUNKS_AND_TRAILER)) {
      throw S3Errors.accessDenied();
    }
    return new HashedPayload(hash);
  }

  private static @Nullable String trailerOf(HttpServerRequest request, String hash) {
    return hash.equals(TRAILER_ONLY) || hash.equals(CHUNKS_AND_TRAILER)
        ? trailer(request).toLowerCase(Locale.ROOT)
        : null;
  }

  private static Payload payload(HttpServerRequest request, String hash, Verified verified) {
    return switch (hash) {
      case UNSIGNED -> Payload.unsigned();
      case TRAILER_ONLY -> new ChunkedPayload(null, trailer(request), length(request));
      case CHUNKS -> new ChunkedPayload(signatures(request, verified), null, length(request));
      case CHUNKS_AND_TRAILER ->
          new ChunkedPayload(signatures(request, verified), trailer(request), length(request));
      default -> new HashedPayload(hash);
    };
  }

  /** Headers that are not for S3, which HTTP clients add to presigned URLs too. */
  private static void refuseOtherMechanisms(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if (header == null) {
      return;
    }
    if (request.params().contains("X-Amz-Algorithm") || request.params().contains("Signature")) {
      throw S3Errors.invalidArgument(
          "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature"
              + " query string parameter or the Authorization header should be specified",
          "Authorization",
          header);
    }
    if (!header.startsWith("AWS")) {
      throw S3Errors.invalidArgument("Unsupported Authorization Type", "Authorization", header);
    }
  }

  /** Signatures of version 2, which some clients still presign with, as S3 refuses them. */
  private static void refuseVersionTwo(HttpServerRequest request) {
    String header = request.getHeader("Authorization");
    if ((header != null && header.startsWith("AWS "))
        || request.params().contains("AWSAccessKeyId")) {
      throw new S3Error(
          400,
          "InvalidRequest",
          "The authorization mechanism you have provided is not supported. Please use"
              + " AWS4-HMAC-SHA256.");
    }
  }

  private static String payloadHash(HttpServerRequest request) {
    String declared = request.getHeader("x-amz-content-sha256");
    if (declared == null) {
      declared = request.getParam("X-Amz-Content-Sha256");
    }
    if (declared != null) {
      if (!declared.matches(
          "[0-9a-f]{64}|" + String.join("|", UNSIGNED, CHUNKS, CHUNKS_AND_TRAILER, TRAILER_ONLY))) {
        throw new S3Error(
            400,
            "InvalidArgument",
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
                + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
                + " or a valid sha256 value.");
      }
      return declared;
    }
    if (request.headers().contains("Authorization")) {
      throw new S3Error(
          400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256");
    }
    return UNSIGNED;
  }

  private static ChunkSignatures signatures(HttpServerRequest request, Verified verified) {
    String date = request.getHeader("X-Amz-Date");
    if (date == null) {
      throw new S3Error(
          400, "InvalidRequest", "Missing required header for this request: x-amz-date");
    }
    return new ChunkSignatures(verified, date);
  }

  private static String trailer(HttpServerRequest request) {
    String trailer = request.getHeader("x-amz-trailer");
    if (trailer == null) {
      throw new S3Error(
          400, "InvalidRequest", "Missing required header for this request: x-amz-trailer");
    }
    return trailer;
  }

  private static long length(HttpServerRequest request) {
    String length = request.getHeader("x-amz-decoded-content-length");
    if (length == null || !length.matches("\\d{1,15}")) {
      throw new S3Error(
          411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
    }
    return Long.parseLong(length);
  }
}
