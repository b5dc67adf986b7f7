package io.saigon.aws.conformance;

import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The engine as a blocking client, so that the suites for those can be run against it too. */
final class BlockingClient implements SdkHttpClient {
  private final Vertx vertx;
  private final SdkAsyncHttpClient client;

  BlockingClient(Vertx vertx, SdkAsyncHttpClient client) {
    this.vertx = vertx;
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        Answer answer = new Answer();
        CompletableFuture<Void> done =
            client.execute(
                AsyncExecuteRequest.builder()
                    .request(request.httpRequest())
                    .requestContentPublisher(
                        new Content(request.contentStreamProvider().map(BlockingClient::read)))
                    .responseHandler(answer)
                    .build());
        try {
          done.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof IOException io) {
            throw io;
          }
          throw new IOException(e.getCause());
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
        return answer.response();
      }

      @Override
      public void abort() {}
    };
  }

  private static byte[] read(ContentStreamProvider provider) {
    try (InputStream stream = provider.newStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    vertx.close().await();
  }

  private static final class Answer implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private SdkHttpResponse head;
    private boolean data;

    HttpExecuteResponse response() {
      var response = HttpExecuteResponse.builder().response(head);
      if (data) {
        response.responseBody(
            AbortableInputStream.create(new ByteArrayInputStream(bytes.toByteArray())));
      }
      return response.build();
    }

    @Override
    public void onHeaders(SdkHttpResponse headers) {
      head = headers;
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      stream.subscribe(this);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer chunk) {
      data = true;
      byte[] copy = new byte[chunk.remaining()];
      chunk.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public void onComplete() {}
  }

  private record Content(Optional<byte[]> bytes) implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return Optional.of((long) bytes.map(b -> b.length).orElse(0));
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            private boolean done;

            @Override
            public void request(long n) {
              if (!done) {
                done = true;
                bytes.ifPresent(b -> subscriber.onNext(ByteBuffer.wrap(b)));
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
