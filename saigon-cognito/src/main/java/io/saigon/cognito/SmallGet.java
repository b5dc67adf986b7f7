package io.saigon.cognito;

import io.saigon.api.ServiceException;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/**
 * Gets a document of bounded size through the engine, proxy and TLS settings of the SDK's calls.
 */
final class SmallGet implements SdkAsyncHttpResponseHandler {
  record Answer(int status, Buffer body) {}

  private static final int MOST_BYTES = 256 * 1024;

  private final CompletableFuture<Answer> answer = new CompletableFuture<>();
  private final Buffer body = Buffer.buffer();
  private int status;

  private SmallGet() {}

  static CompletableFuture<Answer> send(SdkAsyncHttpClient http, URI url) {
    SmallGet get = new SmallGet();
    var unused =
        http.execute(
                AsyncExecuteRequest.builder()
                    .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build())
                    .requestContentPublisher(new NoContent())
                    .responseHandler(get)
                    .build())
            .exceptionally(
                failure -> {
                  get.onError(failure);
                  return null;
                });
    return get.answer;
  }

  @Override
  public void onHeaders(SdkHttpResponse headers) {
    status = headers.statusCode();
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    var unused =
        SdkPublisher.adapt(stream)
            .subscribe(this::add)
            .whenComplete(
                (done, failure) -> {
                  if (failure == null) {
                    answer.complete(new Answer(status, body));
                  } else {
                    onError(failure);
                  }
                });
  }

  private void add(ByteBuffer part) {
    if (body.length() + part.remaining() > MOST_BYTES) {
      ServiceException endless =
          new ServiceException(
              "The answer is longer than any of a user pool; check who answers at the endpoint",
              null,
              null);
      // Before the cancellation, which would be told in its place.
      onError(endless);
      throw endless;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.appendBytes(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
  }

  private static final class NoContent implements SdkHttpContentPublisher {
    private final AsyncRequestBody empty = AsyncRequestBody.empty();

    @Override
    public Optional<Long> contentLength() {
      return empty.contentLength();
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      empty.subscribe(subscriber);
    }
  }
}
