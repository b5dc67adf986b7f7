package io.saigon.testkit.internal.s3;

import io.saigon.testkit.internal.s3.checksum.Digests;
import io.saigon.testkit.internal.s3.checksum.ExpectedDigests;
import io.saigon.testkit.internal.s3.content.Content;
import io.saigon.testkit.internal.s3.content.ContentWriter;
import io.saigon.testkit.internal.s3.request.Received;
import io.saigon.testkit.internal.s3.signature.Payload;
import io.saigon.testkit.internal.wire.Guarded;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way into the store. It is decoded, hashed and written on worker threads, a part of
 * some size at a time, while its sender waits.
 */
final class Intake {
  private static final int PART = 1 << 18;

  private final WorkerExecutor workers;
  private final ReadStream<Buffer> source;
  private final Payload payload;
  private final ExpectedDigests expected;
  private final Digests digests;
  private final ContentWriter writer;
  private final Promise<Received> promise = Promise.promise();
  private Buffer pending = Buffer.buffer();
  private boolean writing;
  private boolean ended;
  private boolean failed;

  private Intake(
      WorkerExecutor workers,
      ReadStream<Buffer> source,
      Payload payload,
      ExpectedDigests expected,
      Digests digests,
      ContentWriter writer) {
    this.workers = workers;
    this.source = source;
    this.payload = payload;
    this.expected = expected;
    this.digests = digests;
    this.writer = writer;
  }

  /**
   * Reads a body, which the caller resumes.
   *
   * @return the verified body; fails with an error of S3, or of the connection
   */
  static Future<Received> of(
      WorkerExecutor workers,
      ReadStream<Buffer> source,
      Payload payload,
      ExpectedDigests expected,
      Digests digests,
      ContentWriter writer) {
    Intake intake = new Intake(workers, source, payload, expected, digests, writer);
    source.exceptionHandler(intake::fail);
    source.endHandler(end -> intake.end());
    source.handler(part -> Guarded.run(intake::fail, () -> intake.take(part)));
    return intake.promise.future();
  }

  private void take(Buffer part) {
    if (failed) {
      return;
    }
    pending.appendBuffer(part);
    if (pending.length() >= PART && !writing) {
      source.pause();
      write();
    }
  }

  private void end() {
    ended = true;
    if (!writing && !failed) {
      write();
    }
  }

  private void write() {
    writing = true;
    byte[] bytes = pending.getBytes();
    pending = Buffer.buffer();
    boolean last = ended;
    workers
        .executeBlocking(() -> consume(bytes, last), false)
        .onSuccess(this::written)
        .onFailure(
            e -> {
              writing = false;
              fail(e);
            });
  }

  private @Nullable Received consume(byte[] bytes, boolean last) throws IOException {
    byte[] decoded = payload.pass(bytes);
    digests.update(decoded, decoded.length);
    writer.write(decoded);
    if (!last) {
      return null;
    }
    Map<String, String> trailers = payload.end();
    Digests.Computed computed = digests.finish();
    expected.verify(computed, trailers);
    Content content = writer.finish();
    return new Received(
        content,
        computed.etag(),
        computed.kept(),
        expected.algorithm() == null ? null : computed.given(),
        expected.isAny());
  }

  private void written(@Nullable Received received) {
    writing = false;
    if (failed) {
      discard(received);
    } else if (received != null) {
      promise.complete(received);
    } else if (ended || pending.length() >= PART) {
      write();
    } else {
      source.resume();
    }
  }

  /** Gives the body up; what still comes of it is dropped. */
  private void fail(Throwable failure) {
    if (promise.future().isComplete()) {
      return;
    }
    failed = true;
    if (!writing) {
      writer.discard();
    }
    promise.tryFail(failure);
  }

  private void discard(@Nullable Received received) {
    if (received == null) {
      writer.discard();
    } else {
      received.content().release();
    }
  }
}
