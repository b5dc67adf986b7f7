package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A request body that is a part of a file, read on Vert.x's workers; the SDK's own implementation
 * would start threads of the JDK's.
 */
record FileBody(CallerContext context, Path file, long offset, long length)
    implements AsyncRequestBody {
  @Override
  public Optional<Long> contentLength() {
    return Optional.of(length);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    FileSubscription subscription = new FileSubscription(context, file, offset, length, subscriber);
    subscriber.onSubscribe(subscription);
    subscription.started();
  }
}
