package io.saigon.storage;

import io.saigon.api.context.CallerContext;
import io.saigon.api.spi.SaigonContext;
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
import io.saigon.aws.VertxAws;
import io.saigon.storage.archive.ArchiveOpener;
import io.saigon.storage.archive.ObjectExtraction;
import io.saigon.storage.download.BoundedContent;
import io.saigon.storage.download.Downloads;
import io.saigon.storage.download.ObjectStreams;
import io.saigon.storage.file.TemporaryFiles;
import io.saigon.storage.io.Progress;
import io.saigon.storage.io.Workers;
import io.saigon.storage.s3.Deletion;
import io.saigon.storage.s3.FirstObjects;
import io.saigon.storage.s3.ObjectListing;
import io.saigon.storage.s3.Operations;
import io.saigon.storage.s3.PathStyle;
import io.saigon.storage.s3.Presigner;
import io.saigon.storage.s3.S3Calls;
import io.saigon.storage.s3.S3Failures;
import io.saigon.storage.s3.S3Reader;
import io.saigon.storage.s3.TransferMetrics;
import io.saigon.storage.upload.ObjectCopy;
import io.saigon.storage.upload.StreamUpload;
import io.saigon.storage.upload.Uploads;
import io.saigon.storage.zip.ZipExtraction;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/**
 * An object storage on S3, or on a server that speaks its protocol, through the AWS SDK's
 * asynchronous client. Thread-safe.
 */
public final class S3ObjectStorage implements ObjectStorage {
  private final Operations operations;
  private final ObjectStreams streams;
  private final ObjectStreams contents;
  private final Presigner presigner;
  private final TransferMetrics metrics;

  private S3ObjectStorage(Vertx vertx, AwsService<S3AsyncClient> s3, BooleanSupplier pathStyle) {
    this.operations = new Operations(vertx, s3);
    this.presigner = new Presigner(pathStyle);
    this.metrics = new TransferMetrics(vertx);
    this.streams = new ObjectStreams(operations, metrics);
    this.contents = new ObjectStreams(operations, TransferMetrics.none());
  }

  /**
   * Creates a storage on a client of the application's own, which the application closes. {@code
   * io.saigon.aws.VertxAws} makes a client run on Vert.x; any other client works, with threads of
   * its own. The storage is closed with {@code vertx}, and its calls with the verticles that made
   * them.
   *
   * @param vertx the Vert.x whose workers read and write files
   * @param client the client, with region, endpoint and credentials
   * @return the storage
   */
  public static S3ObjectStorage create(Vertx vertx, S3AsyncClient client) {
    Objects.requireNonNull(vertx, "vertx");
    Objects.requireNonNull(client, "client");
    boolean pathStyle =
        PathStyle.of(client.serviceClientConfiguration().endpointOverride().orElse(null));
    return new S3ObjectStorage(
        vertx, AwsService.of(vertx, S3Failures.SERVICE, client), () -> pathStyle);
  }

