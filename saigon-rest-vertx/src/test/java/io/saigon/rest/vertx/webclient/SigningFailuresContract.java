package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.context.CallerContext;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.TransportException;
import io.saigon.rest.vertx.sigv4.PayloadSigning;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the interceptor and the signing WebClient for failures. */
public abstract class SigningFailuresContract extends SigningRecoveryContract {
  @Test
  void aRequestIsNotSentWithoutCredentials() {
    credentials.failure = new IllegalStateException("no credentials today");
    assertThatThrownBy(() -> await(post("/x").sendBuffer(Buffer.buffer("x"))))
        .hasMessage("no credentials today");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void theWaitForCredentialsIsBounded() {
    credentials.pending = Promise.<AwsCredentials>promise().future();
    WebClient hurried =
        client(SCOPE, SigningOptions.defaults().withCredentialsTimeout(Duration.ofMillis(50)));
    assertThatThrownBy(() -> await(hurried.postAbs(gateway.url() + "/x").send()))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("No credentials came within 50 ms")
        .hasMessageContaining("SigningOptions.credentialsTimeout");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void theWaitForARenewalIsBoundedAndTheErrorResponseReturned() {
    gateway.expiredKeys.add("ASIAONE");
    credentials.onRenewal = () -> credentials.pending = Promise.<AwsCredentials>promise().future();
    WebClient hurried =
        client(SCOPE, SigningOptions.defaults().withCredentialsTimeout(Duration.ofMillis(50)));
    HttpResponse<Buffer> refused = await(hurried.postAbs(gateway.url() + "/x").send());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void anExceptionOfAProviderFailsTheCall() {
    credentials.thrown = new IllegalStateException("no provider today");
    Future<HttpResponse<Buffer>> call = post("/x").send();
    assertThatThrownBy(() -> await(call)).hasMessage("no provider today");
    assertThatThrownBy(() -> await(onContext(() -> post("/x").send())))
        .hasMessage("no provider today");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void theErrorResponseIsReturnedIfTheRenewalThrows() {
    gateway.expiredKeys.add("ASIAONE");
    credentials.onRenewal =
        () -> {
          throw new IllegalStateException("no renewal today");
        };
    assertThat(await(post("/x").send()).statusCode()).isEqualTo(403);
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void callsCompleteOnTheCallersContextWhicheverContextCredentialsComeFrom() {
    Promise<AwsCredentials> otherContext = CallerContext.detached(vertx).promise();
    otherContext.complete(FIRST);
    credentials.pending = otherContext.future();
    Promise<Boolean> same = Promise.promise();
    vertx.runOnContext(
        begin -> {
          Context callerContext = Vertx.currentContext();
          post("/x")
              .send()
              .map(answer -> Vertx.currentContext() == callerContext && answer.statusCode() == 200)
              .onComplete(same);
        });
    assertThat(await(same.future())).isTrue();
  }

  @Test
  void callsOfAClosedClientFail() {
    client.close();
    Future<HttpResponse<Buffer>> call = post("/x").send();
    assertThatThrownBy(() -> await(call))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("HttpClient is closed");
    assertThatThrownBy(() -> await(onContext(() -> post("/x").sendBuffer(Buffer.buffer("x")))))
        .isInstanceOf(ClosedException.class);
    assertThat(gateway.arrivals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void callsThatWaitForCredentialsFailIfTheClientIsClosed(boolean onContext) {
    Promise<AwsCredentials> late = Promise.promise();
    credentials.pending = late.future();
    Future<HttpResponse<Buffer>> call =
        onContext ? onContext(() -> post("/x").send()) : post("/x").send();
    await(onContext(Future::succeededFuture));
    client.close();
    late.complete(FIRST);
    assertThatThrownBy(() -> await(call)).isInstanceOf(ClosedException.class);
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void aRetryFailsIfTheClientIsClosed() {
    gateway.expiredKeys.add("ASIAONE");
    credentials.onRenewal = client::close;
    assertThatThrownBy(() -> await(post("/x").send())).isInstanceOf(ClosedException.class);
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void callsOfAVerticleThatIsUndeployedEndInTime() {
    credentials.pending = Promise.<AwsCredentials>promise().future();
    SigningOptions hurried =
        SigningOptions.defaults().withCredentialsTimeout(Duration.ofMillis(500));
    Future<HttpResponse<Buffer>> call = callOfUndeployed(hurried);
    assertThatThrownBy(() -> await(call))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("No credentials came within 500 ms");
  }

  @Test
  void callsOfAVerticleThatIsUndeployedFailBecauseItsClientIsClosed() {
    Promise<AwsCredentials> late = Promise.promise();
    credentials.pending = late.future();
    Future<HttpResponse<Buffer>> call = callOfUndeployed(SigningOptions.defaults());
    late.complete(FIRST);
    assertThatThrownBy(() -> await(call)).isInstanceOf(ClosedException.class);
    assertThat(gateway.arrivals).isEmpty();
  }

  private Future<HttpResponse<Buffer>> callOfUndeployed(SigningOptions signing) {
    Promise<HttpResponse<Buffer>> ended = Promise.promise();
    String id =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    WebClient callerContext = client(SCOPE, signing);
                    callerContext.postAbs(gateway.url() + "/x").send().onComplete(ended);
                    return Future.succeededFuture();
                  }
                }));
    await(vertx.undeploy(id));
    return ended.future();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\r\nb", "/a#b", "/x?q=%zz", "/x?q=100%"})
  void urisThatCannotBeSentAreRefused(String uri) {
    assertThatThrownBy(() -> await(request(HttpMethod.GET, uri).send()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void headersOutsideOfAsciiAreRefused() {
    assertThatThrownBy(() -> await(request(HttpMethod.GET, "/x").putHeader("X-A", "hush-é").send()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("hush")
        .message()
        .containsIgnoringCase("header X-A");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void requestHeadsBeyondAwssLimitAreRefused() {
    assertThatThrownBy(
            () -> await(request(HttpMethod.GET, "/x").putHeader("X-A", "a".repeat(70_000)).send()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than the 65536 that any AWS service takes");
    assertThat(gateway.arrivals).isEmpty();
  }

  @Test
  void headersOutsideOfAsciiAreRefusedWithStreamsThatAreNotSigned() throws Exception {
    WebClient unsigned =
        client(SCOPE.withPayload(PayloadSigning.UNSIGNED), SigningOptions.defaults());
    Path file = Files.write(directory.resolve("s.bin"), new byte[500_000]);
    var stream = await(vertx.fileSystem().open(file.toString(), new OpenOptions()));
    assertThatThrownBy(
            () ->
                await(
                    unsigned
                        .postAbs(gateway.url() + "/s")
                        .putHeader("X-A", "hush-é")
                        .sendStream(stream)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .containsIgnoringCase("header X-A");
    assertThat(gateway.arrivals).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1/x", "https://127.0.0.1:1/x", "x", "*"})
  void requestUrisThatAreNotPathsAreRefused(String uri) {
    assertThatThrownBy(() -> await(request(HttpMethod.GET, uri).send()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A request's URI must start with '/' to be signed");
    assertThat(gateway.arrivals).isEmpty();
  }

  // The last call uses the same event loop, and so runs after all pending work of the others.
  @Test
  void refusedRequestsLogNothing() {
    Log log = new Log();
    Logger.getLogger("io.vertx").addHandler(log);
    try {
      for (int i = 0; i < 3; i++) {
        Future<?> refused = request(HttpMethod.GET, "/x").putHeader("X-A", "é").send();
        assertThatThrownBy(() -> await(refused)).isInstanceOf(IllegalArgumentException.class);
        Future<?> tooLong = request(HttpMethod.GET, "/x?" + "q&".repeat(40_000)).send();
        assertThatThrownBy(() -> await(tooLong)).isInstanceOf(IllegalArgumentException.class);
        aBodyThatWasChangedMeanwhileIsNotSentAgain();
        gateway.expiredKeys.clear();
        gateway.arrivals.clear();
        credentials.current = FIRST;
        accepted(request(HttpMethod.GET, "/x").send(), "");
        gateway.arrivals.clear();
      }
    } finally {
      Logger.getLogger("io.vertx").removeHandler(log);
    }
    assertThat(log.lines).isEmpty();
  }

  private static final class Log extends Handler {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord line) {
      // Warnings about a busy machine are not the client's.
      if (!line.getLoggerName().endsWith("BlockedThreadChecker")) {
        lines.add(line.getLevel() + " " + line.getLoggerName() + " " + line.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
