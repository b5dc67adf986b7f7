package io.saigon.testkit.internal.wire;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.fault.Faults;
import io.saigon.testkit.internal.auth.AccessKeys;
import io.saigon.testkit.internal.auth.SigV4Verifier;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests on which the local AWS itself fails. */
@ExtendWith(VertxExtension.class)
class FailuresIT {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Logger LOG = Logger.getLogger(Guarded.class.getName());

  private final List<Throwable> logged = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord log) {
          logged.add(log.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private HttpServer server;

  @BeforeEach
  void start(Vertx vertx) {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
    Clock clock = Clock.systemUTC();
    SigV4Verifier verifier =
        new SigV4Verifier(new AccessKeys(clock, Ids.random()), clock, "eu-west-1");
    Answers answers = new Answers(clock);
    Faults faults = new Faults(Map.of("slow", Set.of(), "quick", Set.of(), "xml", Set.of("Fail")));
    QueryService xml =
        new QueryService("xml", "2020-01-01")
            .open(
                "Fail",
                params -> {
                  throw new StackOverflowError("inside");
                });
    JsonFront front =
        new JsonFront(
            vertx,
            verifier,
            answers,
            faults,
            new QueryFront(vertx, verifier, answers, faults, xml),
            List.of(new FailingFront()));
    BiFunction<String, String, JsonObject> documents =
        (origin, path) -> {
          throw new IllegalStateException("inside");
        };
    front.document(documents);
    for (boolean slow : new boolean[] {true, false}) {
      front.serve(
          new Operations(slow ? "slow" : "quick", slow ? "Slow" : "Quick", "Invalid", slow)
              .open(
                  "Error",
                  params -> {
                    throw new StackOverflowError("inside");
                  })
              .open(
                  "Exception",
                  params -> {
                    throw new IllegalStateException("inside");
                  })
              .open("Unwritable", params -> new JsonObject().put("it", new Object())));
    }
    server = await(vertx.createHttpServer().requestHandler(front::handle).listen(0, "127.0.0.1"));
  }

  /** Throws where a front should answer, after the body is read. */
  private static final class FailingFront implements RestFront {
    @Override
    public boolean accepts(HttpServerRequest request) {
      return request.path().equals("/rest");
    }

    @Override
    public void handle(HttpServerRequest request, Buffer body) {
      throw new IllegalStateException("inside");
    }
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
    await(server.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Slow.Error", "Slow.Exception", "Slow.Unwritable",
        "Quick.Error", "Quick.Exception", "Quick.Unwritable"
      })
  void aFailureInAnOperationIsAnsweredAndLogged(String target) throws Exception {
    assertFailed(send(request("/").header("X-Amz-Target", target)));
  }

  @Test
  void soIsOneOfTheQueryProtocol() throws Exception {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("Action=Fail&Version=2020-01-01")));
    assertFailed(answer);
    assertThat(answer.body()).startsWith("<ErrorResponse").contains("InternalFailure");
  }

  @Test
  void soIsOneInAFrontItself() throws Exception {
    assertFailed(send(request("/rest")));
  }

  @Test
  void soIsOneInADocument() throws Exception {
    assertFailed(send(HttpRequest.newBuilder(uri("/a/document")).GET()));
  }

  private void assertFailed(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("InternalFailure");
    assertThat(logged).hasSize(1).doesNotContainNull();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(uri(path))
        .header("Content-Type", "application/x-amz-json-1.1")
        .POST(HttpRequest.BodyPublishers.ofString("{}"));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.actualPort() + path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(request.timeout(MOST).build(), HttpResponse.BodyHandlers.ofString());
  }
}
