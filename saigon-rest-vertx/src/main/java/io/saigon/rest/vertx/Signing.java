package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** One identity's signatures, and what to do about refused ones. */
final class Signing {
  final SigV4Signer signer;
  final SkewedClock clock;
  private final CredentialsProvider provider;

  Signing(SigV4Signer signer, CredentialsProvider provider, SkewedClock clock) {
    this.signer = signer;
    this.provider = provider;
    this.clock = clock;
  }

  Future<AwsCredentials> credentials() {
    return provider.credentials();
  }

  /** Whether the reason of a refusal was found and put right. */
  Future<Boolean> recover(
      AwsCredentials used, long signedAt, int statusCode, MultiMap answerHeaders) {
    if (!mayRecover(statusCode)) {
      return Future.succeededFuture(false);
    }
    if (clock.learn(signedAt, answerHeaders)) {
      return Future.succeededFuture(true);
    }
    if (!expired(used, answerHeaders)) {
      return Future.succeededFuture(false);
    }
    return provider.renewed(used).map(now -> !now.accessKeyId().equals(used.accessKeyId()));
  }

  /**
   * Forgets a clock's offset that did not help.
   *
   * @param signedAt time of the signature of a request that was repeated after {@link #recover}
   * @param statusCode status of the answer to the repeat
   * @param answerHeaders headers of that answer
   */
  void repeatFailed(long signedAt, int statusCode, MultiMap answerHeaders) {
    if (mayRecover(statusCode) && !timely(statusCode, answerHeaders)) {
      clock.forget(signedAt);
    }
  }

  /** Whether a status may be that of a refused signature. */
  static boolean mayRecover(int statusCode) {
    return statusCode == 400 || statusCode == 401 || statusCode == 403;
  }

  // Whether a refusal names another reason than the time of the signature.
  private static boolean timely(int statusCode, MultiMap answerHeaders) {
    String code = ErrorCodes.of(answerHeaders);
    if (code == null) {
      return false;
    }
    return statusCode == 400
        ? !code.contains("Signature") && !code.startsWith("RequestExpired")
        : code.startsWith("AccessDenied") || code.startsWith("ExpiredToken");
  }

  private boolean expired(AwsCredentials used, MultiMap answerHeaders) {
    String code = ErrorCodes.of(answerHeaders);
    if (code != null) {
      return code.startsWith("ExpiredToken") || code.equals("TokenRefreshRequired");
    }
    return used.expiration() != null && used.expiration().getEpochSecond() <= clock.epochSecond();
  }

  /** AWS's error code and request id in an answer's headers. */
  static final class ErrorCodes {
    private ErrorCodes() {}

    static @Nullable String of(MultiMap headers) {
      String type = headers.get("x-amzn-errortype");
      if (type == null) {
        return null;
      }
      int colon = type.indexOf(':');
      return colon < 0 ? type : type.substring(0, colon);
    }

    static @Nullable String requestId(MultiMap headers) {
      String id = headers.get("x-amzn-requestid");
      if (id == null) {
        id = headers.get("x-amz-request-id");
      }
      return id != null ? id : headers.get("apigw-requestid");
    }
  }
}
