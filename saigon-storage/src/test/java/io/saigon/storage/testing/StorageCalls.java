package io.saigon.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.context.CallerContext;
import io.saigon.api.storage.DownloadOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.UnzipOptions;
import io.saigon.api.storage.UploadOptions;
import io.saigon.api.stream.QueuedStream;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3AsyncClient;

/** Every call of a storage, by its signature. */
public final class StorageCalls {
  public static final S3ObjectDescriptor OBJECT = S3ObjectDescriptor.of("bucket", "a/b.zip");
  private static final S3ObjectDescriptor COPY = S3ObjectDescriptor.of("bucket", "copy");

  private StorageCalls() {}

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  /**
   * @param directory target of files
   * @param file a file that exists
   */
  public static Map<String, Function<ObjectStorage, Future<?>>> all(
      Vertx vertx, Path directory, Path file) {
    DownloadOptions download = DownloadOptions.defaults().withDirectory(directory);
    UnzipOptions unzip = UnzipOptions.defaults().withDownload(download);
    UploadOptions upload = UploadOptions.defaults();
    Buffer content = Buffer.buffer("content");
    Duration hour = Duration.ofHours(1);
    Map<String, Function<ObjectStorage, Future<?>>> calls = new LinkedHashMap<>();
    calls.put("download(S3ObjectDescriptor)", s -> s.download(OBJECT));
    calls.put("download(S3ObjectDescriptor, DownloadOptions)", s -> s.download(OBJECT, download));
    calls.put(
        "download(S3ObjectDescriptor, DownloadOptions, Handler)",
        s -> s.download(OBJECT, download, p -> {}));
    calls.put(
        "downloadTo(S3ObjectDescriptor, Path)", s -> s.downloadTo(OBJECT, directory.resolve("to")));
    calls.put(
        "downloadTo(S3ObjectDescriptor, Path, DownloadOptions, Handler)",
        s -> s.downloadTo(OBJECT, directory.resolve("to"), download, p -> {}));
    calls.put("read(S3ObjectDescriptor)", s -> s.read(OBJECT));
    calls.put("read(S3ObjectDescriptor, long, long)", s -> s.read(OBJECT, 1, 2));
    calls.put("readBytes(S3ObjectDescriptor, int)", s -> s.readBytes(OBJECT, 10));
    calls.put("readString(S3ObjectDescriptor, int)", s -> s.readString(OBJECT, 10));
    calls.put("unzip(S3ObjectDescriptor)", s -> s.unzip(OBJECT));
    calls.put("unzip(S3ObjectDescriptor, UnzipOptions)", s -> s.unzip(OBJECT, unzip));
    calls.put(
        "unzip(S3ObjectDescriptor, UnzipOptions, Handler)", s -> s.unzip(OBJECT, unzip, p -> {}));
    calls.put("unzip(Path, UnzipOptions)", s -> s.unzip(file, unzip));
    calls.put("unzip(Path, UnzipOptions, Handler)", s -> s.unzip(file, unzip, p -> {}));
    calls.put("openArchive(S3ObjectDescriptor)", s -> s.openArchive(OBJECT));
    calls.put("openArchive(S3ObjectDescriptor, UnzipOptions)", s -> s.openArchive(OBJECT, unzip));
    calls.put("upload(S3ObjectDescriptor, Buffer)", s -> s.upload(OBJECT, content));
    calls.put(
        "upload(S3ObjectDescriptor, Buffer, UploadOptions)",
        s -> s.upload(OBJECT, content, upload));
    calls.put("upload(S3ObjectDescriptor, Path)", s -> s.upload(OBJECT, file));
    calls.put(
        "upload(S3ObjectDescriptor, Path, UploadOptions)", s -> s.upload(OBJECT, file, upload));
    calls.put(
        "upload(S3ObjectDescriptor, ReadStream)", s -> s.upload(OBJECT, stream(vertx, content)));
    calls.put(
        "upload(S3ObjectDescriptor, ReadStream, UploadOptions)",
        s -> s.upload(OBJECT, stream(vertx, content), upload));
    calls.put(
        "upload(String, String, Buffer)", s -> s.upload(OBJECT.bucket(), OBJECT.key(), content));
    calls.put("upload(String, String, Path)", s -> s.upload(OBJECT.bucket(), OBJECT.key(), file));
    calls.put(
        "upload(String, String, ReadStream)",
        s -> s.upload(OBJECT.bucket(), OBJECT.key(), stream(vertx, content)));
    calls.put("exists(S3ObjectDescriptor)", s -> s.exists(OBJECT));
    calls.put("head(S3ObjectDescriptor)", s -> s.head(OBJECT));
    calls.put("list(String)", s -> ended(s.list("bucket")));
    calls.put("list(String, String, int)", s -> s.list("bucket", "", 1));
    calls.put("list(String, String)", s -> ended(s.list("bucket", "")));
    calls.put("copy(S3ObjectDescriptor, S3ObjectDescriptor)", s -> s.copy(OBJECT, COPY));
    calls.put("delete(S3ObjectDescriptor)", s -> s.delete(OBJECT));
    calls.put("deleteAll(Collection)", s -> s.deleteAll(List.of(OBJECT)));
    calls.put("sweep(Duration)", s -> s.sweep(Duration.ofDays(1000)));
    calls.put("sweep(Path, Duration)", s -> s.sweep(directory, hour));
    calls.put("presignGet(S3ObjectDescriptor, Duration)", s -> s.presignGet(OBJECT, hour));
    calls.put(
        "presignPut(S3ObjectDescriptor, Duration, UploadOptions)",
        s -> s.presignPut(OBJECT, hour, upload));
    calls.put("unwrap(Class)", s -> s.unwrap(S3AsyncClient.class));
    assertThat(calls.keySet())
        .as("a call that is not in this table")
        .isEqualTo(
            Stream.of(ObjectStorage.class.getMethods())
                .map(StorageCalls::signature)
                .collect(Collectors.toSet()));
    return calls;
  }

  /** The calls that send a request before they end. */
  public static Map<String, Function<ObjectStorage, Future<?>>> remote(
      Vertx vertx, Path directory, Path file) {
    Map<String, Function<ObjectStorage, Future<?>>> calls = all(vertx, directory, file);
    calls
        .keySet()
        .removeIf(
            call ->
                call.startsWith("unzip(Path")
                    || call.startsWith("sweep")
                    || call.startsWith("presign")
                    || call.startsWith("unwrap"));
    return calls;
  }

  public static ReadStream<Buffer> stream(Vertx vertx, Buffer content) {
    return new QueuedStream<>(CallerContext.current(vertx)) {
      {
        push(content);
        end(null);
      }

      @Override
      protected void more() {}
    };
  }

  /** Completes when a stream ends. */
  public static Future<Void> ended(ReadStream<?> stream) {
    Promise<Void> end = Promise.promise();
    stream.exceptionHandler(end::tryFail).endHandler(done -> end.tryComplete()).handler(item -> {});
    return end.future();
  }
}
