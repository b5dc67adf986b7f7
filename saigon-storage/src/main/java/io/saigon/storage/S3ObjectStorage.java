package io.saigon.storage;

import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.RemoteArchive;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.TransferProgress;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.Unzipped;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.storage.UploadedObject;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** S3, and servers that speak its protocol, through the AWS SDK's asynchronous client. */
public final class S3ObjectStorage implements ObjectStorage {
  private final Vertx vertx;
  private final Operations operations;
  private final Presigning presigning;

  S3ObjectStorage(Vertx vertx, AwsService<S3AsyncClient> s3, boolean pathStyle) {
    this.vertx = vertx;
    this.operations = new Operations(vertx, s3);
    this.presigning = new Presigning(pathStyle);
  }

  /**
   * Creates a storage on a client of the application's own, which the application closes. {@code
   * io.saigon.aws.VertxAws} puts one on Vert.x; any other works, with threads of its own. The
   * storage is closed with {@code vertx}, and its calls with the verticles that made them.
   *
   * @param vertx whose workers read and write files
   * @param client which buckets to reach, and how
   * @return the storage
   */
  public static S3ObjectStorage create(Vertx vertx, S3AsyncClient client) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(client, "client");
    boolean pathStyle =
        PathStyle.of(client.serviceClientConfiguration().endpointOverride().orElse(null));
    return new S3ObjectStorage(vertx, AwsService.of(vertx, S3Failures.SERVICE, client), pathStyle);
  }

  /** Ends what is under way; completes when nothing of it is left on this machine. */
  Future<Void> close() {
    return operations.close();
  }

  @Override
  public Future<Downloaded> download(
      S3ObjectDescriptor source, DownloadOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = operations.context();
    return operations.run(
        context,
        options.cancelOn(),
        calls ->
            download(calls, source, options, new Progress(context, progress)).map(file -> file));
  }

  private Future<DownloadedFile> download(
      S3Calls calls, S3ObjectDescriptor source, DownloadOptions options, Progress progress) {
    return calls
        .context()
        .executeBlocking(() -> TemporaryDirectory.create(vertx, options.directory()), false)
        .compose(
            directory -> {
              Path file = directory.path().resolve(FileNames.of(source.key()));
              return new Download(calls, source, options, progress)
                  .to(file, file)
                  .map(info -> new DownloadedFile(directory, file, info))
                  .recover(
                      failure ->
                          directory.delete().transform(deleted -> Future.failedFuture(failure)));
            });
  }

  @Override
  public Future<ObjectInfo> downloadTo(
      S3ObjectDescriptor source,
      Path file,
      DownloadOptions options,
      Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = operations.context();
    return operations.run(
        context,
        options.cancelOn(),
        calls -> {
          PartialFile partial = PartialFile.of(file);
          return new Download(calls, source, options, new Progress(context, progress))
              .to(partial.path(), file)
              .compose(
                  info ->
                      context.executeBlocking(
                          () -> {
                            partial.moveIntoPlace();
                            return info;
                          },
                          false))
              .recover(
                  failure ->
                      Closing.onWorker(context, partial::delete)
                          .transform(deleted -> Future.failedFuture(failure)));
        });
  }

  @Override
  public Future<ObjectStream> read(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return operations.run(
        operations.context(),
        null,
        calls ->
            new S3Reader(calls)
                .open(source, null, null)
                .map(
                    body ->
                        stream(
                            calls,
                            body,
                            operation ->
                                ObjectContent.ofWhole(
                                    operation, S3Objects.info(source, body.response()), body))));
  }

  @Override
  public Future<ObjectStream> read(S3ObjectDescriptor source, long offset, long length) {
    Objects.requireNonNull(source, "source");
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException("offset must be 0 or more, and length above 0");
    }
    long end = offset + length - 1;
    long last = end < 0 ? Long.MAX_VALUE : end;
    return operations.run(
        operations.context(),
        null,
        calls ->
            new S3Reader(calls)
                .open(source, "bytes=" + offset + "-" + last, null)
                .map(
                    body -> {
                      if (!body.isRange(offset, last)) {
                        body.discard();
                        throw S3Failures.noRanges(source);
                      }
                      return stream(
                          calls,
                          body,
                          operation ->
                              ObjectContent.ofRange(
                                  operation, S3Objects.info(source, body.response()), body));
                    }));
  }

  /** Begins the reading of a body, which lasts longer than the call that opened it. */
  private ObjectStream stream(
      S3Calls opened, ObjectBody body, Function<Operation, ObjectStream> reading) {
    Operation operation = operations.begin(opened.context());
    try {
      return reading.apply(operation);
    } catch (RuntimeException e) {
      operation.end();
      body.discard();
      throw e;
    }
  }

  @Override
  public Future<Unzipped> unzip(
      S3ObjectDescriptor source, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = operations.context();
    DownloadOptions download = options.download();
    DownloadOptions bounded =
        download.withMaxBytes(Math.min(download.maxBytes(), options.limits().maxBytes()));
    return operations.run(
        context,
        download.cancelOn(),
        calls ->
            download(calls, source, bounded, new Progress(context, p -> {}))
                .recover(failure -> ArchiveFailures.downloading(source, options, failure))
                .compose(
                    archive ->
                        Unzipping.start(
                                context,
                                archive.path(),
                                ArchiveFailures.name(source),
                                options,
                                new Progress(context, progress),
                                calls.abort())
                            .eventually(archive::delete)));
  }

  @Override
  public Future<Unzipped> unzip(
      Path archive, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = operations.context();
    return operations.run(
        context,
        options.download().cancelOn(),
        calls ->
            Unzipping.start(
                context,
                archive,
                archive.toString(),
                options,
                new Progress(context, progress),
                calls.abort()));
  }

  @Override
  public Future<RemoteArchive> openArchive(S3ObjectDescriptor source, UnzipOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return operations.run(
        operations.context(),
        options.download().cancelOn(),
        calls -> new ArchiveOpening(operations, calls, options).open(source));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Buffer content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return call(calls -> new Uploads(calls).put(target, content, options));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Path file, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    return call(calls -> new Uploads(calls).put(target, file, options));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return call(calls -> new Uploads(calls).put(target, content, options))
        .onFailure(failure -> StreamUpload.drain(content));
  }

  @Override
  public Future<ObjectInfo> head(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return call(calls -> head(calls, source));
  }

  private static Future<ObjectInfo> head(S3Calls calls, S3ObjectDescriptor source) {
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

  @Override
  public ReadStream<ObjectInfo> list(String bucket, String prefix) {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(prefix, "prefix");
    return new ObjectListing(operations.context(), operations, bucket, prefix);
  }

  @Override
  public Future<Void> delete(S3ObjectDescriptor target) {
    Objects.requireNonNull(target, "target");
    return call(
        calls ->
            calls
                .call(
                    client ->
                        client.deleteObject(
                            delete ->
                                delete
                                    .bucket(target.bucket())
                                    .key(target.key())
                                    .versionId(target.versionId())))
                .<Void>mapEmpty()
                .recover(failure -> Future.failedFuture(S3Failures.reading(target, failure))));
  }

  @Override
  public Future<Void> deleteAll(Collection<S3ObjectDescriptor> targets) {
    Objects.requireNonNull(targets, "targets");
    targets.forEach(target -> Objects.requireNonNull(target, "target"));
    List<S3ObjectDescriptor> all = List.copyOf(targets);
    return call(calls -> new Deletion(calls, all).run());
  }

  @Override
  public Future<UploadedObject> copy(S3ObjectDescriptor source, S3ObjectDescriptor target) {
    Objects.requireNonNull(source, "source");
    checkTarget(target);
    return call(
        calls -> head(calls, source).compose(info -> new Copying(calls, info, target).run()));
  }

  @Override
  public Future<Integer> sweep(Path directory, Duration unusedFor) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(unusedFor, "unusedFor");
    ContextInternal context = operations.context();
    return operations.run(
        context,
        null,
        calls -> context.executeBlocking(() -> TemporaryFiles.sweep(directory, unusedFor), false));
  }

  @Override
  public Future<PresignedRequest> presignGet(S3ObjectDescriptor source, Duration lifetime) {
    Objects.requireNonNull(source, "source");
    Presigning.check(lifetime);
    return call(calls -> presigning.get(calls, source, lifetime));
  }

  @Override
  public Future<PresignedRequest> presignPut(
      S3ObjectDescriptor target, Duration lifetime, UploadOptions options) {
    checkTarget(target);
    Presigning.check(lifetime);
    Objects.requireNonNull(options, "options");
    return call(calls -> presigning.put(calls, target, lifetime, options));
  }

  @Override
  public <T> Future<T> unwrap(Class<T> type) {
    Objects.requireNonNull(type, "type");
    if (!type.isAssignableFrom(S3AsyncClient.class) || type == Object.class) {
      throw new IllegalArgumentException(
          "There is no %s underneath, but an S3AsyncClient".formatted(type.getName()));
    }
    return call(calls -> calls.client().map(type::cast));
  }

  private static void checkTarget(S3ObjectDescriptor target) {
    Objects.requireNonNull(target, "target");
    if (target.versionId() != null) {
      throw new IllegalArgumentException(
          "S3 gives an object its version when it is written; leave out the version id");
    }
  }

  private <T> Future<T> call(Function<S3Calls, Future<T>> work) {
    return operations.call(operations.context(), work);
  }
}
