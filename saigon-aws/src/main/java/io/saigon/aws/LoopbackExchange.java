package io.saigon.aws;

import io.saigon.aws.http.Content;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SimpleSubscriber;

/**
 * An exchange between an engine and a server on the loopback interface, on a Vert.x of its own. Its
 * event loop loads the hundreds of classes of Vert.x, Netty and the engine that a first request
 * needs, so that no loop of the application stops for them.
 */
final class LoopbackExchange {
  private static final String LOOPBACK = "127.0.0.1";
  private static final byte[] JSON = "{}".getBytes(StandardCharsets.UTF_8);

  private static @Nullable Future<Void> made;

  private LoopbackExchange() {}

  /**
   * Makes the exchange once in a process, from a thread that is not Vert.x's.
   *
   * @return completes when it has ended, on any thread. It never fails: what breaks here breaks in
   *     the first real request too, which has a caller to report it to.
   */
  static synchronized Future<Void> make() {
    if (made == null) {
      made =
          Future.<Void>fromCompletionStage(
                  CompletableFuture.supplyAsync(LoopbackExchange::exchange)
                      .thenCompose(Future::toCompletionStage))
              .otherwiseEmpty();
    }
    return made;
  }

  private static Future<Void> exchange() {
    Vertx own =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                // It stops for the classes that it loads, which is what it is for.
                .setBlockedThreadCheckInterval(TimeUnit.HOURS.toMillis(1))
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    // Not of its context, which ends with it: somebody may ask later.
    Promise<Void> ended = Promise.promise();
    own.createHttpServer()
        .requestHandler(request -> request.response().end("{}"))
        .listen(0, LOOPBACK)
        .compose(server -> ask(own, server.actualPort()))
        .timeout(5, TimeUnit.SECONDS)
        .onComplete(
            answered -> {
              ended.complete();
              own.close();
            });
    return ended.future();
  }

  private static Future<Void> ask(Vertx own, int port) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("http")
            .host(LOOPBACK)
            .port(port)
            .encodedPath("/")
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("Content-Length", "" + JSON.length)
            .build();
    return Future.fromCompletionStage(
        VertxAsyncHttpClient.builder(own)
            .proxy(HttpProxy.none())
            .build()
            .execute(
                AsyncExecuteRequest.builder()
                    .request(request)
                    .requestContentPublisher(Content.of(JSON))
                    .responseHandler(new Discarding())
                    .build()));
  }

  private static final class Discarding implements SdkAsyncHttpResponseHandler {
    @Override
    public void onHeaders(SdkHttpResponse head) {}

    @Override
    public void onStream(Publisher<ByteBuffer> body) {
      body.subscribe(new SimpleSubscriber(bytes -> {}));
    }

    @Override
    public void onError(Throwable failure) {}
  }
}
