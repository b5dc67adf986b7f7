package io.saigon.rest.vertx.identity;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.saigon.rest.vertx.syntax.AwsErrorHeaders;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;

/** Signer, credentials and clock of one identity, and the recovery from refused signatures. */
public final class IdentitySigner {
  private final SigV4Signer signer;
  private final SkewCorrectedClock clock;
  private final CredentialsProvider provider;

  public IdentitySigner(
      SigV4Signer signer, CredentialsProvider provider, SkewCorrectedClock clock) {
    this.signer = signer;
    this.provider = provider;
    this.clock = clock;
  }

  public SigV4Signer signer() {
    return signer;
  }

  /** Returns the time to sign with. */
  public Instant time() {
    return Instant.ofEpochSecond(clock.epochSecond());
  }

  /** Returns the correction of this machine's clock by the service's. */
  Duration clockOffset() {
    return Duration.ofSeconds(clock.offset());
  }

  public Future<AwsCredentials> credentials() {
    return provider.credentials();
  }

  /** Returns whether the reason of a refusal was found and put right. */
  public Future<Boolean> recover(
      AwsCredentials used, Instant signedAt, int statusCode, MultiMap responseHeaders) {
    if (!mayRecover(statusCode)) {
      return Future.succeededFuture(false);
    }
    if (clock.correct(signedAt.getEpochSecond(), responseHeaders)) {
      return Future.succeededFuture(true);
    }
    if (!expired(used, responseHeaders)) {
      return Future.succeededFuture(false);
    }
    return provider.renewed(used).map(now -> !now.accessKeyId().equals(used.accessKeyId()));
  }

  /**
   * Drops a correction of the clock that did not help.
   *
   * @param signedAt time of the signature of a request that was repeated after {@link #recover}
   * @param statusCode status of the response to the repeat
   * @param responseHeaders headers of that response
   */
  public void repeatFailed(Instant signedAt, int statusCode, MultiMap responseHeaders) {
    if (mayRecover(statusCode) && !namesOtherReason(statusCode, responseHeaders)) {
      clock.revert(signedAt.getEpochSecond());
    }
  }

  /** Returns whether a status may be that of a refused signature. */
  public static boolean mayRecover(int statusCode) {
    return statusCode == 400 || statusCode == 401 || statusCode == 403;
  }

  // Whether a refusal names another reason than the signature's time.
  private static boolean namesOtherReason(int statusCode, MultiMap responseHeaders) {
    String code = AwsErrorHeaders.errorCode(responseHeaders);
    if (code == null) {
      return false;
    }
    return statusCode == 400
        ? !code.contains("Signature") && !code.startsWith("RequestExpired")
        : code.startsWith("AccessDenied") || code.startsWith("ExpiredToken");
  }

  private boolean expired(AwsCredentials used, MultiMap responseHeaders) {
    String code = AwsErrorHeaders.errorCode(responseHeaders);
    if (code != null) {
      return code.startsWith("ExpiredToken") || code.equals("TokenRefreshRequired");
    }
    return used.expiration() != null && used.expiration().getEpochSecond() <= clock.epochSecond();
  }
}
