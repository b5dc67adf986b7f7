package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server that checks signatures, and a client that signs. */
public abstract class SigningSetup {
  private static final SelfSignedCertificate CERTIFICATE = SelfSignedCertificate.create();

  static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  static final AwsCredentials FIRST =
      new AwsCredentials("ASIAONE", "hush-1", "token/1+=".repeat(100), null);
  static final AwsCredentials SECOND = new AwsCredentials("ASIATWO", "hush-2", "token/2", null);

  final Vertx vertx = Vertx.vertx();
  final Renewable credentials = new Renewable();
  final Gateway gateway = new Gateway(SCOPE).knows(FIRST).knows(SECOND);
  WebClient client;

  @TempDir Path directory;

  abstract WebClient client(
      Vertx vertx,
      WebClientOptions options,
      PoolOptions pool,
      CredentialsProvider credentials,
      SigV4Scope scope,
      SigningOptions signing);

  /** HTTP/1.1 over TLS unless a subclass says otherwise. */
  WebClientOptions options() {
    return new WebClientOptions()
        .setSsl(true)
        .setTrustOptions(CERTIFICATE.trustOptions())
        .setVerifyHost(false);
  }

  HttpServerOptions serverOptions() {
    return new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(CERTIFICATE.keyCertOptions());
  }

  @BeforeEach
  void start() {
    await(gateway.start(vertx, serverOptions()));
    client = client(SCOPE, SigningOptions.defaults().withMaxBufferedBody(100_000));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  final void redirect(String path, String location) {
    gateway.routes.put(
        path,
        (request, body) ->
            request.response().setStatusCode(302).putHeader("Location", location).end());
  }

  final WebClient client(SigV4Scope scope, SigningOptions signing) {
    return client(vertx, options(), new PoolOptions(), credentials, scope, signing);
  }

  /** Makes a call on a new context. */
  final <T> Future<T> onContext(Supplier<Future<T>> call) {
    Promise<T> ended = Promise.promise();
    vertx.runOnContext(begin -> call.get().onComplete(ended));
    return ended.future();
  }

  final HttpRequest<Buffer> post(String uri) {
    return request(HttpMethod.POST, uri);
  }

  final HttpRequest<Buffer> request(HttpMethod method, String uri) {
    return client.request(method, gateway.port(), "localhost", uri);
  }

  final void accepted(Future<HttpResponse<Buffer>> response, String body) {
    HttpResponse<Buffer> answer = await(response);
    assertThat(answer.statusCode()).as(() -> last().toString()).isEqualTo(200);
    assertThat(last().body().toString()).isEqualTo(body);
  }

  final Gateway.Arrival last() {
    return gateway.arrivals.get(gateway.arrivals.size() - 1);
  }

  static final class Renewable implements CredentialsProvider {
    volatile AwsCredentials current = FIRST;
    volatile RuntimeException failure;
    volatile RuntimeException thrown;
    volatile Future<AwsCredentials> pending;
    volatile Runnable onRenewal = () -> {};

    @Override
    public Future<AwsCredentials> credentials() {
      if (thrown != null) {
        throw thrown;
      }
      if (pending != null) {
        return pending;
      }
      return failure == null ? Future.succeededFuture(current) : Future.failedFuture(failure);
    }

    @Override
    public Future<AwsCredentials> renewed(AwsCredentials refused) {
      current = SECOND;
      onRenewal.run();
      return credentials();
    }
  }
}
