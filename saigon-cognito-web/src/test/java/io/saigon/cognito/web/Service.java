package io.saigon.cognito.web;

import static io.saigon.testkit.Await.await;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A service with routes of Vert.x Web, beside a local AWS whose users call it. */
final class Service implements AutoCloseable {
  static final String PASSWORD = "Canary-Pass-1";

  /** A received response. */
  record Answer(int status, @Nullable String challenge, String body) {}

  final Vertx vertx = Vertx.vertx();
  final LocalAws aws = await(LocalAws.start(vertx));
  final Saigon saigon = Saigon.create(vertx, aws.saigonOptions());
  final Router router = Router.router(vertx);
  final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final HttpServer server =
      await(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  private final HttpClient client =
      vertx.createHttpClient(new HttpClientOptions().setTrustOptions(aws.trustOptions()));

  Service() {
    router
        .route()
        .failureHandler(
            context -> {
              failure.set(context.failure());
              int status = context.statusCode() < 0 ? 500 : context.statusCode();
              context.response().setStatusCode(status);
              context.end(context.response().getStatusMessage());
            });
  }

  CognitoVerifierConfig config() {
    var pool = aws.userPool().clientConfig();
    return CognitoVerifierConfig.of(pool.userPoolId(), pool.clientId());
  }

  CognitoTokens login(String user) {
    return await(
        saigon
            .cognito(aws.userPool().clientConfig().withLoginFlow(LoginFlow.PASSWORD))
            .loginUser(user, PASSWORD));
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  @SafeVarargs
  final Answer get(String path, Map.Entry<String, String>... headers) {
    return send(HttpMethod.GET, url(path), Buffer.buffer(), List.of(headers));
  }

  Answer send(HttpMethod method, URI url, Buffer body, List<Map.Entry<String, String>> headers) {
    return await(
        client
            .request(new RequestOptions().setMethod(method).setAbsoluteURI(url.toString()))
            .compose(
                request -> {
                  headers.forEach(h -> request.headers().add(h.getKey(), h.getValue()));
                  return request.send(body).compose(Service::answer);
                }));
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response
        .body()
        .map(
            body ->
                new Answer(
                    response.statusCode(),
                    response.getHeader("WWW-Authenticate"),
                    body.toString()));
  }

  @Override
  public void close() {
    await(saigon.close());
    await(aws.stop());
    await(vertx.close());
  }
}
