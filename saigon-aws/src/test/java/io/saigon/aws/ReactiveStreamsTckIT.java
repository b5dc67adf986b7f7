package io.saigon.aws;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The bodies of answers and requests, over the wire, against the rules of Reactive Streams. */
@ExtendWith(LeakCheck.class)
class ReactiveStreamsTckIT {
  private static final TestEnvironment ENVIRONMENT = new TestEnvironment(500, 200);
  private static Vertx vertx;
  private static VertxAsyncHttpClient client;
  private static String url;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    client = TestTls.trusting(vertx).build();
    HttpServer server =
        vertx
            .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(TestTls.jks()))
            .requestHandler(ReactiveStreamsTckIT::answer)
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    url = "https://localhost:" + server.actualPort() + "/";
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static void answer(HttpServerRequest request) {
    String count = request.getParam("chunks");
    if (count == null) {
      request.body().onSuccess(body -> request.response().end());
      return;
    }
    var response = request.response().setChunked(true);
    for (int i = 0; i < Integer.parseInt(count); i++) {
      response.write("x");
    }
    if (request.getParam("broken") == null) {
      response.end();
    } else {
      request.connection().close();
    }
  }

  @TestFactory
  Stream<DynamicTest> bodiesOfAnswers() {
    return Tck.rules(new Answers());
  }

  @TestFactory
  Stream<DynamicTest> bodiesOfRequests() {
    return Tck.rules(new Requests());
  }

  public static final class Answers extends PublisherVerification<ByteBuffer> {
    Answers() {
      super(ENVIRONMENT, 500);
    }

    private Publisher<ByteBuffer> publisher(String query, boolean broken) throws Exception {
      CompletableFuture<Publisher<ByteBuffer>> stream = new CompletableFuture<>();
      Call call =
          new Call()
              .consumedBy(stream::complete)
              .start(
                  client,
                  Call.request(SdkHttpMethod.GET, url + query).build(),
                  Call.content(new byte[0]));
      Publisher<ByteBuffer> publisher = stream.get(10, TimeUnit.SECONDS);
      if (broken) {
        call.error.get(10, TimeUnit.SECONDS);
      }
      return publisher;
    }

    @Override
    public Publisher<ByteBuffer> createPublisher(long elements) {
      try {
        return publisher("?chunks=" + elements, false);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Publisher<ByteBuffer> createFailedPublisher() {
      try {
        return publisher("?chunks=1&broken=yes", true);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public long maxElementsFromPublisher() {
      return 10_000;
    }
  }

  public static final class Requests extends SubscriberBlackboxVerification<ByteBuffer> {
    Requests() {
      super(ENVIRONMENT);
    }

    @Override
    public Subscriber<ByteBuffer> createSubscriber() {
      CompletableFuture<Subscriber<? super ByteBuffer>> subscriber = new CompletableFuture<>();
      new Call()
          .start(
              client,
              Call.request(SdkHttpMethod.POST, url).build(),
              new SdkHttpContentPublisher() {
                @Override
                public Optional<Long> contentLength() {
                  return Optional.empty();
                }

                @Override
                public void subscribe(Subscriber<? super ByteBuffer> given) {
                  subscriber.complete(given);
                }
              });
      try {
        @SuppressWarnings("unchecked")
        var given = (Subscriber<ByteBuffer>) subscriber.get(10, TimeUnit.SECONDS);
        return given;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public ByteBuffer createElement(int element) {
      return ByteBuffer.wrap(new byte[] {(byte) element});
    }
  }
}
