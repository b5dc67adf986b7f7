package io.saigon.storage;

import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.streams.ReadStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Writes objects. The checksum goes ahead of the content as a header: the SDK would send it behind,
 * in a form that many S3-compatible servers do not know.
 */
final class Uploads {
  // On an event loop no longer than a fraction of a millisecond.
  private static final int QUICK = 256 << 10;
  private static final long MAX_SINGLE = 64 << 20;

  private final S3Calls calls;
  private final ContextInternal context;

  Uploads(S3Calls calls) {
    this.calls = calls;
    this.context = calls.context();
  }

  Future<UploadedObject> put(S3ObjectDescriptor target, Buffer content, UploadOptions options) {
    return put(target, ((BufferInternal) content).getByteBuf().nioBuffers(), options);
  }

  private Future<UploadedObject> put(
      S3ObjectDescriptor target, ByteBuffer[] chunks, UploadOptions options) {
    long length = Arrays.stream(chunks).mapToLong(ByteBuffer::remaining).sum();
    Future<Long> crc =
        length <= QUICK
            ? context.succeededFuture(Checksums.crc32(chunks))
            : context.executeBlocking(() -> Checksums.crc32(chunks), false);
    return crc.compose(
        value -> put(target, value, AsyncRequestBody.fromByteBuffersUnsafe(chunks), options));
  }

  Future<UploadedObject> put(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options) {
    return new StreamUpload(
            calls,
            () -> MultipartUpload.begin(calls, target, options),
            chunks -> put(target, chunks, options))
        .run(content);
  }

  Future<UploadedObject> put(S3ObjectDescriptor target, Path file, UploadOptions options) {
    return context
        .executeBlocking(() -> size(file), false)
        .compose(
            size ->
                size > MAX_SINGLE
                    ? MultipartUpload.begin(calls, target, options)
                        .compose(upload -> PartsUpload.ofFile(context, upload, file, size).run())
                    : context
                        .executeBlocking(() -> FileReading.crc32(file, 0, size), false)
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
        request(target, options)
            .contentLength(body.contentLength().orElseThrow())
            .checksumCRC32(Checksums.base64(crc))
            .build();
    return calls
        .call(client -> client.putObject(request, body))
        .map(answer -> uploaded(target, answer))
        .recover(failure -> Future.failedFuture(S3Failures.writing(target, failure)));
  }

  static PutObjectRequest.Builder request(S3ObjectDescriptor target, UploadOptions options) {
    return PutObjectRequest.builder()
        .bucket(target.bucket())
        .key(target.key())
        .contentType(options.contentType())
        .metadata(options.metadata().isEmpty() ? null : options.metadata())
        .storageClass(options.storageClass())
        .serverSideEncryption(options.serverSideEncryption())
        .ssekmsKeyId(options.kmsKeyId())
        .ifNoneMatch(options.onlyIfAbsent() ? "*" : null);
  }

  private static UploadedObject uploaded(S3ObjectDescriptor target, PutObjectResponse answer) {
    return new UploadedObject(
        S3Objects.versioned(target, answer.versionId()), S3Objects.unquoted(answer.eTag()));
  }
}
