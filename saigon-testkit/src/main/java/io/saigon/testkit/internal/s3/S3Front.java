package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Fault;
import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.event.Events;
import io.saigon.testkit.internal.s3.event.Messages;
import io.saigon.testkit.internal.s3.form.Posts;
import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.Target;
import io.saigon.testkit.internal.s3.signature.S3Check;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.wire.Answers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.FaultyAnswer;
import io.saigon.testkit.internal.wire.Guarded;
import io.saigon.testkit.internal.wire.RequestTargets;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.util.Optional;

/** The front end of S3: applies faults, checks requests and answers the valid ones. */
final class S3Front {
  private final Vertx vertx;
  private final Answers answers;
  private final Faults faults;
  private final Exchanges exchanges;
  private final Preflight preflight;
  private final WorkerExecutor workers;

  S3Front(
      Vertx vertx,
      WorkerExecutor workers,
      SigV4Verifier verifier,
      Answers answers,
      Faults faults,
      Clock clock,
      Buckets buckets,
      Messages messages) {
    this.vertx = vertx;
    this.workers = workers;
    this.answers = answers;
    this.faults = faults;
    preflight = new Preflight(buckets);
    Events events = new Events(buckets.region(), messages);
    exchanges =
        new Exchanges(
            workers,
            new S3Check(verifier),
            buckets,
            new Operations(buckets, events),
            new Posts(buckets, events, verifier),
            clock);
  }

  /** Answers a request, whatever fails. */
  void handle(HttpServerRequest request) {
    guarded(request, () -> read(request));
  }

  private void guarded(HttpServerRequest request, Runnable part) {
    Guarded.run(request, error -> refuse(request, S3Errors.internal(), false), part);
  }

  private void read(HttpServerRequest request) {
    request.pause();
    Target target;
    Parameters query;
    try {
      if (!RequestTargets.isWellFormed(request)) {
        throw S3Errors.malformedUri(request.uri());
      }
      target = Target.of(request.getHeader("Host"), request.path());
      query = Parameters.of(request.query());
    } catch (S3Error e) {
      refuse(request, e, false);
      return;
    }
    String operation = S3Operation.of(request, target, query);
    answers.count(request, "s3", operation);
    Optional<Fault> fault = faults.take("s3", operation);
    boolean truncated = fault.filter(Fault.Truncation.class::isInstance).isPresent();
    FaultyAnswer.run(
        vertx,
        request,
        fault,
        new AwsError(503, "SlowDown", "Please reduce your request rate."),
        () -> answer(request, operation, target, query, truncated),
        error -> refuse(request, new S3Error(error.status(), error.code(), error.text()), false));
  }

  private void answer(
      HttpServerRequest request,
      String operation,
      Target target,
      Parameters query,
      boolean truncated) {
    request.response().exceptionHandler(gone -> {});
    preflight.headers(request, target).forEach(request.response()::putHeader);
    exchanges
        .run(request, operation, target, query)
        .onSuccess(reply -> guarded(request, () -> send(request, reply, truncated)))
        .onFailure(
            failure ->
                refuse(request, failure instanceof S3Error e ? e : S3Errors.internal(), truncated));
  }

  private void send(HttpServerRequest request, Reply reply, boolean truncated) {
    if (request.response().closed()) {
      reply.release();
      return;
    }
    S3Answers.start(answers.date(request));
    Sender.send(workers, request, reply, truncated);
  }

  private void refuse(HttpServerRequest request, S3Error error, boolean truncated) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.headWritten() || response.closed()) {
      return;
    }
    S3Answers.error(answers.date(request), request, error, truncated);
    // A client that is still sending must finish first, or it never reads the answer.
    if (!request.isEnded()) {
      request.handler(rest -> {}).endHandler(end -> {}).resume();
    }
  }
}
