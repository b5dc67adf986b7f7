package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Signs as one identity. */
final class UserAuthorizer implements RequestAuthorizer {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  private final Signing signing;

  UserAuthorizer(Signing signing) {
    this.signing = signing;
  }

  @Override
  public Future<RestRequest> authorize(RestRequest request) {
    return signing
        .credentials()
        .map(
            credentials ->
                signing.signer.sign(
                    request, credentials, Instant.ofEpochSecond(signing.clock.epochSecond())));
  }

  @Override
  public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    String date = request.headers().get("x-amz-date");
    String authorization = request.headers().get("authorization");
    if (date == null || authorization == null) {
      return Future.succeededFuture(false);
    }
    return signing
        .credentials()
        .compose(
            known ->
                signedBy(known, authorization)
                    ? signing.recover(known, epochSecond(date), statusCode, headers)
                    : Future.succeededFuture(statusCode == 401 || statusCode == 403));
  }

  private static boolean signedBy(AwsCredentials credentials, String authorization) {
    return authorization.contains("Credential=" + credentials.accessKeyId() + "/");
  }

  private static long epochSecond(String date) {
    try {
      return LocalDateTime.parse(date, DATE).toEpochSecond(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("x-amz-date must look like 20150830T123600Z", e);
    }
  }
}
