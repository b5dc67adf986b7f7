package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.UploadedObject;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.S3Calls;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/**
 * The upload of a stream of unknown length: in one request if it is short, else in parts, some of
 * them in parallel. The stream is paused while enough parts are being sent.
 */
public final class StreamUpload {
  private static final int MAX_CONCURRENT_PARTS = 3;
  // The least that S3 takes, so that the parts of one upload fit into a small heap.
  private static final long MIN_PART = 5 << 20;
  private static final int PARTS_PER_SIZE = 1000;

  private final S3Calls calls;
  private final CallerContext context;
  private final Supplier<Future<MultipartUpload>> begin;
  private final Function<ByteBuffer[], Future<UploadedObject>> single;
  private final Promise<UploadedObject> done;
  private PartContent gathered = new PartContent();
  private int number;
  // A count, as futures of parts that were sent would keep their content.
  private int sending;
  private boolean ended;
  private boolean completing;
  private boolean aborted;
  private @Nullable Throwable failure;
  private @Nullable Future<MultipartUpload> upload;

  /**
   * @param begin begins an upload in parts
   * @param single uploads a short content in one request
   */
  StreamUpload(
      S3Calls calls,
      Supplier<Future<MultipartUpload>> begin,
      Function<ByteBuffer[], Future<UploadedObject>> single) {
    this.calls = calls;
    this.context = calls.context();
    this.begin = begin;
    this.single = single;
    this.done = context.promise();
  }

  /** Uploads a stream, which the caller has to {@link #drain} after a failure. */
  Future<UploadedObject> run(ReadStream<Buffer> content) {
    Consumer<Throwable> stop = this::fail;
    calls.cancellation().addListener(stop);
    content.pause();
    content.exceptionHandler(this::fail);
    content.endHandler(end -> end());
    content.handler(chunk -> take(content, chunk));
    content.resume();
    return done.future().onComplete(uploaded -> calls.cancellation().removeListener(stop));
  }

  private synchronized void take(ReadStream<Buffer> content, Buffer chunk) {
    if (failure != null) {
      return;
    }
    gathered.add(chunk);
    if (gathered.length() >= partSize()) {
      send(content);
      if (sending >= MAX_CONCURRENT_PARTS) {
        content.pause();
      }
    }
  }

  // Parts grow with their number, so that ten thousand of them hold 268 GiB.
  private long partSize() {
    return MIN_PART * (1 + number / PARTS_PER_SIZE);
  }

  private void send(@Nullable ReadStream<Buffer> content) {
    Future<MultipartUpload> begun = upload == null ? begin.get() : upload;
    upload = begun;
    PartContent part = gathered;
    ByteBuffer[] chunks = part.chunks();
    gathered = new PartContent();
    int next = ++number;
    sending++;
    begun
        .compose(
            into ->
                Workers.call(context, () -> Checksums.crc32(chunks))
                    .compose(
                        crc ->
                            into.part(next, crc, AsyncRequestBody.fromByteBuffersUnsafe(chunks))))
        .onSuccess(sent -> part.release())
        .onComplete((sent, problem) -> sent(content, problem));
  }

  private void sent(@Nullable ReadStream<Buffer> content, @Nullable Throwable problem) {
    synchronized (this) {
      sending--;
      if (content != null && problem == null && failure == null && !ended) {
        content.resume();
      }
    }
    if (problem == null) {
      advance();
    } else {
      fail(problem);
    }
  }

  private void end() {
    synchronized (this) {
      if (failure != null || ended) {
        return;
      }
      ended = true;
      if (upload == null) {
        PartContent all = gathered;
        single
            .apply(all.chunks())
            .onSuccess(sent -> all.release())
            .onSuccess(done::tryComplete)
            .onFailure(done::tryFail);
        return;
      }
      if (gathered.length() > 0) {
        send(null);
      }
    }
    advance();
  }

  private void fail(Throwable problem) {
    synchronized (this) {
      if (failure == null) {
        failure = problem;
        gathered = new PartContent();
      }
    }
    advance();
  }

  /** Completes or aborts the upload once no part is being sent. */
  private void advance() {
    Throwable problem;
    Future<MultipartUpload> begun;
    synchronized (this) {
      problem = failure;
      begun = upload;
      if (sending > 0 || (problem == null ? !ended || completing : aborted)) {
        return;
      }
      completing = true;
      aborted = problem != null;
    }
    if (begun == null) {
      done.tryFail(Objects.requireNonNull(problem));
    } else if (problem == null) {
      begun.compose(MultipartUpload::complete).onSuccess(done::tryComplete).onFailure(this::fail);
    } else {
      begun.compose(MultipartUpload::abort).onComplete(gone -> done.tryFail(problem));
    }
  }

  /** Discards what is still to come: an HTTP request that stays paused never ends. */
  public static void drain(ReadStream<Buffer> content) {
    try {
      content.handler(null);
      content.resume();
    } catch (IllegalStateException e) {
      // The stream is closed already, as files are after a failure.
    }
  }
}
