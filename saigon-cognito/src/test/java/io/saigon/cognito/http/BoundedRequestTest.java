package io.saigon.cognito.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ServiceException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

class BoundedRequestTest {
  private static final int LONGEST = 256 * 1024;

  /** Answers every request with the same parts, or with a failure if there are none. */
  private static final class Answering implements SdkAsyncHttpClient {
    private final int[] parts;
    private AsyncExecuteRequest request;

    private Answering(int... parts) {
      this.parts = parts;
    }

    @Override
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
      this.request = request;
      if (parts.length == 0) {
        return CompletableFuture.failedFuture(new IllegalStateException("not reached"));
      }
      request.responseHandler().onHeaders(SdkHttpResponse.builder().statusCode(200).build());
      ByteBuffer[] body =
          Arrays.stream(parts).mapToObj(ByteBuffer::allocate).toArray(ByteBuffer[]::new);
      request.responseHandler().onStream(AsyncRequestBody.fromByteBuffers(body));
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  private static CompletableFuture<BoundedRequest.Response> get(SdkAsyncHttpClient http) {
    return BoundedRequest.get(http, URI.create("https://pool.example.com/keys"));
  }

  @Test
  void aBodyOfUpTo256KibibytesIsTakenInAnyParts() {
    for (int[] parts : new int[][] {{LONGEST}, {LONGEST - 1, 1}, {1, LONGEST - 2, 1}}) {
      BoundedRequest.Response response = get(new Answering(parts)).join();
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body().length()).isEqualTo(LONGEST);
    }
  }

  @Test
  void aLongerBodyIsRefusedInAnyParts() {
    for (int[] parts : new int[][] {{LONGEST + 1}, {LONGEST, 1}, {1, LONGEST}}) {
      assertThatThrownBy(get(new Answering(parts))::join)
          .hasCauseInstanceOf(ServiceException.class)
          .hasMessageContaining("longer than any of a user pool");
    }
  }

  @Test
  void aRequestThatFailsWithoutAnAnswerFails() {
    assertThatThrownBy(get(new Answering())::join).hasMessageContaining("not reached");
  }

  @Test
  void theRequestIsAGetOfNoBytes() {
    Answering http = new Answering(1);
    get(http).join();
    assertThat(http.request.request().method()).isEqualTo(SdkHttpMethod.GET);
    assertThat(http.request.requestContentPublisher().contentLength()).contains(0L);
  }
}
