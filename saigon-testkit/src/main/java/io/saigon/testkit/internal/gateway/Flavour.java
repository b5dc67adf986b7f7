package io.saigon.testkit.internal.gateway;

import io.saigon.testkit.internal.auth.SignatureRefused;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.util.UUID;

/** The kinds of gateway APIs, which differ in their stages and in their errors. */
public enum Flavour {
  /** A REST API, which reports the mistake of a signature in detail. */
  REST("/prod", "x-amzn-RequestId") {
    @Override
    String newRequestId() {
      return UUID.randomUUID().toString();
    }

    @Override
    AwsError notFound() {
      // A path that no API has gets the same answer as a call without a signature.
      return new AwsError(
          403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    @Override
    AwsError refused(SignatureRefused why) {
      return new AwsError(403, why.code(), why.text() + why.details());
    }

    @Override
    AwsError tooLong() {
      return new AwsError(413, "RequestTooLargeException", "Request Too Long");
    }

    @Override
    AwsError backendAway() {
      return new AwsError(
          504, "InternalServerErrorException", "Network error communicating with endpoint");
    }
  },

  /** An HTTP API with its stage {@code $default}, which reports no details. */
  HTTP("", "apigw-requestid") {
    @Override
    String newRequestId() {
      return Ids.token(11);
    }

    @Override
    AwsError notFound() {
      return new AwsError(404, "NotFoundException", "Not Found");
    }

    @Override
    AwsError refused(SignatureRefused why) {
      return new AwsError(403, "ForbiddenException", "Forbidden");
    }

    @Override
    AwsError tooLong() {
      return new AwsError(413, "RequestEntityTooLargeException", "Request Entity Too Large");
    }

    @Override
    AwsError backendAway() {
      return new AwsError(503, "ServiceUnavailableException", "Service Unavailable");
    }
  };

  private final String stage;
  private final String requestIdHeader;

  Flavour(String stage, String requestIdHeader) {
    this.stage = stage;
    this.requestIdHeader = requestIdHeader;
  }

  /** Returns the first segment of paths. */
  public String stage() {
    return stage;
  }

  String requestIdHeader() {
    return requestIdHeader;
  }

  abstract String newRequestId();

  AwsError throttled() {
    return new AwsError(429, "TooManyRequestsException", "Too Many Requests");
  }

  AwsError malformed() {
    return new AwsError(400, "BadRequestException", "Bad Request");
  }

  /** Returns the answer to a request on which the gateway itself failed. */
  AwsError failed() {
    return new AwsError(500, "InternalServerErrorException", "Internal Server Error");
  }

  abstract AwsError notFound();

  abstract AwsError refused(SignatureRefused why);

  abstract AwsError tooLong();

  abstract AwsError backendAway();
}
