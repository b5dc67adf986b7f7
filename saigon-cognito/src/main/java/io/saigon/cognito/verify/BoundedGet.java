package io.saigon.cognito.verify;

import io.saigon.api.error.ServiceException;
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

/** A GET of a bounded body through the engine, proxy and TLS settings of the SDK's calls. */
final class BoundedGet implements SdkAsyncHttpResponseHandler {
  record Response(int status, Buffer body) {}

  private static final int MAX_BYTES = 256 * 1024;

  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private final Buffer body = Buffer.buffer();
  private int status;

  private BoundedGet() {}

  static CompletableFuture<Response> send(SdkAsyncHttpClient http, URI url) {
    BoundedGet get = new BoundedGet();
    var unused =
        http.execute(
                AsyncExecuteRequest.builder()
                    .request(SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build())
                    .requestContentPublisher(new EmptyBody())
                    .responseHandler(get)
                    .build())
            .exceptionally(
                failure -> {
                  get.onError(failure);
                  return null;
                });
    return get.response;
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
                    response.complete(new Response(status, body));
                  } else {
                    onError(failure);
                  }
                });
  }

  private void add(ByteBuffer part) {
    if (body.length() + part.remaining() > MAX_BYTES) {
      ServiceException tooLong =
          new ServiceException(
              "The answer is longer than any of a user pool; check who answers at the endpoint",
              null,
              null);
      // Before the cancellation, whose failure would take its place.
      onError(tooLong);
      throw tooLong;
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    body.appendBytes(bytes);
  }

  @Override
  public void onError(Throwable failure) {
    response.completeExceptionally(failure);
  }

  private static final class EmptyBody implements SdkHttpContentPublisher {
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
