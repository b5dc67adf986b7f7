package io.saigon.storage.s3;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Future;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Reads of objects and of their metadata. */
public final class S3Reader {
  private final S3Calls calls;

  public S3Reader(S3Calls calls) {
    this.calls = calls;
  }

  /** Opens an object by a client that sends nothing, so that the classes for it are loaded. */
  public static CompletionStage<?> rehearse(S3AsyncClient client) {
    return client
        .getObject(get -> get.bucket("none").key("none"), ObjectBody.transformer())
        .thenAccept(ObjectBody::discard);
  }

  /** Reads the metadata of an object. */
  public Future<ObjectInfo> head(S3ObjectDescriptor source) {
    return calls
        .call(
            client ->
                client.headObject(
                    head ->
                        head.bucket(source.bucket())
                            .key(source.key())
                            .versionId(source.versionId())))
        .map(answer -> S3Objects.info(source, answer))
        .recover(failure -> Future.failedFuture(S3Failures.reading(source, failure)));
  }

  /** Returns whether an object exists. */
  public Future<Boolean> exists(S3ObjectDescriptor source) {
    return head(source)
        .map(true)
        .recover(
            failure ->
                failure instanceof NotFoundException
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  /**
   * Opens a range of the version of an object that is known already.
   *
   * @param last position of the last byte, or {@code Long.MAX_VALUE} for the end of the object
   */
  public Future<ObjectBody> open(ObjectInfo info, long first, long last) {
    String range = "bytes=" + first + "-" + (last == Long.MAX_VALUE ? "" : last);
    return open(info.descriptor(), range, S3Objects.quoted(info.eTag()));
  }

  /**
   * Opens an object.
   *
   * @param range an HTTP range, or null for all
   * @param eTag the version that the object must still have, or null for any
   */
  public Future<ObjectBody> open(
      S3ObjectDescriptor source, @Nullable String range, @Nullable String eTag) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(source.bucket())
            .key(source.key())
            .versionId(source.versionId())
            .range(range)
            .ifMatch(eTag)
            // The header alone: by the request's own field the SDK would check, on the event loop
            // and not for every algorithm, what is checked on a worker later.
            .overrideConfiguration(c -> c.putHeader("x-amz-checksum-mode", "ENABLED"))
            .build();
    return calls
        .call(client -> client.getObject(request, ObjectBody.transformer()), ObjectBody::discard)
        .recover(failure -> Future.failedFuture(S3Failures.reading(source, failure)));
  }
}
