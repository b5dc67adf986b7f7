package io.saigon.benchmarks.signing;

import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.benchmarks.process.Figure;
import io.saigon.benchmarks.process.Load;
import io.saigon.rest.vertx.RestClient;
import io.saigon.rest.vertx.SigV4RequestAuthorizer;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

/** A client and its server in a process of their own. */
final class SignedContender {
  private static final int IN_FLIGHT = 64;
  private static final String PATH = "/prod/orders/42?page=2";
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final CredentialsProvider CREDENTIALS =
      CredentialsProvider.of(SdkSigning.CREDENTIALS);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final WebClientOptions options = new WebClientOptions().setSsl(true);
  private final HttpClient http =
      vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
  private final int port;
  private final URI uri;

  private SignedContender(PemKeyCertOptions certificate) {
    port =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate))
            .requestHandler(request -> request.response().end("{\"id\":\"42\"}"))
            .listen(0, "localhost")
            .await()
            .actualPort();
    uri = URI.create("https://localhost:" + port + PATH);
  }

  /**
   * Makes requests for a while to warm up, then counts them.
   *
   * @param args contender, certificate, key, seconds to warm up, seconds
   */
  public static void main(String[] args) {
    Figure.inTurns(
        () -> {
          SignedContender contender =
              new SignedContender(new PemKeyCertOptions().addCertPath(args[1]).addKeyPath(args[2]));
          Load load = contender.load(args[0]);
          load.perSecond(IN_FLIGHT, Integer.parseInt(args[3]));
          return () ->
              Figure.print(
                  SignedRequests.JOB,
                  "requests/s",
                  load.perSecond(IN_FLIGHT, Integer.parseInt(args[4])));
        });
  }

  private Load load(String contender) {
    WebClient plain = WebClient.wrap(http, options);
    return switch (contender) {
      case SignedRequests.CONSTANT -> {
        Map<String, String> constant = new HashMap<>();
        SdkSigning.headers(uri, constant::put);
        yield onVertx(
            () -> {
              HttpRequest<?> request = get(plain);
              constant.forEach(request::putHeader);
              return request.send();
            });
      }
      case "limit: unsigned" -> onVertx(() -> get(plain).send());
      case "Vert.x WebClient + SDK signer" ->
          onVertx(
              () -> {
                HttpRequest<?> request = get(plain);
                SdkSigning.headers(uri, request::putHeader);
                return request.send();
              });
      case "JDK HttpClient + SDK signer" -> onJdk(uri);
      case "saigon" -> {
        WebClient signing =
            SigningWebClient.wrap(http, options, CREDENTIALS, SCOPE, SigningOptions.defaults());
        yield onVertx(() -> get(signing).send());
      }
      default -> {
        RestClient rest =
            RestClient.create(
                http, "https://localhost:" + port, SigV4RequestAuthorizer.of(CREDENTIALS, SCOPE));
        yield onVertx(() -> rest.call(HttpMethod.GET, PATH).send());
      }
    };
  }

  private HttpRequest<?> get(WebClient client) {
    return client.get(port, "localhost", PATH).putHeader("Accept", "application/json");
  }

  private Load onVertx(Supplier<Future<?>> call) {
    return new Load(
        start -> vertx.runOnContext(go -> start.run()),
        end -> call.get().onComplete(answer -> end.succeeded(), end::failed));
  }

  private static Load onJdk(URI uri) {
    java.net.http.HttpClient client =
        java.net.http.HttpClient.newBuilder()
            .executor(ForkJoinPool.commonPool())
            .version(Version.HTTP_1_1)
            .build();
    return new Load(
        Runnable::run,
        end -> {
          var request = java.net.http.HttpRequest.newBuilder(uri);
          SdkSigning.headers(uri, request::header);
          var unused =
              client
                  .sendAsync(request.build(), BodyHandlers.ofByteArray())
                  .whenComplete(
                      (answer, e) -> {
                        if (e == null) {
                          end.succeeded();
                        } else {
                          end.failed(e);
                        }
                      });
        });
  }
}
