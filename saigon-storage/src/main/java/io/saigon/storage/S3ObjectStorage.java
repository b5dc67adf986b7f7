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
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** S3, and servers that speak its protocol, through the AWS SDK's asynchronous client. */
public final class S3ObjectStorage implements ObjectStorage {
  private final Vertx vertx;
  private final AwsService<S3AsyncClient> s3;
  private final S3Reader reader;
  private final Uploads uploads;
  private final Presigning presigning;

  S3ObjectStorage(Vertx vertx, AwsService<S3AsyncClient> s3, boolean pathStyle) {
    this.vertx = vertx;
    this.s3 = s3;
    this.reader = new S3Reader(s3);
    this.uploads = new Uploads(s3);
    this.presigning = new Presigning(s3, pathStyle);
  }

  /**
   * A storage on a client of the application's own, which the application closes. {@code
   * io.saigon.aws.VertxAws} puts one on Vert.x; any other works, with threads of its own.
   *
   * @param vertx whose workers read and write files
   * @param client which buckets to reach, and how
   */
  public static S3ObjectStorage create(Vertx vertx, S3AsyncClient client) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(client, "client");
    boolean pathStyle =
        PathStyle.of(client.serviceClientConfiguration().endpointOverride().orElse(null));
    return new S3ObjectStorage(vertx, AwsService.of(vertx, S3Failures.SERVICE, client), pathStyle);
  }

  @Override
  public Future<Downloaded> download(
      S3ObjectDescriptor source, DownloadOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = context();
    return download(context, source, options, new Progress(context, progress)).map(file -> file);
  }

  private Future<DownloadedFile> download(
      ContextInternal context,
      S3ObjectDescriptor source,
      DownloadOptions options,
      Progress progress) {
    return context
        .executeBlocking(() -> TemporaryDirectory.create(vertx, options.directory()), false)
        .compose(
            directory -> {
              Path file = directory.path().resolve(FileNames.of(source.key()));
              return new Download(context, reader, source, options, progress)
                  .to(file)
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
    ContextInternal context = context();
    PartialFile partial = PartialFile.of(file);
    return new Download(context, reader, source, options, new Progress(context, progress))
        .to(partial.path())
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
  }

  @Override
  public Future<ObjectStream> read(S3ObjectDescriptor source) {
    return read(source, 0, null);
  }

  @Override
  public Future<ObjectStream> read(S3ObjectDescriptor source, long offset, long length) {
    if (offset < 0 || length <= 0) {
      throw new IllegalArgumentException("offset must be 0 or more, and length above 0");
    }
    long last = offset + length - 1;
    return read(source, offset, "bytes=" + offset + "-" + (last < 0 ? Long.MAX_VALUE : last));
  }

  private Future<ObjectStream> read(
      S3ObjectDescriptor source, long offset, @Nullable String range) {
    Objects.requireNonNull(source, "source");
    ContextInternal context = context();
    return reader
        .open(source, range, null)
        .map(
            body ->
                ObjectContent.of(
                    context,
                    reader,
                    S3Objects.info(source, body.response()),
                    body,
                    offset,
                    range == null));
  }

  @Override
  public Future<Unzipped> unzip(
      S3ObjectDescriptor source, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = context();
    return download(context, source, options.download(), new Progress(context, p -> {}))
        .compose(
            archive ->
                Unzipping.start(context, archive.path(), options, new Progress(context, progress))
                    .eventually(archive::delete));
  }

  @Override
  public Future<Unzipped> unzip(
      Path archive, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    ContextInternal context = context();
    return Unzipping.start(context, archive, options, new Progress(context, progress));
  }

  @Override
  public Future<RemoteArchive> openArchive(S3ObjectDescriptor source, UnzipOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return new ArchiveOpening(context(), reader, options).open(source);
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Buffer content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return uploads.put(context(), target, content, options);
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Path file, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    return uploads.put(context(), target, file, options);
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return uploads.put(context(), target, content, options);
  }

  @Override
  public Future<ObjectInfo> head(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return s3.call(
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
    return new ObjectListing(context(), s3, bucket, prefix);
  }

  @Override
  public Future<Void> delete(S3ObjectDescriptor target) {
    Objects.requireNonNull(target, "target");
    return s3.call(
            client ->
                client.deleteObject(
                    delete ->
                        delete
                            .bucket(target.bucket())
                            .key(target.key())
                            .versionId(target.versionId())))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(S3Failures.reading(target, failure)));
  }

  @Override
  public Future<Void> deleteAll(Collection<S3ObjectDescriptor> targets) {
    return new Deletion(s3, List.copyOf(targets)).run();
  }

  @Override
  public Future<UploadedObject> copy(S3ObjectDescriptor source, S3ObjectDescriptor target) {
    checkTarget(target);
    ContextInternal context = context();
    return head(source).compose(info -> new Copying(context, s3, info, target).run());
  }

  @Override
  public Future<Integer> sweep(Path directory, Duration unusedFor) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(unusedFor, "unusedFor");
    return context().executeBlocking(() -> TemporaryFiles.sweep(directory, unusedFor), false);
  }

  @Override
  public Future<PresignedRequest> presignGet(S3ObjectDescriptor source, Duration lifetime) {
    Objects.requireNonNull(source, "source");
    return presigning.get(context(), source, lifetime);
  }

  @Override
  public Future<PresignedRequest> presignPut(
      S3ObjectDescriptor target, Duration lifetime, UploadOptions options) {
    checkTarget(target);
    return presigning.put(context(), target, lifetime, options);
  }

  @Override
  public <T> Future<T> unwrap(Class<T> type) {
    if (!type.isAssignableFrom(S3AsyncClient.class) || type == Object.class) {
      throw new IllegalArgumentException(
          "There is no %s underneath, but an S3AsyncClient".formatted(type.getName()));
    }
    return s3.client().map(type::cast);
  }

  private static void checkTarget(S3ObjectDescriptor target) {
    if (target.versionId() != null) {
      throw new IllegalArgumentException(
          "S3 gives an object its version when it is written; leave out the version id");
    }
  }

  private ContextInternal context() {
    return ((VertxInternal) vertx).getOrCreateContext();
  }
}
