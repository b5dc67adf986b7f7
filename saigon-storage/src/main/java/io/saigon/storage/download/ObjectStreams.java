package io.saigon.storage.download;

import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.storage.s3.ObjectBody;
import io.saigon.storage.s3.Operation;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Objects;
import io.saigon.storage.s3.S3Reader;
import io.saigon.storage.s3.TransferMetrics;
import io.vertx.core.Future;
import java.util.function.Function;

/** Opens the content of objects as streams. */
public final class ObjectStreams {
  private final Operations operations;
  private final TransferMetrics metrics;

  public ObjectStreams(Operations operations, TransferMetrics metrics) {
    this.operations = operations;
    this.metrics = metrics;
  }

  public Future<ObjectStream> open(S3Calls calls, S3ObjectDescriptor source) {
    return new S3Reader(calls)
        .open(source, null, null)
        .map(
            body ->
                stream(
                    calls,
                    body,
                    operation ->
                        S3ObjectStream.ofWhole(
                            operation,
                            metrics.download(operation.calls()),
                            S3Objects.info(source, body.response()),
                            body)))
        .onFailure(metrics.download(calls)::ended);
  }

  /**
   * Opens a range.
   *
   * @param last position of the last byte; the object may end before
   */
  public Future<ObjectStream> open(
      S3Calls calls, S3ObjectDescriptor source, long first, long last) {
    return new S3Reader(calls)
        .open(source, "bytes=" + first + "-" + last, null)
        .map(
            body ->
                stream(
                    calls,
                    body.requireRange(source, first, last),
                    operation ->
                        S3ObjectStream.ofRange(
                            operation,
                            metrics.download(operation.calls()),
                            S3Objects.info(source, body.response()),
                            body)))
        .onFailure(metrics.download(calls)::ended);
  }

  // The stream is an operation of its own: it lasts longer than the call that opens it.
  private ObjectStream stream(
      S3Calls calls, ObjectBody body, Function<Operation, ObjectStream> reading) {
    Operation operation = operations.begin(calls.context());
    try {
      return reading.apply(operation);
    } catch (RuntimeException e) {
      operation.end();
      body.discard();
      throw e;
    }
  }
}
