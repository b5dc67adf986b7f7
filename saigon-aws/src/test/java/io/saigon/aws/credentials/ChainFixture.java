package io.saigon.aws.credentials;

import io.saigon.api.config.SaigonOptions;
import io.saigon.aws.VertxAsyncHttpClient;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A chain with an environment and a home directory of its own, and a server that a test scripts.
 */
@Timeout(60)
abstract class ChainFixture {
  static final String KEYS =
      """
      {"Code": "Success", "AccessKeyId": "ASIACANARY", "SecretAccessKey": "SECRETCANARY",
       "Token": "TOKENCANARY", "Expiration": "2099-01-01T00:00:00Z"}""";

  static final String ROLE_KEYS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn></AssumedRoleUser>
      <Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>SECRETCANARY</SecretAccessKey>
      <SessionToken>TOKENCANARY</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>
      </Credentials></AssumeRoleResult></AssumeRoleResponse>""";

  /** A request that arrived. */
  record ReceivedRequest(String line, Map<String, String> headers, String body) {}

  final Vertx vertx = Vertx.vertx();
  final Map<String, String> variables = new HashMap<>();
  final List<ReceivedRequest> seen = new CopyOnWriteArrayList<>();
  SdkAsyncHttpClient engine;
  HttpServer server;
  volatile Handler<HttpServerRequest> answer = request -> request.response().end();

  @TempDir Path home;

  @BeforeEach
  void start() throws Exception {
    engine = VertxAsyncHttpClient.create(vertx);
    server =
        Await.join(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  Map<String, String> headers = new HashMap<>();
                                  request
                                      .headers()
                                      .forEach((k, v) -> headers.put(k.toLowerCase(), v));
                                  seen.add(
                                      new ReceivedRequest(
                                          request.method() + " " + request.uri(),
                                          headers,
                                          body.toString()));
                                  answer.handle(request);
                                }))
                .listen(0, "127.0.0.1"));
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  void answer(int status, String body) {
    answer = request -> request.response().setStatusCode(status).end(body);
  }

  Path write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  Settings settings() {
    return SuiteCase.settings(variables, home);
  }

  DefaultChain chain() {
    return chain(Clock.systemUTC());
  }

  DefaultChain chain(Clock clock) {
    return new DefaultChain(vertx, SaigonOptions.defaults(), engine, engine, settings(), clock);
  }

  /** Loads on an event loop, as production does. */
  AwsCredentialsIdentity load(DefaultChain chain) throws Exception {
    return Await.join(onLoop(chain));
  }

  Future<AwsCredentialsIdentity> onLoop(DefaultChain chain) {
    return new SharedTask<>(vertx, chain::load).run();
  }

  Throwable failure(DefaultChain chain) throws Exception {
    return Await.failure(onLoop(chain));
  }

  List<String> lines() {
    return seen.stream().map(ReceivedRequest::line).toList();
  }
}
