package io.saigon.aws;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.SdkInternalExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpExecutionAttributes;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/**
 * Has the body of an answer lent in the buffers that its bytes arrived in, instead of copied.
 * Whoever subscribes to the body gives each of them back when it is done with it.
 *
 * <pre>{@code
 * LentBody lent = new LentBody();
 * GetObjectRequest request = GetObjectRequest.builder()....overrideConfiguration(lent::askFor).build();
 * }</pre>
 *
 * <p>Lent buffers are large (up to 256 KiB) and direct. The engine lends if that spares a copy: a
 * GET over HTTP/1.1 without TLS and without a proxy, where neither Vert.x's metrics nor its tracing
 * watches its HTTP clients, that is answered with success. Up to eight such calls at once have
 * connections of their own, beside those that {@code MAX_CONNECTIONS} counts. Anything else comes
 * in buffers that are the subscriber's own, and so do bodies from other engines.
 *
 * <p>One object is for one call, its retries included. Thread-safe.
 */
public final class LentBody {
  private static final Attribute ATTRIBUTE = new Attribute();

  private final IdentityHashMap<ByteBuffer, ByteBuf> lent = new IdentityHashMap<>();

  /** Asks for it in a request's settings; execution attributes for HTTP that they had are lost. */
  public void askFor(RequestOverrideConfiguration.Builder<?> request) {
    request.putExecutionAttribute(
        SdkInternalExecutionAttribute.SDK_HTTP_EXECUTION_ATTRIBUTES, attributes());
  }

  SdkHttpExecutionAttributes attributes() {
    return SdkHttpExecutionAttributes.builder().put(ATTRIBUTE, this).build();
  }

  /** Whether a chunk of the body is lent, and was not given back yet. */
  public synchronized boolean isLent(ByteBuffer chunk) {
    return lent.containsKey(chunk);
  }

  /**
   * Gives a chunk back, which must not be used any more then. A lent chunk that never is costs its
   * memory until it is collected.
   *
   * @param chunk the very object that came; nothing happens if it was not lent
   */
  public void giveBack(ByteBuffer chunk) {
    ByteBuf bytes;
    synchronized (this) {
      bytes = lent.remove(Objects.requireNonNull(chunk, "chunk"));
    }
    if (bytes != null) {
      bytes.release();
    }
  }

  /**
   * Takes over a buffer and gives out its bytes: lent if its memory is collected when forgotten.
   */
  ByteBuffer lend(ByteBuf bytes) {
    if (!ReceiveBuffers.owns(bytes)) {
      return copy(bytes);
    }
    ByteBuffer chunk = bytes.nioBuffer();
    synchronized (this) {
      lent.put(chunk, bytes);
    }
    return chunk;
  }

  /** Takes over a buffer and gives out a copy of its bytes. */
  static ByteBuffer copy(ByteBuf bytes) {
    ByteBuffer copy = ByteBuffer.allocate(bytes.readableBytes());
    bytes.readBytes(copy).release();
    return copy.flip();
  }

  static @Nullable LentBody of(AsyncExecuteRequest call) {
    return call.httpExecutionAttributes().getAttribute(ATTRIBUTE);
  }

  private static final class Attribute extends SdkHttpExecutionAttribute<LentBody> {
    Attribute() {
      super(LentBody.class);
    }
  }
}
