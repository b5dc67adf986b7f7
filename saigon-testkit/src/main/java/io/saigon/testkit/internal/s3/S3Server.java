package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.s3.bucket.BucketOperations;
import io.saigon.testkit.internal.s3.event.Messages;
import io.saigon.testkit.internal.s3.lifecycle.LifecycleRun;
import io.saigon.testkit.internal.s3.store.Buckets;
import io.saigon.testkit.internal.wire.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/** S3 on a port of its own: the front end, and the store behind it. */
public final class S3Server {
  private static final int THREADS = 8;

  private final Buckets buckets;
  private final Clock clock;
  private final Messages messages;
  private final WorkerExecutor workers;
  private final HttpServer server;

  private S3Server(
      Buckets buckets, Clock clock, Messages messages, WorkerExecutor workers, HttpServer server) {
    this.buckets = buckets;
    this.clock = clock;
    this.messages = messages;
    this.workers = workers;
    this.server = server;
  }

  public static Future<S3Server> start(
      Vertx vertx,
      SigV4Verifier verifier,
      Answers answers,
      Faults faults,
      Clock clock,
      String region,
      Lambdas lambdas,
      Future<HttpServerOptions> http,
      String host,
      int port) {
    Buckets buckets = new Buckets(region);
    // Not those of the application: its blocking calls wait for these.
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor("saigon-local-s3-" + UUID.randomUUID(), THREADS);
    Messages messages = new Messages(lambdas);
    S3Front front =
        new S3Front(vertx, workers, verifier, answers, faults, clock, buckets, messages);
    return http.map(S3Server::options)
        .compose(
            options ->
                vertx.createHttpServer(options).requestHandler(front::handle).listen(port, host))
        .map(listening -> new S3Server(buckets, clock, messages, workers, listening))
        .recover(failure -> workers.close().transform(closed -> Future.failedFuture(failure)));
  }

  private static HttpServerOptions options(HttpServerOptions http) {
    return new HttpServerOptions(http)
        .setHandle100ContinueAutomatically(true)
        .setMaxFormAttributeSize(1 << 16)
        .setMaxHeaderSize(1 << 16);
  }

  public int port() {
    return server.actualPort();
  }

  /** Creates a bucket as CreateBucket does. */
  public Future<Void> createBucket(String name) {
    try {
      BucketOperations.create(buckets, name, clock.instant());
      return Future.succeededFuture();
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  /** Runs the lifecycle rules of all buckets, on a worker thread. */
  public void runLifecycles() {
    Instant now = clock.instant();
    workers.executeBlocking(
        () -> {
          new LifecycleRun(buckets).run(now);
          return null;
        });
  }

  /** Returns the messages of event notifications. */
  public Messages messages() {
    return messages;
  }

  public Future<Void> stop() {
    return server.close().eventually(this::closeStore).eventually(workers::close);
  }

  private Future<Void> closeStore() {
    try {
      buckets.close();
      return Future.succeededFuture();
    } catch (IOException e) {
      return Future.failedFuture(e);
    }
  }
}
