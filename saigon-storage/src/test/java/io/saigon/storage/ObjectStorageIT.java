package io.saigon.storage;

import static io.saigon.storage.testing.Await.await;
import static io.saigon.storage.testing.Await.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.AccessDeniedException;
import io.saigon.api.AwsCredentials;
import io.saigon.api.CredentialsProvider;
import io.saigon.api.NotFoundException;
import io.saigon.api.TransportException;
import io.saigon.api.storage.ArchiveException;
import io.saigon.api.storage.Downloaded;
import io.saigon.api.storage.LocalFileException;
import io.saigon.api.storage.ObjectException;
import io.saigon.api.storage.ObjectInfo;
import io.saigon.api.storage.ObjectStream;
import io.saigon.api.storage.PresignedRequest;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.api.storage.TransferProgress;
import io.saigon.api.storage.Unzipped;
import io.saigon.api.storage.UploadOptions;
import io.saigon.storage.testing.Storages;
import io.saigon.storage.testing.ZipBuilder;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;

@ExtendWith(LocalAwsExtension.class)
class ObjectStorageIT {
  private static LocalAws aws;
  private static Storages storages;

  @BeforeAll
  static void start(LocalAws local) {
    aws = local;
    storages = new Storages(local);
  }

  @AfterAll
  static void stop() throws IOException {
    storages.close();
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(storages.left()).isEmpty();
  }

  private static S3ObjectDescriptor object(String key) {
    return S3ObjectDescriptor.of(storages.bucket, key);
  }

