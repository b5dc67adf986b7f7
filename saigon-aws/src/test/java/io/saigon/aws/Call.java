package io.saigon.aws;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.metrics.MetricCollector;

/** One exchange made the way the SDK makes it, and its result. */
final class Call implements SdkAsyncHttpResponseHandler {
  final CompletableFuture<SdkHttpResponse> headers = new CompletableFuture<>();
  final CompletableFuture<byte[]> body = new CompletableFuture<>();
  final CompletableFuture<Throwable> error = new CompletableFuture<>();
  CompletableFuture<Void> result = new CompletableFuture<>();
  volatile Thread thread;
  private Consumer<Publisher<ByteBuffer>> consumer = this::collect;

  static Call get(SdkAsyncHttpClient client, String url) {
    return new Call().start(client, request(SdkHttpMethod.GET, url).build(), content(new byte[0]));
  }

  static Call post(SdkAsyncHttpClient client, String url, String body) {
    return new Call()
        .start(
            client,
            request(SdkHttpMethod.POST, url).build(),
            content(body.getBytes(StandardCharsets.UTF_8)));
  }

  static SdkHttpRequest.Builder request(SdkHttpMethod method, String url) {
    return SdkHttpRequest.builder().method(method).uri(URI.create(url));
  }

  Call consumedBy(Consumer<Publisher<ByteBuffer>> other) {
    consumer = other;
    return this;
  }

  Call start(SdkAsyncHttpClient client, SdkHttpRequest request, SdkHttpContentPublisher content) {
    return start(client, request, content, null);
  }

  Call start(
      SdkAsyncHttpClient client,
      SdkHttpRequest request,
      SdkHttpContentPublisher content,
      MetricCollector metrics) {
    result =
        client.execute(
            AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(content)
                .responseHandler(this)
                .metricCollector(metrics)
                .build());
    return this;
  }

  /** Returns the body as text, once the exchange has ended. */
  String text() throws Exception {
    result.get(20, TimeUnit.SECONDS);
    return new String(body.get(20, TimeUnit.SECONDS), StandardCharsets.UTF_8);
  }

  /** Returns the failure of the exchange. */
  Throwable failure() throws Exception {
    try {
      result.get(20, TimeUnit.SECONDS);
      throw new AssertionError("did not fail");
    } catch (CancellationException e) {
      return e;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Override
  public void onHeaders(SdkHttpResponse response) {
    thread = Thread.currentThread();
    headers.complete(response);
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    consumer.accept(stream);
  }

  @Override
  public void onError(Throwable failure) {
    error.complete(failure);
  }

  private void collect(Publisher<ByteBuffer> stream) {
    stream.subscribe(
        new Subscriber<>() {
          private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
          }

          @Override
          public void onNext(ByteBuffer chunk) {
            byte[] copy = new byte[chunk.remaining()];
            chunk.get(copy);
            bytes.writeBytes(copy);
          }

          @Override
          public void onError(Throwable failure) {
            body.completeExceptionally(failure);
          }

          @Override
          public void onComplete() {
            body.complete(bytes.toByteArray());
          }
        });
  }

  static SdkHttpContentPublisher content(byte[] bytes) {
    return content(Optional.of((long) bytes.length), bytes);
  }

  static SdkHttpContentPublisher content(Optional<Long> length, byte[]... parts) {
    return new Parts(length, parts);
  }

  /** Publishes parts on demand. */
  private record Parts(Optional<Long> contentLength, byte[]... parts)
      implements SdkHttpContentPublisher {
    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            private int next;
            private long demand;
            private boolean emitting;
            private boolean done;

            @Override
            public void request(long n) {
              demand += n;
              if (emitting) {
                return;
              }
              emitting = true;
              while (!done && demand > 0 && next < parts.length) {
                demand--;
                byte[] part = parts[next++];
                if (part.length > 0) {
                  subscriber.onNext(ByteBuffer.wrap(part));
                }
              }
              emitting = false;
              if (!done && next == parts.length) {
                done = true;
                subscriber.onComplete();
              }
            }

            @Override
            public void cancel() {
              done = true;
            }
          });
    }
  }
}
