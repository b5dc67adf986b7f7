package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.RequestTargets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import java.util.Optional;

/** The front end of S3: checks requests and passes the valid ones on to the store. */
final class S3Front {
  private static final int CONNECTIONS = 128;

  private final Vertx vertx;
  private final S3Check check;
  private final Answers answers;
  private final Faults faults;
  private final HttpClient client;
  private final int storePort;

  S3Front(Vertx vertx, SigV4Verifier verifier, Answers answers, Faults faults, int storePort) {
    this.vertx = vertx;
    this.check = new S3Check(verifier);
    this.answers = answers;
    this.faults = faults;
    this.storePort = storePort;
    client =
        vertx.createHttpClient(
            new HttpClientOptions().setMaxHeaderSize(1 << 16),
            new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  }

  void handle(HttpServerRequest request) {
    request.pause();
    if (!RequestTargets.isWellFormed(request)) {
      refuse(request, S3Error.malformedUri(request.uri()));
      return;
    }
    Optional<Fault> fault = faults.take("s3", S3Operation.of(request));
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(503, "SlowDown", "Please reduce your request rate."),
        () -> pass(request, truncated),
        error -> refuse(request, S3Error.of(error)));
  }

  Future<Void> close() {
    return client.close();
  }

  private void pass(HttpServerRequest request, boolean truncated) {
    Payload payload;
    try {
      payload = check.check(request);
      checkNewBucket(request);
    } catch (S3Error e) {
      refuse(request, e);
      return;
    }
    client
        .request(S3Request.toStore(request, storePort))
        .onSuccess(
            outgoing ->
                new S3Exchange(
                        request, outgoing, payload, truncated, error -> refuse(request, error))
                    .run(answers))
        .onFailure(e -> refuse(request, S3Exchange.internal()));
  }

  private static void checkNewBucket(HttpServerRequest request) {
    if (S3Operation.of(request).equals("CreateBucket")) {
      String bucket = S3Operation.bucket(request);
      if (!BucketNames.isValid(bucket)) {
        throw S3Error.invalidBucketName(bucket);
      }
    }
  }

  private void refuse(HttpServerRequest request, S3Error error) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten()) {
      return;
    }
    S3Answers.error(answers.date(request), request, error);
    // A client that is still sending must finish first, or it never reads the answer.
    if (!request.isEnded()) {
      request.handler(rest -> {}).resume();
    }
  }
}
