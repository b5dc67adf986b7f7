package io.saigon.testkit;

import io.saigon.testkit.internal.gateway.Flavour;
import io.saigon.testkit.internal.inspection.InspectionFront;
import io.saigon.testkit.internal.s3.S3Server;
import io.saigon.testkit.internal.s3.event.Messages;
import io.saigon.testkit.internal.tls.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The servers of a local AWS. */
final class Running {
  /** Names of the servers, in the order of their ports. */
  private static final List<String> SERVERS =
      List.of("the AWS services", "S3", "the REST API", "the HTTP API", "instance metadata");

  private final Vertx vertx;
  private final Services services;
  private final InspectionFront inspection;
  private final List<HttpServer> servers;
  private final S3Server s3;
  private final @Nullable ServerTls tls;
  private final URI endpoint;
  private final URI s3Endpoint;
  private final URI metadataEndpoint;
  private final LocalUserPool userPool;
  private final LocalGateway gateway;
  private final LocalGateway httpGateway;
  private final AtomicReference<@Nullable Future<Void>> stopping = new AtomicReference<>();

  private Running(
      Vertx vertx,
      LocalAwsOptions options,
      Services services,
      InspectionFront inspection,
      List<HttpServer> servers,
      S3Server s3,
      @Nullable ServerTls tls) {
    this.vertx = vertx;
    this.services = services;
    this.inspection = inspection;
    this.servers = servers;
    this.s3 = s3;
    this.tls = tls;
    endpoint = url(options, servers.get(0).actualPort(), "");
    s3Endpoint = url(options, s3.port(), "");
    metadataEndpoint = url("http", options, servers.get(3).actualPort(), "");
    gateway =
        new LocalGateway(
            services.gateway(), url(options, servers.get(1).actualPort(), Flavour.REST.stage()));
    httpGateway =
        new LocalGateway(
            services.httpGateway(),
            url(options, servers.get(2).actualPort(), Flavour.HTTP.stage()));
    userPool = services.createUserPool("local", new JsonObject(), endpoint);
  }

  static Future<Running> start(Vertx vertx, LocalAwsOptions options, LocalClock clock) {
    // First: certificates are made on a worker thread while this one makes the services.
    Future<@Nullable ServerTls> tls =
        options.tls() ? ServerTls.create(vertx, options.host()) : Future.succeededFuture();
    Services services = Services.create(vertx, options, clock);
    InspectionFront inspection = new InspectionFront(vertx);
    Future<HttpServerOptions> http = tls.map(Running::httpOptions);
    Future<HttpServer> front =
        listen(
            vertx,
            options,
            http,
            0,
            request -> {
              if (inspection.accepts(request)) {
                inspection.handle(request);
              } else {
                services.front().handle(request);
              }
            });
    Future<HttpServer> gateway = listen(vertx, options, http, 2, services.gateway()::handle);
    Future<HttpServer> httpGateway =
        listen(vertx, options, http, 3, services.httpGateway()::handle);
    Future<HttpServer> metadata =
        listen(
            vertx,
            options,
            Future.succeededFuture(httpOptions(null)),
            4,
            services.metadata()::handle);
    Future<S3Server> s3 =
        S3Server.start(
                vertx,
                services.verifier(),
                services.answers(),
                services.faults(),
                clock,
                options.region(),
                services.lambdas(),
                http,
                options.host(),
                port(options, 1))
            .recover(failure -> Future.failedFuture(named(failure, options, 1)));
    return Future.join(front, gateway, httpGateway, metadata, s3)
        .map(
            all ->
                new Running(
                    vertx,
                    options,
                    services,
                    inspection,
                    List.of(
                        front.result(), gateway.result(), httpGateway.result(), metadata.result()),
                    s3.result(),
                    tls.result()))
        .onSuccess(running -> clock.onMove(running.s3::runLifecycles))
        .recover(
            failure ->
                closeStarted(List.of(front, gateway, httpGateway, metadata), s3)
                    .eventually(() -> close(tls.result()))
                    .transform(done -> Future.failedFuture(failure)));
  }

  private static HttpServerOptions httpOptions(@Nullable ServerTls tls) {
    HttpServerOptions options = new HttpServerOptions().setHttp2ClearTextEnabled(false);
    return tls == null ? options : tls.configure(options);
  }

  private static Future<HttpServer> listen(
      Vertx vertx,
      LocalAwsOptions options,
      Future<HttpServerOptions> http,
      int offset,
      Handler<HttpServerRequest> handler) {
    return http.compose(
            settings ->
                vertx
                    .createHttpServer(settings)
                    .requestHandler(handler)
                    .listen(port(options, offset), options.host()))
        .recover(failure -> Future.failedFuture(named(failure, options, offset)));
  }

  /** Names a port that is taken, and its service. */
  private static Throwable named(Throwable failure, LocalAwsOptions options, int offset) {
    if (!(failure instanceof BindException)) {
      return failure;
    }
    BindException taken =
        new BindException(
            "Port %d of %s, for %s, cannot be listened on (%s); choose another port"
                .formatted(
                    port(options, offset),
                    options.host(),
                    SERVERS.get(offset),
                    failure.getMessage()));
    taken.initCause(failure);
    return taken;
  }

  private static int port(LocalAwsOptions options, int offset) {
    return options.port() == 0 ? 0 : options.port() + offset;
  }

  private static Future<?> closeStarted(List<Future<HttpServer>> servers, Future<S3Server> s3) {
    List<Future<Void>> closing =
        servers.stream()
            .map(server -> server.succeeded() ? server.result().close() : nothing())
            .toList();
    return Future.join(closing).eventually(() -> s3.succeeded() ? s3.result().stop() : nothing());
  }

  private static Future<Void> close(@Nullable ServerTls tls) {
    return tls == null ? nothing() : tls.close();
  }

  private static Future<Void> nothing() {
    return Future.succeededFuture();
  }

  @Nullable Path caFile() {
    return tls == null ? null : tls.caFile();
  }

  URI endpoint() {
    return endpoint;
  }

  URI s3Endpoint() {
    return s3Endpoint;
  }

  /** Returns the endpoint of instance metadata and of the agents of containers. */
  URI metadataEndpoint() {
    return metadataEndpoint;
  }

  LocalUserPool userPool() {
    return userPool;
  }

  LocalGateway gateway() {
    return gateway;
  }

  LocalGateway httpGateway() {
    return httpGateway;
  }

  Services services() {
    return services;
  }

  InspectionFront inspection() {
    return inspection;
  }

  Future<Void> createBucket(String name) {
    return s3.createBucket(name);
  }

  Messages s3Messages() {
    return s3.messages();
  }

  Future<Void> stop() {
    Future<Void> running = stopping.get();
    if (running != null) {
      return running;
    }
    List<Future<Void>> closing = servers.stream().map(HttpServer::close).toList();
    Future<Void> done =
        Future.join(closing)
            .eventually(services.gateway()::close)
            .eventually(services.httpGateway()::close)
            .eventually(s3::stop)
            .eventually(() -> close(tls))
            .eventually(() -> services.pod().files().delete(vertx))
            .mapEmpty();
    stopping.set(done);
    return done;
  }

  private static URI url(LocalAwsOptions options, int port, String path) {
    return url(options.tls() ? "https" : "http", options, port, path);
  }

  private static URI url(String scheme, LocalAwsOptions options, int port, String path) {
    String host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return URI.create(scheme + "://" + host + ":" + port + path);
  }
}
