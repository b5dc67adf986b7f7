package io.saigon.aws.credentials;

import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;

/** Gathers an answer of bounded size. Called on the exchange's event loop alone. */
final class AnswerCollector implements SdkAsyncHttpResponseHandler, Subscriber<ByteBuffer> {
  private static final int MAX_BYTES = 256 * 1024;

  private final String service;
  private final Promise<HttpAnswer> promise;
  private final Buffer body = Buffer.buffer();
  private int status;
  private @Nullable String requestId;
  private @Nullable Subscription subscription;

  AnswerCollector(String service, Promise<HttpAnswer> promise) {
    this.service = service;
    this.promise = promise;
  }

  @Override
  public void onHeaders(SdkHttpResponse head) {
    status = head.statusCode();
    requestId = head.firstMatchingHeader("x-amzn-requestid").orElse(null);
  }

  @Override
  public void onStream(Publisher<ByteBuffer> stream) {
    stream.subscribe(this);
  }

  @Override
  public void onSubscribe(Subscription started) {
    subscription = started;
    started.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ByteBuffer bytes) {
    if (body.length() + bytes.remaining() > MAX_BYTES) {
      promise.tryFail(new IOException("the answer is larger than 256 KiB"));
      if (subscription != null) {
        subscription.cancel();
      }
      return;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    body.appendBytes(copy);
  }

  @Override
  public void onError(Throwable failure) {
    promise.tryFail(failure);
  }

  @Override
  public void onComplete() {
    promise.tryComplete(new HttpAnswer(service, status, requestId, body));
  }
}
