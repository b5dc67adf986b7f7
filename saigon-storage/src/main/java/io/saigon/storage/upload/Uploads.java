package io.saigon.storage.upload;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.saigon.storage.file.LocalFailures;
import io.saigon.storage.io.Buffers;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Objects;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Uploads objects. The checksum is sent as a header before the content: the SDK would send it as a
 * trailer, which many S3-compatible servers do not support.
 */
public final class Uploads {
  // Takes an event loop a fraction of a millisecond.
  private static final int MAX_ON_EVENT_LOOP = 256 << 10;
  private static final long MAX_SINGLE = 64 << 20;

  private final S3Calls calls;
  private final CallerContext context;

  public Uploads(S3Calls calls) {
    this.calls = calls;
    this.context = calls.context();
  }

  public Future<UploadedObject> put(
      S3ObjectDescriptor target, Buffer content, UploadOptions options) {
    return put(target, Buffers.unwrap(content), options);
  }

  private Future<UploadedObject> put(
      S3ObjectDescriptor target, ByteBuffer[] chunks, UploadOptions options) {
    long length = Arrays.stream(chunks).mapToLong(ByteBuffer::remaining).sum();
    Future<Long> crc =
        length <= MAX_ON_EVENT_LOOP
            ? context.succeeded(Checksums.crc32(chunks))
            : Workers.call(context, () -> Checksums.crc32(chunks));
    return crc.compose(
        value -> put(target, value, AsyncRequestBody.fromByteBuffersUnsafe(chunks), options));
  }

  public Future<UploadedObject> put(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options) {
    return new StreamUpload(
            calls,
            () -> MultipartUpload.begin(calls, target, options),
            chunks -> put(target, chunks, options))
        .run(content);
  }

  public Future<UploadedObject> put(S3ObjectDescriptor target, Path file, UploadOptions options) {
    return Workers.call(context, () -> size(file))
        .compose(
            size ->
                size > MAX_SINGLE
                    ? MultipartUpload.begin(calls, target, options)
                        .compose(upload -> ParallelUpload.ofFile(context, upload, file, size).run())
                    : Workers.call(context, () -> FileSubscription.crc32(file, 0, size))
                        .compose(
                            crc ->
                                put(target, crc, new FileBody(context, file, 0, size), options)));
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw LocalFailures.of(e, file);
    }
  }

  private Future<UploadedObject> put(
      S3ObjectDescriptor target, long crc, AsyncRequestBody body, UploadOptions options) {
    PutObjectRequest request =
        S3Objects.put(target, options)
            .contentLength(body.contentLength().orElseThrow())
            .checksumCRC32(Checksums.base64(crc))
            .build();
    return calls
        .call(client -> client.putObject(request, body))
        .onSuccess(answer -> calls.count().add(request.contentLength()))
        .map(answer -> S3Objects.uploaded(target, answer.versionId(), answer.eTag()))
        .recover(failure -> Future.failedFuture(S3Failures.writing(target, failure)));
  }
}
