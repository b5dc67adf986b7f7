package io.saigon.rest.vertx;

import io.saigon.api.AwsCredentials;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Signs as one identity. */
final class UserAuthorizer implements RequestAuthorizer {
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
                    ? signing.recover(known, Timestamp.parse(date).epochSecond, statusCode, headers)
                    : Future.succeededFuture(statusCode == 401 || statusCode == 403));
  }

  @Override
  public void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {
    String date = request.headers().get("x-amz-date");
    if (date != null) {
      signing.repeatFailed(Timestamp.parse(date).epochSecond, statusCode, headers);
    }
  }

  @Override
  public @Nullable String explain(RestRequest request, Buffer body) {
    SignatureMismatch mismatch =
        SignatureMismatch.find(signing.signer.scope(), request, body.toString());
    return mismatch == null ? null : mismatch.part() + ": " + mismatch.cause();
  }

  private static boolean signedBy(AwsCredentials credentials, String authorization) {
    return authorization.contains("Credential=" + credentials.accessKeyId() + "/");
  }
}
