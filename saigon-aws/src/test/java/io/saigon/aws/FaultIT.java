package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class FaultIT {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private static final Set<Thread> BEFORE = Thread.getAllStackTraces().keySet();

  private final Vertx vertx = Vertx.vertx();
  private final VertxAsyncHttpClient client =
      TestTls.trusting(vertx)
          .option(SdkHttpConfigurationOption.READ_TIMEOUT, Duration.ofMillis(500))
          .option(SdkHttpConfigurationOption.WRITE_TIMEOUT, Duration.ofMillis(500))
          .option(SdkHttpConfigurationOption.TLS_NEGOTIATION_TIMEOUT, Duration.ofMillis(500))
          .build();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static void answerAll(FaultyServer.Peer peer) throws Exception {
    while (true) {
      peer.request();
      peer.send(OK);
    }
  }

  @AfterAll
  static void noThreadIsLeft() throws Exception {
    EngineIT.await(
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().matches("(faulty|junit)-.*|Cleaner-\\d+"))
                .allMatch(BEFORE::contains));
  }

  static Stream<Arguments> faults() {
    return Stream.<Stream<Arguments>>of(
            fault(
                "FIN before the answer",
                SocketException.class,
                "closed the connection",
                peer -> {}),
            fault("RST before the answer", IOException.class, "", FaultyServer.Peer::reset),
            fault(
                "FIN in the head",
                IOException.class,
                "broke the exchange",
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Le")),
            fault(
                "FIN before the end of a body of known length",
                SocketException.class,
                "closed the connection",
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")),
            fault(
                "FIN before the last chunk",
                SocketException.class,
                "closed the connection",
                peer ->
                    peer.send(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n")),
            fault(
                "RST in the body",
                IOException.class,
                "",
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").reset()),
            fault(
                "silence instead of an answer",
                SocketTimeoutException.class,
                "Read timed out",
                FaultyServer.Peer::stall),
            fault(
                "silence in the body",
                SocketTimeoutException.class,
                "Read timed out",
                peer -> peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").stall()),
            fault(
                "garbage instead of a head",
                IOException.class,
                "broke the exchange",
                peer -> peer.send("\0\1garbage garbage\r\n\r\n").stall()),
            fault(
                "another protocol",
                IOException.class,
                "broke the exchange",
                peer -> peer.send("SSH-2.0-OpenSSH_9.9\r\n").stall()),
            fault(
                "garbage instead of a chunk's length",
                IOException.class,
                "broke the exchange",
                peer ->
                    peer.send(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\nhalf\r\n")
                        .stall()),
            fault(
                "an endless head",
                IOException.class,
                "broke the exchange",
                peer ->
                    peer.send("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000) + "\r\n\r\n")
                        .stall()))
        .flatMap(both -> both);
  }

  private static Stream<Arguments> fault(
      String name, Class<?> type, String message, FaultyServer.Script script) {
    return Stream.of(true, false)
        .map(tls -> Arguments.of(name + (tls ? "" : ", plain"), tls, type, message, script));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultEndsTheCallWithARetryableFailureAndFreesItsConnection(
      String name, boolean tls, Class<?> type, String message, FaultyServer.Script script)
      throws Exception {
    FaultyServer.Script afterRequest =
        peer -> {
          peer.request();
          script.run(peer);
        };
    try (FaultyServer server = new FaultyServer(tls, afterRequest, FaultIT::answerAll)) {
      Call call = Call.post(client, server.url(), "body");
      Throwable failure = call.failure();
      assertThat(failure).isInstanceOf(IOException.class).isInstanceOf(type);
      assertThat(failure).hasMessageContaining(message);
      assertThat(call.error.get(5, TimeUnit.SECONDS)).isSameAs(failure);
      if (call.headers.isDone()) {
        assertThat(call.body.handle((body, e) -> e).get(5, TimeUnit.SECONDS)).isSameAs(failure);
      }
      EngineIT.await(() -> server.open.get() == 0);
      assertThat(Call.post(client, server.url(), "body").text()).isEqualTo("ok");
    }
  }

  @Test
  void aBodyThatEndsWithItsConnectionIsWhole() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
            })) {
      assertThat(Call.get(client, server.url()).text()).isEqualTo("until the end");
    }
  }

  @Test
  void aSlowResponseIsAwaited() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              for (String part : OK.split("(?<=\n)")) {
                peer.pause(150);
                peer.send(part);
              }
            })) {
      assertThat(Call.get(client, server.url()).text()).isEqualTo("ok");
    }
  }

  @Test
  void aServerThatReadsNothingTimesOut() throws Exception {
    try (FaultyServer server = new FaultyServer(FaultyServer.Peer::freeze)) {
      Call call =
          new Call()
              .start(
                  client,
                  Call.request(SdkHttpMethod.PUT, server.url()).build(),
                  Call.content(new byte[32 * 1024 * 1024]));
      assertThat(call.failure())
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageStartingWith("Write timed out");
    }
  }

  @Test
  void anUploadThatIsCutOffFails() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.socket().getInputStream().readNBytes(1000);
              peer.reset();
            })) {
      Call call =
          new Call()
              .start(
                  TestTls.trusting(vertx).build(),
                  Call.request(SdkHttpMethod.PUT, server.url()).build(),
                  Call.content(new byte[32 * 1024 * 1024]));
      assertThat(call.failure()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anEarlyAnswerEndsAnUploadAndItsConnection() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.socket().getInputStream().readNBytes(1000);
              peer.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno").freeze();
            })) {
      Call call =
          new Call()
              .start(
                  TestTls.trusting(vertx).build(),
                  Call.request(SdkHttpMethod.PUT, server.url()).build(),
                  Call.content(new byte[32 * 1024 * 1024]));
      assertThat(call.text()).isEqualTo("no");
      assertThat(call.headers.get().statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aTlsHandshakeWithoutAnAnswerTimesOut() throws Exception {
    try (FaultyServer server = new FaultyServer(false, FaultyServer.Peer::stall)) {
      assertThat(Call.get(client, "https://localhost:" + server.port() + "/").failure())
          .isInstanceOf(IOException.class);
      EngineIT.await(() -> server.open.get() == 0);
    }
  }

  @Test
  void anIdleConnectionThatTheServerClosedIsNotUsedAgain() throws Exception {
    try (FaultyServer server =
        new FaultyServer(
            peer -> {
              peer.request();
              peer.send(OK);
            },
            FaultIT::answerAll)) {
      assertThat(Call.get(client, server.url()).text()).isEqualTo("ok");
      EngineIT.await(() -> client.gauge().size() == 0);
      assertThat(Call.get(client, server.url()).text()).isEqualTo("ok");
      assertThat(server.accepted).hasValue(2);
    }
  }

  @Test
  void theSdkTriesAgainAfterFaults() throws Exception {
    String answer = "{\"Parameter\":{\"Name\":\"p\",\"Value\":\"v\"}}";
    try (FaultyServer server =
        new FaultyServer(
            FaultyServer.Peer::reset,
            peer -> {
              peer.request();
              peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            },
            peer -> {
              peer.request();
              peer.send(
                      "HTTP/1.1 200 OK\r\nContent-Length: " + answer.length() + "\r\n\r\n" + answer)
                  .stall();
            })) {
      SaigonOptions options =
          SaigonOptions.defaults()
              .withRegion("eu-west-1")
              .withTrust(TestTls.jks())
              .withEndpoint(URI.create(server.url()))
              .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET")));
      var ssm = VertxAws.create(vertx, options).service("ssm", SsmAsyncClient::builder);
      var parameter = ssm.call(c -> c.getParameter(r -> r.name("p"))).await(20, TimeUnit.SECONDS);
      assertThat(parameter.parameter().value()).isEqualTo("v");
      assertThat(server.accepted).hasValue(3);
    }
  }
}