  private static S3ObjectDescriptor uploaded(String key, byte[] content) {
    await(storages.storage().upload(object(key), Buffer.buffer(content)));
    return object(key);
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1000, 300_000, 9_000_000})
  void whatIsUploadedIsDownloaded(int size) throws IOException {
    byte[] content = random(size);
    S3ObjectDescriptor object = uploaded("sizes/" + size + ".bin", content);
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path()).hasBinaryContent(content).hasFileName(size + ".bin");
      assertThat(file.size()).isEqualTo(size);
      assertThat(file.source().key()).isEqualTo(object.key());
      assertThat(file.info().eTag()).isNotBlank();
      assertThat(file.path().getParent().getParent()).isEqualTo(storages.place);
    }
  }

  @Test
  void aFileIsUploaded() throws IOException {
    Path file = Files.createTempFile("upload", ".bin");
    try {
      byte[] content = random(3_000_001);
      Files.write(file, content);
      await(storages.storage().upload(object("file"), file));
      Files.write(file, new byte[0]);
      await(storages.storage().upload(object("empty-file"), file));
      try (Downloaded downloaded =
              await(storages.storage().download(object("file"), storages.download()));
          Downloaded empty =
              await(storages.storage().download(object("empty-file"), storages.download()))) {
        assertThat(downloaded.path()).hasBinaryContent(content);
        assertThat(empty.path()).isEmptyFile();
      }
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space+plus%20percent",
        "é漢😀",
        "a/b//c",
        "q?a=b&c#d",
        "~:@=*'()!;,$[]",
        "../up",
        "/lead",
        "tab\tin"
      })
  void everyKeyMakesTheRoundTrip(String key) throws IOException {
    S3ObjectDescriptor object = uploaded("keys/" + key, key.getBytes(UTF_8));
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path()).hasContent(key);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"k/..\\..\\evil", "k/C:\\evil", "k/CON", "k/a:b", "k/a.", "k/~", "k/-rf"})
  void noKeyLeadsOutOfTheDirectory(String key) throws IOException {
    S3ObjectDescriptor object = uploaded(key, new byte[] {1});
    try (Downloaded file = await(storages.storage().download(object, storages.download()))) {
      assertThat(file.path().toRealPath().getParent().getParent())
          .isEqualTo(storages.place.toRealPath());
      assertThat(file.path()).isRegularFile();
    }
  }

  @Test
  void aDownloadToAPathReplacesTheFileWhenItIsWhole() throws IOException {
    S3ObjectDescriptor object = uploaded("to-path", "new".getBytes(UTF_8));
    Path directory = Files.createDirectory(storages.place.resolve("d"));
    try {
      Path file = Files.writeString(directory.resolve("f"), "old and longer");
      ObjectInfo info = await(storages.storage().downloadTo(object, file));
      assertThat(file).hasContent("new");
      assertThat(info.size()).isEqualTo(3);
      assertThatThrownBy(() -> await(storages.storage().downloadTo(object("none"), file)))
          .isInstanceOf(NotFoundException.class);
      assertThat(file).hasContent("new");
      assertThatThrownBy(() -> await(storages.storage().downloadTo(object, directory)))
          .isInstanceOf(LocalFileException.class)
          .hasMessageContaining("is a directory");
      assertThatThrownBy(
              () -> await(storages.storage().downloadTo(object, directory.resolve("no/f"))))
          .isInstanceOfSatisfying(
              LocalFileException.class,
              e -> assertThat(e.reason()).isEqualTo(LocalFileException.Reason.NOT_FOUND));
      assertThat(directory).isDirectoryContaining("glob:**/f");
      try (var files = Files.list(directory)) {
        assertThat(files).hasSize(1);
      }
      Files.delete(file);
    } finally {
      Files.delete(directory);
    }
  }

  @Test
  void progressEndsWithTheWhole() throws IOException {
    S3ObjectDescriptor object = uploaded("progress", random(500_000));
    List<TransferProgress> told = new CopyOnWriteArrayList<>();
    await(storages.storage().download(object, storages.download(), told::add)).close();
    assertThat(told).last().isEqualTo(new TransferProgress(500_000, 500_000));
  }

  @Test
  void aFutureCompletesOnTheCallersContext() {
    S3ObjectDescriptor object = uploaded("context", random(100_000));
    Context context = storages.vertx.getOrCreateContext();
    Promise<Context> seen = Promise.promise();
    context.runOnContext(
        go ->
            storages
                .storage()
                .download(object, storages.download())
                .compose(Downloaded::delete)
                .onComplete(done -> seen.complete(Vertx.currentContext())));
    assertThat(await(seen.future())).isSameAs(context);
  }

  @Test
  void closingOnAnEventLoopDeletesInTheBackground() {
    S3ObjectDescriptor object = uploaded("close", random(10));
    Downloaded file = await(storages.storage().download(object, storages.download()));
    storages.vertx.runOnContext(go -> file.close());
    until(() -> !Files.exists(file.path().getParent()));
  }

  @Test
  void aTooLargeObjectIsRefused() {
    S3ObjectDescriptor object = uploaded("large", random(100_000));
    assertThatThrownBy(
            () ->
                await(
                    storages.storage().download(object, storages.download().withMaxBytes(99_999))))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.TOO_LARGE))
        .hasMessageContaining("DownloadOptions.maxBytes");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> await(storages.storage().download(object("no/such"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith(
            "There is no object 'no/such' in bucket '" + storages.bucket + "'; check key");
    assertThatThrownBy(() -> await(storages.storage().head(object("no/such"))))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(
            () -> await(storages.storage().unzip(S3ObjectDescriptor.of("no-such-bucket", "k"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'no-such-bucket'");
    assertThatThrownBy(
            () ->
                await(
                    storages
                        .storage()
                        .upload(S3ObjectDescriptor.of("no-such-bucket", "k"), Buffer.buffer("x"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageStartingWith("There is no bucket 'no-such-bucket'");
  }

  @Test
  void wrongKeysAreDenied() throws IOException {
    AwsCredentials wrong = AwsCredentials.of(aws.accessKeyId(), "not-the-secret");
    try (Storages denied =
        new Storages(aws, aws.saigonOptions().withCredentials(CredentialsProvider.of(wrong)))) {
      S3ObjectDescriptor object = uploaded("denied", random(5));
      for (Future<?> call :
          List.of(
              denied.storage().download(object, denied.download()),
              denied.storage().unzip(object, denied.unzip()),
              denied.storage().upload(object, Buffer.buffer("x")),
              denied.storage().delete(object),
              denied.storage().head(object))) {
        assertThatThrownBy(() -> await(call))
            .isInstanceOf(AccessDeniedException.class)
            .hasMessageNotContaining("not-the-secret");
      }
    }
  }

  @Test
  void aStorageThatIsNotThereIsNamed() throws IOException {
    try (Storages away =
        new Storages(
            aws, aws.saigonOptions().withEndpoint("s3", URI.create("http://127.0.0.1:1")))) {
      assertThatThrownBy(() -> await(away.storage().download(object("x"), away.download())))
          .isInstanceOf(TransportException.class)
          .hasMessageContaining("s3 could not be reached")
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  @Test
  void anArchiveIsExtractedAndNotKept() throws IOException {
    byte[] zip = new ZipBuilder().file("a.csv", "a").directory("d/").file("d/b.csv", "b").build();
    S3ObjectDescriptor object = uploaded("archive.zip", zip);
    try (Unzipped files = await(storages.storage().unzip(object, storages.unzip()))) {
      assertThat(files.files()).containsExactly(Path.of("a.csv"), Path.of("d/b.csv"));
      assertThat(files.directory().resolve("d/b.csv")).hasContent("b");
      assertThat(storages.left()).containsExactly(files.directory());
    }
  }

  @Test
  void aHostileArchiveLeavesNothing() {
    S3ObjectDescriptor object =
        uploaded("evil.zip", new ZipBuilder().file("a", "a").file("../../evil", "x").build());
    assertThatThrownBy(() -> await(storages.storage().unzip(object, storages.unzip())))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            e -> assertThat(e.reason()).isEqualTo(ArchiveException.Reason.PATH_ESCAPE))
        .hasMessage(
            "s3://%s/evil.zip: Entry '../../evil' leads to a directory above; do not trust this archive"
                .formatted(storages.bucket));
    S3ObjectDescriptor text = uploaded("text.zip", "hello".getBytes(UTF_8));
    assertThatThrownBy(() -> await(storages.storage().unzip(text, storages.unzip())))
        .hasMessage(
            "s3://%s/text.zip: This is not a zip archive; check its name and what was uploaded"
                .formatted(storages.bucket));
  }

  @Test
  void metadataAndTypeAreKept() {
    UploadOptions options =
        UploadOptions.defaults()
            .withContentType("text/csv")
            .withMetadata(Map.of("order", "42", "source", "till 7"));
    await(storages.storage().upload(object("meta"), Buffer.buffer("1;2"), options));
    ObjectInfo info = await(storages.storage().head(object("meta")));
    assertThat(info.contentType()).isEqualTo("text/csv");
    assertThat(info.metadata()).containsEntry("order", "42").containsEntry("source", "till 7");
    assertThat(info.size()).isEqualTo(3);
    assertThat(info.lastModified()).isNotNull();
    assertThat(info.eTag()).isNotBlank().doesNotContain("\"");
  }

  @Test
  void deletingIsIdempotent() {
    S3ObjectDescriptor object = uploaded("deleted", random(5));
    await(storages.storage().delete(object));
    await(storages.storage().delete(object));
    assertThatThrownBy(() -> await(storages.storage().head(object)))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void manyAreDeleted() {
    S3ObjectDescriptor one = uploaded("many/1 é+%", random(5));
    S3ObjectDescriptor two = uploaded("many/2", random(5));
    await(storages.storage().deleteAll(List.of(one, two, object("many/none"))));
    assertThat(list(storages.bucket, "many/")).isEmpty();
  }

  @Test
  void anObjectIsCopiedWithItsTypeAndMetadata() throws IOException {
    byte[] content = random(50_000);
    UploadOptions options =
        UploadOptions.defaults().withContentType("text/csv").withMetadata(Map.of("order", "42"));
    await(storages.storage().upload(object("copied/from é+%"), Buffer.buffer(content), options));
    S3ObjectDescriptor copy = object("copied/to");
    await(storages.storage().copy(object("copied/from é+%"), copy));
    ObjectInfo info = await(storages.storage().head(copy));
    assertThat(info.contentType()).isEqualTo("text/csv");
    assertThat(info.metadata()).containsEntry("order", "42");
    try (Downloaded file = await(storages.storage().download(copy, storages.download()))) {
      assertThat(file.path()).hasBinaryContent(content);
    }
    assertThatThrownBy(() -> await(storages.storage().copy(object("copied/none"), copy)))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("copied/none");
    assertThatThrownBy(
            () ->
                await(storages.storage().copy(copy, S3ObjectDescriptor.of("no-such-bucket", "k"))))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no-such-bucket");
  }

  @Test
  void anObjectThatExistsIsNotReplacedWhenAskedNotTo() {
    UploadOptions absent = UploadOptions.defaults().withOnlyIfAbsent(true);
    S3ObjectDescriptor object = object("once");
    await(storages.storage().upload(object, Buffer.buffer("first"), absent));
    assertThatThrownBy(
            () -> await(storages.storage().upload(object, Buffer.buffer("second"), absent)))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.EXISTS));
    assertThat(read(object, 0, 10)).isEqualTo("first");
  }

  @Test
  void aPresignedRequestWorksAsLongAsItSays() throws Exception {
    Duration validity = Duration.ofMinutes(1);
    Instant before = Instant.now();
    PresignedRequest get =
        await(storages.storage().presignGet(uploaded("brief", random(5)), validity));
    assertThat(get.expiration())
        .isBetween(before.plus(validity).minusSeconds(1), Instant.now().plus(validity));
    assertThat(open(get).getResponseCode()).isEqualTo(200);
    aws.clock().advance(validity);
    try {
      assertThat(open(get).getResponseCode()).isEqualTo(403);
    } finally {
      aws.clock().advance(validity.negated());
    }
  }

  @Test
  void anObjectIsReadAsAStreamWithBackPressure() {
    byte[] content = random(2_000_000);
    S3ObjectDescriptor object = uploaded("stream", content);
    Promise<Buffer> whole = Promise.promise();
    storages.vertx.runOnContext(
        go ->
            storages
                .storage()
                .read(object)
                .onFailure(whole::fail)
                .onSuccess(
                    stream -> {
                      Buffer read = Buffer.buffer();
                      stream
                          .exceptionHandler(whole::fail)
                          .endHandler(end -> whole.complete(read))
                          .handler(
                              chunk -> {
                                read.appendBuffer(chunk);
                                stream.pause();
                                storages.vertx.setTimer(1, t -> stream.fetch(1));
                              });
                    }));
    assertThat(await(whole.future()).getBytes()).isEqualTo(content);
  }

  @Test
  void aRangeIsRead() {
    S3ObjectDescriptor object = uploaded("range", "0123456789".getBytes(UTF_8));
    assertThat(read(object, 2, 3)).isEqualTo("234");
    assertThat(read(object, 8, 100)).isEqualTo("89");
    assertThat(read(object, 0, Long.MAX_VALUE)).isEqualTo("0123456789");
    ObjectStream part = await(storages.storage().read(object, 1, 1));
    assertThat(part.info().size()).isEqualTo(10);
    await(part.cancel());
    await(part.cancel());
    assertThatThrownBy(() -> read(object, 10, 1))
        .isInstanceOfSatisfying(
            ObjectException.class,
            e -> assertThat(e.reason()).isEqualTo(ObjectException.Reason.RANGE));
    assertThatIllegalArgumentException().isThrownBy(() -> storages.storage().read(object, -1, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> storages.storage().read(object, 0, 0));
  }

  private static String read(S3ObjectDescriptor object, long offset, long length) {
    return await(
        storages
            .storage()
            .read(object, offset, length)
            .compose(
                stream -> {
                  Promise<String> whole = Promise.promise();
                  Buffer read = Buffer.buffer();
                  stream.endHandler(end -> whole.complete(read.toString()));
                  stream.exceptionHandler(whole::fail).handler(read::appendBuffer);
                  return whole.future();
                }));
  }

  @Test
  void objectsAreListedByPrefix() {
    for (int i = 0; i < 5; i++) {
      uploaded("listed/" + i, random(i));
    }
    List<ObjectInfo> listed = list(storages.bucket, "listed/");
    assertThat(listed)
        .extracting(info -> info.descriptor().key())
        .containsExactly("listed/0", "listed/1", "listed/2", "listed/3", "listed/4");
    assertThat(listed).extracting(ObjectInfo::size).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(list(storages.bucket, "none/")).isEmpty();
    assertThatThrownBy(() -> list("no-such-bucket", "")).isInstanceOf(NotFoundException.class);
  }

  private static List<ObjectInfo> list(String bucket, String prefix) {
    Promise<List<ObjectInfo>> all = Promise.promise();
    List<ObjectInfo> found = new ArrayList<>();
    storages
        .storage()
        .list(bucket, prefix)
        .exceptionHandler(all::fail)
        .endHandler(end -> all.complete(found))
        .handler(found::add);
    return await(all.future());
  }

  @Test
  void presignedRequestsWorkWithAnyClient() throws Exception {
    S3ObjectDescriptor object = object("pre signed/é");
    UploadOptions csv = UploadOptions.defaults().withContentType("text/csv");
    PresignedRequest put = await(storages.storage().presignPut(object, Duration.ofMinutes(5), csv));
    HttpURLConnection upload = open(put);
    upload.setDoOutput(true);
    upload.getOutputStream().write("by hand".getBytes(UTF_8));
    assertThat(upload.getResponseCode()).isEqualTo(200);
    PresignedRequest get = await(storages.storage().presignGet(object, Duration.ofMinutes(5)));
    assertThat(get.headers()).isEmpty();
    assertThat(open(get).getInputStream()).hasContent("by hand");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storages.storage().presignGet(object("x"), Duration.ofDays(8)))
        .withMessageContaining("7 days");
  }

  private static HttpURLConnection open(PresignedRequest request)
      throws IOException, GeneralSecurityException {
    HttpsURLConnection connection = (HttpsURLConnection) request.uri().toURL().openConnection();
    TrustManagerFactory authorities =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    authorities.init(aws.trustStore());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, authorities.getTrustManagers(), null);
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setRequestMethod(request.method().name());
    request.headers().forEach(connection::setRequestProperty);
    return connection;
  }

  @Test
  void theClientUnderneathIsReachable() {
    S3AsyncClient client = await(storages.storage().unwrap(S3AsyncClient.class));
    assertThat(client.serviceName()).isEqualTo("s3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> storages.storage().unwrap(S3Client.class))
        .withMessageContaining("S3AsyncClient");
    S3ObjectStorage own = S3ObjectStorage.create(storages.vertx, client);
    S3ObjectDescriptor object = uploaded("own", "own".getBytes(UTF_8));
    assertThat(await(own.head(object)).size()).isEqualTo(3);
  }
}
