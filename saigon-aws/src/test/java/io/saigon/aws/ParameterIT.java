package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static java.time.ZoneOffset.UTC;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.SaigonException;
import io.saigon.testkit.Await;
import io.saigon.testkit.internal.tls.ServerTls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;

/** A parameter store whose answers depend on the requested name. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
abstract class ParameterIT {
  final Vertx vertx = Vertx.vertx();
  final AtomicInteger calls = new AtomicInteger();
  final List<String> dates = new CopyOnWriteArrayList<>();
  final Promise<Void> arrived = Promise.promise();
  final Promise<Void> disconnected = Promise.promise();
  HttpServer server;
  SaigonOptions options;

  @BeforeEach
  void start() throws Exception {
    ServerTls tls = await(ServerTls.create(vertx, "localhost"));
    server =
        vertx
            .createHttpServer(tls.configure(new HttpServerOptions()))
            .connectionHandler(c -> c.closeHandler(gone -> disconnected.tryComplete()))
            .requestHandler(this::answer)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    options =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint(URI.create("https://localhost:" + server.actualPort()))
            .withTrust(new PemTrustOptions().addCertPath(tls.caFile().toString()))
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET-CANARY")));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void answer(HttpServerRequest request) {
    int call = calls.incrementAndGet();
    arrived.tryComplete();
    request
        .body()
        .onSuccess(
            body -> {
              String name = body.toJsonObject().getString("Name");
              switch (name) {
                case "missing" -> fail(request, 400, "ParameterNotFound", "gone");
                case "skewed" -> {
                  dates.add(request.getHeader("X-Amz-Date"));
                  if (call == 1) {
                    request.response().putHeader("Date", inAnHour());
                    fail(request, 403, "RequestTimeTooSkewed", "what time is it");
                  } else {
                    succeed(request, name);
                  }
                }
                case "busy" -> fail(request, 400, "ThrottlingException", "slow down");
                case "silent" -> {}
                case "unreadable" -> request.response().end("{\"Parameter\": BODY-CANARY}");
                case "denied" -> fail(request, 400, "AccessDeniedException", "not you");
                case "flaky" -> {
                  if (call < 3) {
                    fail(request, 500, "InternalServerError", "try again");
                  } else {
                    succeed(request, "flaky");
                  }
                }
                default -> succeed(request, name);
              }
            });
  }

  private static String inAnHour() {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(UTC).plusHours(1));
  }

  private static void succeed(HttpServerRequest request, String name) {
    request
        .response()
        .end(
            new JsonObject()
                .put("Parameter", new JsonObject().put("Name", name).put("Value", "v"))
                .toBuffer());
  }

  private static void fail(HttpServerRequest request, int status, String code, String message) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("x-amzn-RequestId", "request-1")
        .end(new JsonObject().put("__type", code).put("message", message).toBuffer());
  }

  Future<GetParameterResponse> get(AwsService<SsmAsyncClient> ssm, String name) {
    return ssm.call(client -> client.getParameter(r -> r.name(name)));
  }

  AwsService<SsmAsyncClient> ssm(SaigonOptions options) {
    return VertxAws.create(vertx, options).service("ssm", SsmAsyncClient::builder);
  }

  static SaigonException failure(Future<?> future) {
    return Await.failure(SaigonException.class, future);
  }
}