  /**
   * Creates a storage with the settings of a {@link io.saigon.api.Saigon}, which closes it; for
   * providers. Applications call {@code saigon.storage()}.
   *
   * @param context the context that a provider gets
   * @return the storage
   * @throws io.saigon.api.error.ConfigurationException if the setting {@code pathStyle} is no
   *     boolean
   * @throws io.saigon.api.error.ClosedException if the Saigon is closed
   */
  public static S3ObjectStorage create(SaigonContext context) {
    Objects.requireNonNull(context, "context");
    Boolean chosen = PathStyle.chosen(context.options());
    BooleanSupplier pathStyle = () -> chosen != null ? chosen : PathStyle.of(context.options());
    AwsService<S3AsyncClient> s3 =
        VertxAws.of(context)
            .service(
                S3Failures.SERVICE,
                () ->
                    S3AsyncClient.builder()
                        .forcePathStyle(pathStyle.getAsBoolean())
                        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED))
            .withRehearsal(S3Reader::rehearse);
    context.onWarmUp(s3::warmUp);
    S3ObjectStorage storage = new S3ObjectStorage(context.vertx(), s3, pathStyle);
    // Closed before the HTTP client, which closes with the Saigon too.
    context.onClose(storage.operations::close);
    return storage;
  }

  @Override
  public Future<Downloaded> download(
      S3ObjectDescriptor source, DownloadOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    return run(
        options,
        metrics.<Downloaded>download(
            calls ->
                Downloads.toTemporaryFile(
                        calls, source, options, new Progress(calls.context(), progress))
                    .map(file -> file)));
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
    return run(
        options,
        metrics.download(
            calls ->
                Downloads.toPath(
                    calls, source, file, options, new Progress(calls.context(), progress))));
  }

  @Override
  public Future<ObjectStream> read(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return operations.run(operations.context(), null, calls -> streams.open(calls, source));
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
        operations.context(), null, calls -> streams.open(calls, source, offset, last));
  }

  @Override
  public Future<Buffer> readBytes(S3ObjectDescriptor source, int maxBytes) {
    checkBound(source, maxBytes);
    return call(metrics.download(calls -> content(calls, source, maxBytes)));
  }

  @Override
  public Future<String> readString(S3ObjectDescriptor source, int maxBytes) {
    checkBound(source, maxBytes);
    return call(
        metrics.download(
            calls ->
                content(calls, source, maxBytes)
                    .map(content -> BoundedContent.text(source, content))));
  }

  private Future<Buffer> content(S3Calls calls, S3ObjectDescriptor source, int maxBytes) {
    return contents
        .open(calls, source)
        .compose(stream -> BoundedContent.read(calls.context(), stream, maxBytes))
        .onSuccess(content -> calls.count().add(content.length()));
  }

  private static void checkBound(S3ObjectDescriptor source, int maxBytes) {
    Objects.requireNonNull(source, "source");
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes must be 0 or more");
    }
  }

  @Override
  public Future<Unzipped> unzip(
      S3ObjectDescriptor source, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    return run(
        options.download(),
        metrics.download(
            calls ->
                ObjectExtraction.start(
                    calls, source, options, new Progress(calls.context(), progress))));
  }

  @Override
  public Future<Unzipped> unzip(
      Path archive, UnzipOptions options, Handler<TransferProgress> progress) {
    Objects.requireNonNull(archive, "archive");
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(progress, "progress");
    return run(
        options.download(),
        calls ->
            ZipExtraction.start(
                calls.context(),
                archive,
                archive.toString(),
                options,
                new Progress(calls.context(), progress),
                calls.cancellation()));
  }

  @Override
  public Future<RemoteArchive> openArchive(S3ObjectDescriptor source, UnzipOptions options) {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(options, "options");
    return run(
        options.download(), calls -> new ArchiveOpener(operations, calls, options).open(source));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Buffer content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return call(metrics.upload(calls -> new Uploads(calls).put(target, content, options)));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, Path file, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(options, "options");
    return call(metrics.upload(calls -> new Uploads(calls).put(target, file, options)));
  }

  @Override
  public Future<UploadedObject> upload(
      S3ObjectDescriptor target, ReadStream<Buffer> content, UploadOptions options) {
    checkTarget(target);
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(options, "options");
    return call(metrics.upload(calls -> new Uploads(calls).put(target, content, options)))
        .onFailure(failure -> StreamUpload.drain(content));
  }

  @Override
  public Future<ObjectInfo> head(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return call(calls -> new S3Reader(calls).head(source));
  }

  @Override
  public Future<Boolean> exists(S3ObjectDescriptor source) {
    Objects.requireNonNull(source, "source");
    return call(calls -> new S3Reader(calls).exists(source));
  }

  @Override
  public ReadStream<ObjectInfo> list(String bucket, String prefix) {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(prefix, "prefix");
    return new ObjectListing(operations.context(), operations, bucket, prefix);
  }

  @Override
  public Future<List<ObjectInfo>> list(String bucket, String prefix, int atMost) {
    if (atMost <= 0) {
      throw new IllegalArgumentException("atMost must be above 0");
    }
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(prefix, "prefix");
    return call(
        calls ->
            FirstObjects.of(
                calls.context(),
                new ObjectListing(calls.context(), operations, bucket, prefix),
                atMost));
  }

  @Override
  public Future<Void> delete(S3ObjectDescriptor target) {
    Objects.requireNonNull(target, "target");
    return call(calls -> Deletion.one(calls, target));
  }

  @Override
  public Future<Void> deleteAll(Collection<S3ObjectDescriptor> targets) {
    Objects.requireNonNull(targets, "targets");
    targets.forEach(target -> Objects.requireNonNull(target, "target"));
    List<S3ObjectDescriptor> all = List.copyOf(targets);
    return call(calls -> Deletion.all(calls, all));
  }

  @Override
  public Future<UploadedObject> copy(S3ObjectDescriptor source, S3ObjectDescriptor target) {
    Objects.requireNonNull(source, "source");
    checkTarget(target);
    return call(
        calls ->
            new S3Reader(calls)
                .head(source)
                .compose(info -> new ObjectCopy(calls, info, target).run()));
  }

  @Override
  public Future<Integer> sweep(Path directory, Duration unusedFor) {
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(unusedFor, "unusedFor");
    CallerContext context = operations.context();
    return operations.run(
        context,
        null,
        calls -> Workers.call(context, () -> TemporaryFiles.sweep(directory, unusedFor)));
  }

  @Override
  public Future<PresignedRequest> presignGet(S3ObjectDescriptor source, Duration lifetime) {
    Objects.requireNonNull(source, "source");
    Presigner.check(lifetime);
    return call(calls -> presigner.get(calls, source, lifetime));
  }

  @Override
  public Future<PresignedRequest> presignPut(
      S3ObjectDescriptor target, Duration lifetime, UploadOptions options) {
    checkTarget(target);
    Presigner.check(lifetime);
    Objects.requireNonNull(options, "options");
    return call(calls -> presigner.put(calls, target, lifetime, options));
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

  private <T> Future<T> run(DownloadOptions options, Function<S3Calls, Future<T>> work) {
    return operations.run(operations.context(), options.cancelOn(), work);
  }

  private <T> Future<T> call(Function<S3Calls, Future<T>> work) {
    return operations.call(operations.context(), work);
  }
}
