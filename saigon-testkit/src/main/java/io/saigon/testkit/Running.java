package io.saigon.testkit;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.s3.S3Server;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The servers of a local AWS. */
final class Running {
  private static final String STAGE = "prod";

  private final Services services;
  private final HttpServer front;
  private final HttpServer gatewayServer;
  private final S3Server s3;
  private final URI endpoint;
  private final URI s3Endpoint;
  private final LocalUserPool userPool;
  private final LocalGateway gateway;
  private final AtomicReference<@Nullable Future<Void>> stopping = new AtomicReference<>();

  private Running(
      LocalAwsOptions options,
      Services services,
      HttpServer front,
      HttpServer gatewayServer,
      S3Server s3) {
    this.services = services;
    this.front = front;
    this.gatewayServer = gatewayServer;
    this.s3 = s3;
    endpoint = url(options, front.actualPort(), "");
    s3Endpoint = url(options, s3.port(), "");
    gateway =
        new LocalGateway(services.gateway(), url(options, gatewayServer.actualPort(), "/" + STAGE));
    userPool = createUserPool("local");
  }

  static Future<Running> start(Vertx vertx, LocalAwsOptions options, LocalClock clock) {
    Services services = Services.create(vertx, options, clock, STAGE);
    int port = options.port();
    Future<HttpServer> front = listen(vertx, options, port, services.front()::handle);
    Future<HttpServer> gateway =
        listen(vertx, options, port == 0 ? 0 : port + 2, services.gateway()::handle);
    Future<S3Server> s3 =
        S3Server.start(
            vertx, services.keys(), services.faults(), options.host(), port == 0 ? 0 : port + 1);
    return Future.join(front, gateway, s3)
        .map(all -> new Running(options, services, front.result(), gateway.result(), s3.result()))
        .recover(
            failure ->
                closeStarted(front, gateway, s3).transform(done -> Future.failedFuture(failure)));
  }

  private static Future<HttpServer> listen(
      Vertx vertx, LocalAwsOptions options, int port, Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
        .requestHandler(handler)
        .listen(port, options.host());
  }

  private static Future<?> closeStarted(
      Future<HttpServer> front, Future<HttpServer> gateway, Future<S3Server> s3) {
    return Future.join(
        List.of(
            front.succeeded() ? front.result().close() : Future.succeededFuture(),
            gateway.succeeded() ? gateway.result().close() : Future.succeededFuture(),
            s3.succeeded() ? s3.result().stop() : Future.succeededFuture()));
  }

  URI endpoint() {
    return endpoint;
  }

  URI s3Endpoint() {
    return s3Endpoint;
  }

  LocalUserPool userPool() {
    return userPool;
  }

  LocalGateway gateway() {
    return gateway;
  }

  Faults faults() {
    return services.faults();
  }

  AccessKey admin() {
    return services.keys().admin();
  }

  AccessKey issue(Duration lifetime) {
    return services.keys().issue(lifetime, null);
  }

  LocalUserPool createUserPool(String name) {
    return services.createUserPool(name);
  }

  Future<Void> createBucket(String name) {
    return s3.createBucket(name);
  }

  Future<Void> stop() {
    Future<Void> running = stopping.get();
    if (running != null) {
      return running;
    }
    Future<Void> done =
        Future.join(
                List.of(
                    front.close(), gatewayServer.close(), services.gateway().close(), s3.stop()))
            .mapEmpty();
    stopping.set(done);
    return done;
  }

  private static URI url(LocalAwsOptions options, int port, String path) {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create("http://" + host + ":" + port + path);
  }
}
