package io.saigon.testkit.internal.s3;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.saigon.testkit.internal.wire.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

/** S3 on a port of its own: the front end, and the store behind it. */
public final class S3Server {
  private final Vertx vertx;
  private final S3Runner store;
  private final S3Front front;
  private final HttpServer server;

  private S3Server(Vertx vertx, S3Runner store, S3Front front, HttpServer server) {
    this.vertx = vertx;
    this.store = store;
    this.front = front;
    this.server = server;
  }

  public static Future<S3Server> start(
      Vertx vertx,
      SigV4Verifier verifier,
      Answers answers,
      Faults faults,
      Future<HttpServerOptions> http,
      String host,
      int port) {
    return vertx
        .executeBlocking(S3Server::store, false)
        .compose(
            started -> {
              S3Front front = new S3Front(vertx, verifier, answers, faults, started.port());
              return http.map(S3Server::options)
                  .compose(
                      options ->
                          vertx
                              .createHttpServer(options)
                              .requestHandler(front::handle)
                              .listen(port, host))
                  .map(listening -> new S3Server(vertx, started.runner(), front, listening))
                  .recover(
                      failure ->
                          stop(vertx, started.runner())
                              .transform(stopped -> Future.failedFuture(failure)));
            });
  }

  private static HttpServerOptions options(HttpServerOptions http) {
    return new HttpServerOptions(http)
        .setHandle100ContinueAutomatically(true)
        .setMaxHeaderSize(1 << 16);
  }

  private record Started(S3Runner runner, int port) {}

  private static Started store() throws Exception {
    ClassLoader loader = new IsolatedLoader(S3Server.class.getClassLoader());
    S3Runner runner =
        (S3Runner) loader.loadClass(S3ProxyRunner.class.getName()).getConstructor().newInstance();
    return new Started(runner, runner.start());
  }

  public int port() {
    return server.actualPort();
  }

  public Future<Void> createBucket(String name) {
    return vertx.executeBlocking(
        () -> {
          store.createBucket(name);
          return null;
        },
        false);
  }

  public Future<Void> stop() {
    return server.close().eventually(front::close).eventually(() -> stop(vertx, store));
  }

  private static Future<Void> stop(Vertx vertx, S3Runner store) {
    return vertx.executeBlocking(
        () -> {
          store.stop();
          return null;
        },
        false);
  }
}
