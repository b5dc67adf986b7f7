package io.saigon.aws.http;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** The body of a small request that no SDK client makes. */
public record Content(AsyncRequestBody body) implements SdkHttpContentPublisher {
  /** Returns a body of the given bytes. */
  public static Content of(byte[] bytes) {
    return new Content(AsyncRequestBody.fromBytes(bytes));
  }

  @Override
  public Optional<Long> contentLength() {
    return body.contentLength();
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    body.subscribe(subscriber);
  }
}
