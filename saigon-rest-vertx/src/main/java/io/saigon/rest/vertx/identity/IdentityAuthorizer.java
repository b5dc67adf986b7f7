package io.saigon.rest.vertx.identity;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.sigv4.SignatureMismatch;
import io.saigon.rest.vertx.syntax.HeaderDates;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Authorizes requests by the signatures of one identity. */
public final class IdentityAuthorizer implements RequestAuthorizer {
  private final IdentitySigner identity;

  public IdentityAuthorizer(IdentitySigner identity) {
    this.identity = identity;
  }

  public IdentitySigner identity() {
    return identity;
  }

  @Override
  public Future<RestRequest> authorize(RestRequest request) {
    return identity
        .credentials()
        .map(credentials -> identity.signer().sign(request, credentials, identity.time()));
  }

  @Override
  public Future<Boolean> recover(RestRequest request, int statusCode, MultiMap headers) {
    String date = request.headers().get("x-amz-date");
    String authorization = request.headers().get("authorization");
    if (date == null || authorization == null) {
      return Future.succeededFuture(false);
    }
    return identity
        .credentials()
        .compose(
            known ->
                signedBy(known, authorization)
                    ? identity.recover(known, time(date), statusCode, headers)
                    : Future.succeededFuture(statusCode == 401 || statusCode == 403));
  }

  @Override
  public void repeatFailed(RestRequest request, int statusCode, MultiMap headers) {
    String date = request.headers().get("x-amz-date");
    if (date != null) {
      identity.repeatFailed(time(date), statusCode, headers);
    }
  }

  @Override
  public @Nullable String explain(RestRequest request, Buffer body) {
    SignatureMismatch mismatch =
        SignatureMismatch.find(identity.signer().scope(), request, body.toString());
    return mismatch == null ? null : mismatch.part() + ": " + mismatch.cause();
  }

  private static Instant time(String date) {
    return Instant.ofEpochSecond(HeaderDates.amzDate(date));
  }

  private static boolean signedBy(AwsCredentials credentials, String authorization) {
    return authorization.contains("Credential=" + credentials.accessKeyId() + "/");
  }
}
