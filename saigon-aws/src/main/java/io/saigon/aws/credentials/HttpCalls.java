package io.saigon.aws.credentials;

import io.saigon.api.context.CallerContext;
import io.saigon.aws.error.SdkErrors;
import io.saigon.aws.http.Content;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** Small requests through an HTTP engine, with bounded attempts, waits and answers. */
final class HttpCalls {
  /**
   * The bounds of a call.
   *
   * @param attempts number of attempts, at least 1
   * @param timeout longest wait for the whole answer of an attempt
   * @param pause longest pause before the second attempt; it doubles with each further one
   */
  record Bounds(int attempts, Duration timeout, Duration pause) {
    static final Bounds SERVICE = new Bounds(3, Duration.ofSeconds(10), Duration.ofMillis(200));
  }

  private final Vertx vertx;
  private final SdkAsyncHttpClient client;

  HttpCalls(Vertx vertx, SdkAsyncHttpClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  /**
   * Sends a request, again after a broken exchange, a time-out or an answer of 500 and above.
   *
   * @param service name for messages
   * @param again whether an answer below 500 is worth another attempt
   * @return the last answer, whatever its status; fails with {@link
   *     io.saigon.api.error.TransportException} if none came
   */
  Future<HttpAnswer> send(
      String service,
      SdkHttpRequest request,
      byte[] body,
      Bounds bounds,
      Predicate<HttpAnswer> again) {
    return attempt(1, service, request, body, bounds, again)
        .recover(failure -> Future.failedFuture(SdkErrors.map(service, failure)));
  }

  Future<HttpAnswer> get(String service, SdkHttpRequest request, Bounds bounds) {
    return send(service, request, new byte[0], bounds, answer -> false);
  }

  private Future<HttpAnswer> attempt(
      int number,
      String service,
      SdkHttpRequest request,
      byte[] body,
      Bounds bounds,
      Predicate<HttpAnswer> again) {
    return once(service, request, body, bounds.timeout)
        .transform(
            outcome -> {
              boolean retry =
                  outcome.failed()
                      ? outcome.cause() instanceof IOException
                      : outcome.result().status() >= 500 || again.test(outcome.result());
              if (!retry || number >= bounds.attempts) {
                return outcome.failed()
                    ? Future.failedFuture(outcome.cause())
                    : Future.succeededFuture(outcome.result());
              }
              return pause(bounds.pause.toMillis() << (number - 1))
                  .compose(paused -> attempt(number + 1, service, request, body, bounds, again));
            });
  }

  private Future<Void> pause(long most) {
    CallerContext context = CallerContext.current(vertx);
    Promise<Void> promise = context.promise();
    context.setTimer(1 + ThreadLocalRandom.current().nextLong(most), promise::tryComplete);
    return promise.future();
  }

  private Future<HttpAnswer> once(
      String service, SdkHttpRequest request, byte[] body, Duration timeout) {
    CallerContext context = CallerContext.current(vertx);
    Promise<HttpAnswer> promise = context.promise();
    CompletableFuture<Void> exchange =
        client.execute(
            AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(Content.of(body))
                .responseHandler(new AnswerCollector(service, promise))
                .build());
    long timer =
        context.setTimer(
            timeout.toMillis(),
            () -> {
              promise.tryFail(new IOException("no answer within " + timeout.toMillis() + " ms"));
              exchange.cancel(true);
            });
    var unused =
        exchange.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                promise.tryFail(SdkErrors.unwrap(failure));
              }
            });
    return promise.future().onComplete(done -> vertx.cancelTimer(timer));
  }
}
