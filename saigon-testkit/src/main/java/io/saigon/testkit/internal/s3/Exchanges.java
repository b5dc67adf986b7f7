package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.access.Access;
import io.saigon.testkit.internal.s3.checksum.Algorithm;
import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.checksum.ExpectedDigests;
import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.form.FormPayload;
import io.saigon.testkit.internal.s3.form.Posts;
import io.saigon.testkit.internal.s3.request.Caller;
import io.saigon.testkit.internal.s3.request.Operation;
import io.saigon.testkit.internal.s3.request.Parameters;
import io.saigon.testkit.internal.s3.request.Reply;
import io.saigon.testkit.internal.s3.request.S3Call;
import io.saigon.testkit.internal.s3.request.Target;
import io.saigon.testkit.internal.s3.signature.S3Check;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests through their checks, their bodies and their operations. */
final class Exchanges {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

  private final WorkerExecutor workers;
  private final S3Check check;
  private final Buckets buckets;
  private final Operations operations;
  private final Posts posts;
  private final Uploads uploads;
  private final Access access;
  private final Preflight preflight;
  private final Clock clock;

  Exchanges(
      WorkerExecutor workers,
      S3Check check,
      Buckets buckets,
      Operations operations,
      Posts posts,
      Clock clock) {
    this.workers = workers;
    this.check = check;
    this.buckets = buckets;
    this.operations = operations;
    this.posts = posts;
    uploads = new Uploads(buckets);
    access = new Access(buckets);
    preflight = new Preflight(buckets);
    this.clock = clock;
  }

  /** Answers a request that is paused; fails with an error of S3, or of the connection. */
  Future<Reply> run(HttpServerRequest request, String name, Target target, Parameters query) {
    try {
      if (name.equals(S3Operation.PREFLIGHT)) {
        request.resume();
        return Future.succeededFuture(preflight.answer(request, target));
      }
      if (name.equals(S3Operation.POST_OBJECT)) {
        return post(request, target, query);
      }
      Operation operation = operations.get(name, request.method().name(), target);
      S3Check.Checked checked = check.check(request);
      S3Call call = call(request, name, target, query, checked.caller());
      call.checkExpectedOwner("x-amz-expected-bucket-owner");
      access.check(call);
      if (!hasBody(request)) {
        checked.payload().end();
        request.resume();
        return run(operation, call);
      }
      ExpectedDigests expected = uploads.expected(call, checked.trailer());
      Digests digests = uploads.digests(call, expected);
      uploads.check(call);
      Future<Reply> reply =
          Intake.of(
                  workers,
                  request,
                  checked.payload(),
                  expected,
                  digests,
                  buckets.contents().writer())
              .compose(body -> work(operation, call.with(body)));
      request.resume();
      return reply;
    } catch (S3Error e) {
      return Future.failedFuture(e);
    } catch (RuntimeException e) {
      LOG.warn("{} failed", name, e);
      return Future.failedFuture(e);
    }
  }

  /** An upload by a form, which has its signature in its fields. */
  private Future<Reply> post(HttpServerRequest request, Target target, Parameters query) {
    FormPayload form = FormPayload.of(request.getHeader("Content-Type"));
    S3Call call = call(request, S3Operation.POST_OBJECT, target, query, Caller.ANONYMOUS);
    Future<Reply> reply =
        Intake.of(
                workers,
                request,
                form,
                ExpectedDigests.none(),
                new Digests(Algorithm.CRC64NVME),
                buckets.contents().writer())
            .compose(body -> work(posted -> posts.post(posted, form), call.with(body)));
    request.resume();
    return reply;
  }

  private S3Call call(
      HttpServerRequest request, String name, Target target, Parameters query, Caller caller) {
    return new S3Call(
        name,
        request.method().name(),
        request.scheme() + "://" + request.authority() + request.path(),
        request.remoteAddress().hostAddress(),
        target,
        query,
        RequestHeaders.of(request, query),
        caller,
        clock.instant(),
        null);
  }

  private static boolean hasBody(HttpServerRequest request) {
    String method = request.method().name();
    String length = request.getHeader("Content-Length");
    return method.equals("PUT")
        || method.equals("POST")
        || request.headers().contains("Transfer-Encoding")
        || (length != null && !length.equals("0"));
  }

  /** Runs an operation, and releases the body that it was given. */
  private Future<Reply> work(Operation operation, S3Call call) {
    return run(operation, call)
        .eventually(
            () -> {
              call.body().content().release();
              return Future.succeededFuture();
            });
  }

  private Future<Reply> run(Operation operation, S3Call call) {
    return workers
        .executeBlocking(() -> operation.run(call), false)
        .onFailure(
            failure -> {
              if (!(failure instanceof S3Error)) {
                LOG.warn("{} failed", call.operation(), failure);
              }
            });
  }
}
