package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.vertx.core.Context;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;

/** Answers of servers and of proxies before them, well-formed and not. */
class AnswersIT extends EngineIT {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String FORGED = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged";

  private static FaultyServer.Script always(String answer) {
    return peer -> {
      while (true) {
        peer.request();
        peer.send(answer);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK,
        "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void aResponseOfAnyFormIsRead(String answer) throws Exception {
    try (FaultyServer server = new FaultyServer(always(answer))) {
      for (int i = 0; i < 3; i++) {
        assertThat(onLoop(loop, () -> Call.get(client, server.url())).text()).isEqualTo("ok");
      }
      boolean reusable = answer.endsWith(OK) || answer.contains("chunked");
      assertThat(server.accepted).hasValue(reusable ? 1 : 3);
    }
  }

  @Test
  void anAnswerWithoutABodyIsEmpty() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            always("HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\n"))) {
      Call call = Call.get(client, server.url());
      assertThat(call.text()).isEmpty();
      assertThat(call.headers.join().statusCode()).isEqualTo(304);
      assertThat(call.headers.join().firstMatchingHeader("ETag")).contains("\"a\"");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theRequestIsWhatTheSdkMade(boolean tls) throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    try (FaultyServer server =
        new FaultyServer(
            tls,
            peer -> {
              seen.complete(peer.request());
              peer.send(OK).stall();
            })) {
      new Call()
          .start(
              client,
              Call.request(SdkHttpMethod.GET, server.url() + "a%20b//c?x=%2F&y")
                  .putHeader("Range", "bytes=0-1")
                  .appendHeader("X-Two", "1")
                  .appendHeader("X-Two", "2")
                  .build(),
              Call.content(new byte[0]))
          .text();
      assertThat(seen.join())
          .startsWith("GET /a%20b//c?x=%2F&y HTTP/1.1\r\n")
          .contains("Range: bytes=0-1\r\n", "X-Two: 1\r\nX-Two: 2\r\n")
          .containsIgnoringCase("host: localhost:" + server.port() + "\r\n")
          .doesNotContainIgnoringCase("upgrade");
    }
  }

  /**
   * The call's context has the connection's event loop or another, where Vert.x finishes the
   * response before.
   */
  @ParameterizedTest
  @CsvSource({
    "true, 101 Switching Protocols, 'Upgrade: h2c\r\nConnection: Upgrade\r\n'",
    "false, 101 Switching Protocols, 'Upgrade: websocket\r\nConnection: Upgrade\r\n'",
    "true, 101 Switching Protocols, ''",
    "false, 102 Processing, ''"
  })
  void aResponseThatIsNotFinalFailsTheCallAndClosesItsConnection(
      boolean sameLoop, String status, String headers) throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            false,
            peer -> {
              peer.request();
              peer.send(OK);
              peer.request();
              peer.send("HTTP/1.1 " + status + "\r\n" + headers + "\r\n").stall();
            },
            always(OK))) {
      Context other = CallerContext.detached(vertx).context();
      VertxAsyncHttpClient narrow = oneConnection();
      assertThat(onLoop(loop, () -> Call.get(narrow, server.url())).text()).isEqualTo("ok");
      Call call = onLoop(sameLoop ? loop : other, () -> Call.get(narrow, server.url()));
      assertThat(call.failure())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("HTTP status " + status.substring(0, 3))
          .hasMessageContaining("localhost:" + server.port());
      assertThat(call.headers).isNotDone();
      await(() -> server.open.get() == 0 && narrow.gauge().size() == 0);
      assertThat(onLoop(loop, () -> Call.get(narrow, server.url())).text()).isEqualTo("ok");
      assertThat(server.accepted).hasValue(2);
    }
  }

  private VertxAsyncHttpClient oneConnection() {
    return engine().option(SdkHttpConfigurationOption.MAX_CONNECTIONS, 1).build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORGED,
        "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\n" + FORGED,
        "more than was announced\r\n\r\n",
        "more than was announced"
      })
  void bytesAfterAResponseAreNotTakenForTheNextOne(String more) throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            false,
            peer -> {
              peer.request();
              peer.send(OK + more);
              peer.request();
              peer.send(OK).stall();
            },
            always(OK))) {
      VertxAsyncHttpClient narrow = oneConnection();
      CompletableFuture<Call> second = new CompletableFuture<>();
      Call first =
          onLoop(
              loop,
              () -> {
                Call made = Call.get(narrow, server.url());
                // Waits for the connection, and gets it as soon as the first answer is complete.
                second.complete(Call.get(narrow, server.url()));
                return made;
              });
      assertThat(first.text()).isEqualTo("ok");
      assertOwnAnswerOrRetryable(second.get(10, TimeUnit.SECONDS));
      await(() -> server.open.get() == 0);
      assertThat(onLoop(loop, () -> Call.get(narrow, server.url())).text()).isEqualTo("ok");
    }
  }

  private static void assertOwnAnswerOrRetryable(Call call) throws Exception {
    Throwable failure = call.result.handle((done, e) -> e).get(10, TimeUnit.SECONDS);
    if (failure == null) {
      assertThat(call.headers.join().statusCode()).isEqualTo(200);
      assertThat(call.text()).isEqualTo("ok");
    } else {
      assertThat(failure).isInstanceOf(IOException.class);
    }
  }
}
