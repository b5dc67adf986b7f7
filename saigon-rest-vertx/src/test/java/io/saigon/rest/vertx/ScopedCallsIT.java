package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.call.CallScope;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.rest.RequestAuthorizer;
import io.saigon.api.rest.RestRequest;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.webclient.SigV4Interceptor;
import io.saigon.rest.vertx.webclient.SigningWebClient;
import io.saigon.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScopedCallsIT {
  private static final SigV4Scope SCOPE = SigV4Scope.executeApi("eu-west-1");
  private static final CredentialsProvider CREDENTIALS =
      CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET-CANARY"));

  private final Vertx vertx = Vertx.vertx();
  private final CallScope scope = new CallScope();
  private final AtomicInteger silent = new AtomicInteger();
  private final AtomicInteger disconnected = new AtomicInteger();
  private String url;

  @BeforeEach
  void start() {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .connectionHandler(c -> c.closeHandler(gone -> disconnected.incrementAndGet()))
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1"));
    url = "http://127.0.0.1:" + server.actualPort();
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/pages" ->
          request.response().putHeader("Link", "</silent>; rel=\"next\"").end("{\"page\":1}");
      case "/pending" -> request.response().end("{\"done\":false}");
      case "/redirect" ->
          request.response().setStatusCode(302).putHeader("Location", request.query()).end();
      case "/part" -> {
        request.response().putHeader("Content-Length", "100").write("half");
        silent.incrementAndGet();
      }
      default -> silent.incrementAndGet();
    }
  }

  @Test
  void aCallIsReset() {
    assertReset(() -> RestClient.create(vertx, url).call("GET", "/silent").send());
  }

  @Test
  void aSignedCallIsReset() {
    RequestAuthorizer signed = SigV4RequestAuthorizer.of(CREDENTIALS, SCOPE);
    assertReset(() -> RestClient.create(vertx, url, signed).getResource(Map.class, "/silent"));
  }

  @Test
  void aLaterPageIsReset() {
    assertReset(
        () ->
            RestClient.create(vertx, url)
                .call(HttpMethod.GET, "/pages")
                .pages(JsonObject.class)
                .forEach(page -> Future.succeededFuture()));
  }

  @Test
  void aWaitEnds() {
    Future<?> wait =
        scope.run(
            () ->
                RestClient.create(vertx, url)
                    .call(HttpMethod.GET, "/pending")
                    .sendUntil(
                        JsonObject.class,
                        pending -> pending.getBoolean("done"),
                        WaitPolicy.upTo(Duration.ofMinutes(1))));

    await(scope.cancel().otherwiseEmpty());

    assertCancelled(wait);
  }

  @Test
  void aRequestOfASigningWebClientIsReset() {
    WebClient client = SigningWebClient.create(vertx, CREDENTIALS, SCOPE);
    assertReset(() -> client.getAbs(url + "/silent").send());
  }

  @Test
  void aRedirectedRequestOfASigningWebClientIsReset() {
    WebClient client = SigningWebClient.create(vertx, CREDENTIALS, SCOPE);
    assertReset(() -> client.getAbs(url + "/redirect?/silent").send());
  }

  @Test
  void aRequestThatIsRedirectedToAnotherOriginIsReset() {
    WebClient client = SigningWebClient.create(vertx, CREDENTIALS, SCOPE);
    String other = url.replace("127.0.0.1", "localhost");
    Future<?> call = scope.run(() -> client.getAbs(url + "/redirect?" + other + "/silent").send());
    until(() -> silent.get() == 1);

    await(scope.cancel().otherwiseEmpty());

    Await.failure(Throwable.class, call);
    until(() -> disconnected.get() == 1);
  }

  @Test
  void anAnswerOfASigningWebClientIsReset() {
    WebClient client = SigningWebClient.create(vertx, CREDENTIALS, SCOPE);
    assertReset(Throwable.class, () -> client.getAbs(url + "/part").send());
  }

  @Test
  void aRequestOfAnInterceptedWebClientIsReset() {
    WebClient client = WebClient.create(vertx);
    SigV4Interceptor.addTo(client, vertx, CREDENTIALS, SCOPE);
    assertReset(() -> client.getAbs(url + "/silent").send());
  }

  @Test
  void anUploadToAPresignedUrlIsReset() {
    assertReset(
        () ->
            PresignedClient.create(vertx)
                .upload(presigned(HttpMethod.PUT, "/silent"), Buffer.buffer("42")));
  }

  @Test
  void aDownloadFromAPresignedUrlLeavesNoFile(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("42.json");

    assertReset(
        () -> PresignedClient.create(vertx).download(presigned(HttpMethod.GET, "/part"), file));

    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void credentialsThatOthersWaitForAreNotCancelled() {
    Promise<Void> asked = Promise.promise();
    Promise<RestRequest> authorized = Promise.promise();
    RestClient authorizing = RestClient.create(vertx, url);
    RequestAuthorizer slow =
        request -> {
          authorizing.call("GET", "/silent").send();
          asked.complete();
          return authorized.future();
        };
    Future<?> call = scope.run(() -> RestClient.create(vertx, url, slow).call("GET", "/x").send());
    await(asked.future());
    until(() -> silent.get() == 1);

    await(scope.cancel().otherwiseEmpty());

    assertCancelled(call);
    assertThat(disconnected).hasValue(0);
  }

  private PresignedRequest presigned(HttpMethod method, String path) {
    return new PresignedRequest(
        method, URI.create(url + path), Map.of(), Instant.now().plusSeconds(60));
  }

  private void assertReset(Supplier<Future<?>> call) {
    assertReset(CancellationException.class, call);
  }

  private void assertReset(Class<? extends Throwable> failure, Supplier<Future<?>> call) {
    Future<?> result = scope.run(call);
    until(() -> silent.get() == 1);
    assertThat(disconnected).hasValue(0);

    await(scope.cancel().otherwiseEmpty());

    Await.failure(failure, result);
    until(() -> disconnected.get() == 1);
  }

  private static void assertCancelled(Future<?> call) {
    Await.failure(CancellationException.class, call);
  }
}
