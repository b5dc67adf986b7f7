package io.saigon.storage.s3;

import io.saigon.api.storage.S3ObjectDescriptor;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An answer of S3 whose content has not been read yet. The SDK's call ends with it, so that the SDK
 * does not repeat the whole request when the connection breaks later.
 */
public final class ObjectBody {
  private static final int PARTIAL_CONTENT = 206;

  private final GetObjectResponse response;
  private final SdkPublisher<ByteBuffer> content;
  private final AtomicBoolean taken = new AtomicBoolean();

  private ObjectBody(GetObjectResponse response, SdkPublisher<ByteBuffer> content) {
    this.response = response;
    this.content = content;
  }

  static AsyncResponseTransformer<GetObjectResponse, ObjectBody> transformer() {
    return new Transformer();
  }

  public GetObjectResponse response() {
    return response;
  }

  /**
   * Returns whether it is the requested range: a server or proxy that does not support ranges sends
   * the whole object.
   *
   * @param to last byte requested; the object may end before
   */
  public boolean isRange(long from, long to) {
    ContentRange range = ContentRange.parse(response.contentRange());
    Long length = response.contentLength();
    return response.sdkHttpResponse().statusCode() == PARTIAL_CONTENT
        && range != null
        && range.answers(from, to)
        && (length == null || length == range.length());
  }

  /**
   * Returns this answer if it is the requested range, else discards it.
   *
   * @param source the object, for the failure
   * @param to last byte requested; the object may end before
   */
  public ObjectBody requireRange(S3ObjectDescriptor source, long from, long to) {
    if (isRange(from, to)) {
      return this;
    }
    discard();
    throw S3Failures.noRanges(source);
  }

  public void subscribe(Subscriber<ByteBuffer> subscriber) {
    taken.set(true);
    content.subscribe(subscriber);
  }

  /** Releases the connection of content that is not going to be read. */
  public void discard() {
    if (taken.compareAndSet(false, true)) {
      content.subscribe(new CancellingSubscriber());
    }
  }

  private static final class Transformer
      implements AsyncResponseTransformer<GetObjectResponse, ObjectBody> {
    private volatile CompletableFuture<ObjectBody> body = new CompletableFuture<>();
    private volatile GetObjectResponse response = GetObjectResponse.builder().build();

    @Override
    public CompletableFuture<ObjectBody> prepare() {
      body = new CompletableFuture<>();
      return body;
    }

    @Override
    public void onResponse(GetObjectResponse head) {
      response = head;
    }

    @Override
    public void onStream(SdkPublisher<ByteBuffer> content) {
      ObjectBody arrived = new ObjectBody(response, content);
      if (!body.complete(arrived)) {
        arrived.discard();
      }
    }

    @Override
    public void exceptionOccurred(Throwable failure) {
      body.completeExceptionally(failure);
    }
  }

  private static final class CancellingSubscriber implements Subscriber<ByteBuffer> {
    @Override
    public void onSubscribe(Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(ByteBuffer bytes) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}
