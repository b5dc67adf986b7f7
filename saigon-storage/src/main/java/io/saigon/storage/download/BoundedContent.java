package io.saigon.storage.download;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectException.Reason;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.s3.S3Failures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Collects the content of an object in memory, up to a bound. Confined to the stream's context. */
public final class BoundedContent {
  private final ObjectStream stream;
  private final int maxBytes;
  private final Promise<Buffer> result;
  private final Buffer content = Buffer.buffer();

  private BoundedContent(CallerContext context, ObjectStream stream, int maxBytes) {
    this.stream = stream;
    this.maxBytes = maxBytes;
    this.result = context.promise();
  }

  /**
   * Reads a stream to its end, or cancels it.
   *
   * @param stream without a handler
   * @param maxBytes most bytes to keep
   */
  public static Future<Buffer> read(CallerContext context, ObjectStream stream, int maxBytes) {
    return new BoundedContent(context, stream, maxBytes).read();
  }

  /**
   * Decodes text in UTF-8.
   *
   * @param source the object, for the failure
   */
  public static String text(S3ObjectDescriptor source, Buffer content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ObjectException(
          Reason.NOT_TEXT,
          "Object %s is not text in UTF-8; read it by readBytes".formatted(S3Failures.name(source)),
          null,
          null);
    }
  }

  private Future<Buffer> read() {
    if (stream.info().size() > maxBytes) {
      refuse(stream.info().size());
    } else {
      stream
          .exceptionHandler(result::tryFail)
          .endHandler(end -> result.tryComplete(content))
          .handler(this::add);
    }
    return result.future();
  }

  private void add(Buffer bytes) {
    long size = (long) content.length() + bytes.length();
    if (size > maxBytes) {
      refuse(size);
    } else {
      content.appendBuffer(bytes);
    }
  }

  private void refuse(long size) {
    ObjectException failure =
        new ObjectException(
            Reason.TOO_LARGE,
            "Object %s has %d bytes or more, and the limit is %d; raise it if that is right, or read the object as a stream"
                .formatted(S3Failures.name(stream.info().descriptor()), size, maxBytes),
            null,
            null);
    stream.cancel().onComplete(done -> result.tryFail(failure));
  }
}
