package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.http.VertxHttpClient;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

public class SigningWebClientIT extends SigningContract {
  @Override
  WebClient client(
      Vertx vertx,
      WebClientOptions options,
      PoolOptions pool,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing) {
    return SigningWebClient.wrap(
        vertx.createHttpClient(options, pool), options, credentials, scope, signing);
  }

  @Test
  void aResponseThatArrivesBeforeSendReturnsIsNotLost() {
    Vertx vertx = Vertx.vertx();
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end("answer"))
                .listen(0, "localhost"));
    HttpClient eager =
        Delegation.proxy(VertxHttpClient.TYPE, new EagerClient(vertx.createHttpClient()));
    WebClient client =
        SigningWebClient.wrap(
            eager,
            new WebClientOptions(),
            CredentialsProvider.of(AwsCredentials.of("AKID", "hush")),
            SigV4Scope.executeApi("eu-west-1"),
            SigningOptions.defaults());
    for (int i = 0; i < 5; i++) {
      var answer =
          client.post(server.actualPort(), "localhost", "/").sendBuffer(Buffer.buffer("x"));
      assertThat(await(answer).bodyAsString()).isEqualTo("answer");
    }
    await(vertx.close());
  }

  /** Returns completed futures, whose listeners run at once on the thread that adds them. */
  private static final class EagerClient extends Delegation<HttpClient> {
    private final HttpClient delegate;

    EagerClient(HttpClient delegate) {
      this.delegate = delegate;
    }

    @Override
    HttpClient delegate() {
      return delegate;
    }

    @Override
    Object intercept(Object self, Method method, Object[] args) throws Throwable {
      if (method.getName().equals("request") && args[0] instanceof RequestOptions options) {
        HttpClientRequest request = await(delegate.request(options));
        return Future.succeededFuture(proxy(HttpClientRequest.class, new EagerRequest(request)));
      }
      return forward(self, method, args);
    }
  }

  /** Completes the response before sending returns, as can happen on a busy machine. */
  private static final class EagerRequest extends Delegation<HttpClientRequest> {
    private final HttpClientRequest delegate;

    EagerRequest(HttpClientRequest delegate) {
      this.delegate = delegate;
    }

    @Override
    HttpClientRequest delegate() {
      return delegate;
    }

    @Override
    Object intercept(Object self, Method method, Object[] args) throws Throwable {
      Object result = forward(self, method, args);
      boolean sends = method.getName().equals("end") || method.getName().equals("send");
      if (sends && !Context.isOnEventLoopThread()) {
        await(delegate.response());
      }
      return result;
    }
  }
}
