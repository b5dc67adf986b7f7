package io.saigon.cognito.http;

import io.saigon.api.error.ServiceException;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
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
 * A request with a bounded answer through the engine, proxy and TLS settings of the SDK's calls.
 * Redirects are not followed.
 */
public final class BoundedRequest implements SdkAsyncHttpResponseHandler {
  /** An answer with any status. */
  public record Response(int status, Buffer body) {
    @Override
    public String toString() {
      return "Response[status=" + status + "]";
    }
  }

  private static final int MAX_BYTES = 256 * 1024;

  private final CompletableFuture<Response> response = new CompletableFuture<>();
  private final Buffer body = Buffer.buffer();
  private int status;

  private BoundedRequest() {}

  public static CompletableFuture<Response> get(SdkAsyncHttpClient http, URI url) {
    return send(
        http,
        SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build(),
        new Body(AsyncRequestBody.empty(), null));
  }

  /** Posts a form that is URL-encoded already. */
  public static CompletableFuture<Response> postForm(
      SdkAsyncHttpClient http, URI url, Map<String, String> headers, String form) {
    AsyncRequestBody content = AsyncRequestBody.fromString(form);
    long length = content.contentLength().orElseThrow();
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(url)
            .putHeader("Content-Type", "application/x-www-form-urlencoded")
            .putHeader("Content-Length", Long.toString(length))
            .putHeader("Accept", "application/json");
    headers.forEach(request::putHeader);
    return send(http, request.build(), new Body(content, length));
  }

  private static CompletableFuture<Response> send(
      SdkAsyncHttpClient http, SdkHttpRequest request, SdkHttpContentPublisher content) {
    BoundedRequest bounded = new BoundedRequest();
    var unused =
        http.execute(
                AsyncExecuteRequest.builder()
                    .request(request)
                    .requestContentPublisher(content)
                    .responseHandler(bounded)
                    .build())
            .exceptionally(
                failure -> {
                  bounded.onError(failure);
                  return null;
                });
    return bounded.response;
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

  private record Body(AsyncRequestBody content, @Nullable Long length)
      implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return length == null ? content.contentLength() : Optional.of(length);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      content.subscribe(subscriber);
    }
  }
}
