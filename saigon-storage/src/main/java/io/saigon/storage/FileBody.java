package io.saigon.storage;

import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * A part of a file as the SDK sends it, read on Vert.x's workers; the SDK's own would start threads
 * of the JDK's.
 */
record FileBody(ContextInternal context, Path file, long offset, long length)
    implements AsyncRequestBody {
  @Override
  public Optional<Long> contentLength() {
    return Optional.of(length);
  }

  @Override
  public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
    FileReading reading = new FileReading(context, file, offset, length, subscriber);
    subscriber.onSubscribe(reading);
    reading.started();
  }
}
