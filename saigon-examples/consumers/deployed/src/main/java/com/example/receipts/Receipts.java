package com.example.receipts;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.saigon.api.Saigon;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** Serves objects of a bucket whose name is a secret. */
public final class Receipts extends VerticleBase {
  private ObjectStorage storage;
  private String bucket;
  private HttpServer server;

  @Override
  public Future<?> start() {
    Saigon saigon = Saigon.create(vertx);
    return saigon
        .vault()
        .secretString("receipts/bucket")
        .compose(
            name -> {
              bucket = name;
              storage = saigon.storage();
              return saigon.warmUp();
            })
        .compose(warm -> vertx.createHttpServer().requestHandler(this::answer).listen(0))
        .onSuccess(
            listening -> {
              server = listening;
              System.out.println("listening on " + listening.actualPort());
            });
  }

  private void answer(HttpServerRequest request) {
    storage
        .download(S3ObjectDescriptor.of(bucket, request.path().substring(1)))
        .compose(
            file -> request.response().sendFile(file.path().toString()).eventually(file::delete))
        .onFailure(
            failure -> {
              System.err.println(failure);
              request.response().setStatusCode(500).end();
            });
  }

  // tag::drain[]
  /** Takes no more requests, and lets those under way end; then the Saigon closes. */
  @Override
  public Future<?> stop() {
    return server.shutdown(20, SECONDS);
  }

  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx
        .deployVerticle(new Receipts())
        .onSuccess(id -> Runtime.getRuntime().addShutdownHook(new Thread(() -> end(vertx, id))))
        .onFailure(
            failure -> {
              System.err.println(failure);
              System.exit(1);
            });
  }

  /** Closes Vert.x after the verticle: it would close the connections to AWS at once. */
  private static void end(Vertx vertx, String id) {
    try {
      vertx.undeploy(id).await();
    } finally {
      vertx.close().await(); // not composed: it ends the event loop that would complete it
    }
  }
  // end::drain[]
}
