package io.saigon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.transfer.s3.S3TransferManager;

/** One way to download, in a process of its own. */
final class DownloadContender {
  private interface Way {
    void download(Path file) throws Exception;
  }

  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
  private static final GetObjectRequest GET =
      GetObjectRequest.builder().bucket("bucket").key("object").build();

  // Compiled code is what is compared: a server downloads all day.
  private static final long WARM_UP = 2L << 30;

  private final URI endpoint;
  private long received;

  private DownloadContender(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Downloads 3 GiB to warm up, then measures.
   *
   * @param args way, endpoint, directory, rounds
   */
  public static void main(String[] args) {
    // Some ways leave threads that would keep the process alive.
    try {
      measure(args);
      System.exit(0);
    } catch (Exception | OutOfMemoryError e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void measure(String[] args) throws Exception {
    DownloadContender contender = new DownloadContender(URI.create(args[1]));
    Way way = contender.way(args[0]);
    Path file = Path.of(args[2], args[0]);
    long bytes = Long.parseLong(args[4]);
    for (long warm = 0; warm < WARM_UP; warm += bytes) {
      Files.deleteIfExists(file);
      way.download(file);
    }
    Files.delete(file);
    int rounds = Integer.parseInt(args[3]);
    List<Double> seconds = new ArrayList<>();
    long cpu = cpuNanos();
    for (int i = 0; i < rounds; i++) {
      long start = System.nanoTime();
      way.download(file);
      seconds.add((System.nanoTime() - start) / 1e9);
      Files.delete(file);
    }
    double cpuSeconds = (cpuNanos() - cpu) / 1e9;
    System.out.println(new SideBySide.Outcome(seconds, cpuSeconds, SideBySide.peakRss()).line());
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private Way way(String name) {
    return switch (name) {
      case "saigon", "saigon on BoringSSL" -> saigon();
      case "SDK url-connection" -> blocking(UrlConnectionHttpClient.create());
      case "SDK apache" -> blocking(Apache5HttpClient.create());
      case "SDK CRT" -> async(crt());
      case "SDK netty" -> async(netty());
      case "S3TransferManager on CRT" -> transferManager(crt());
      case "Vert.x discarding", "Vert.x discarding on BoringSSL" -> discard();
      case "SSLSocket" -> this::socketToFile;
      default -> throw new IllegalArgumentException("No such way: " + name);
    };
  }

  private void socketToFile(Path file) throws IOException {
    byte[] buffer = new byte[64 << 10];
    try (Socket socket =
            SSLSocketFactory.getDefault().createSocket(endpoint.getHost(), endpoint.getPort());
        OutputStream target = Files.newOutputStream(file)) {
      socket
          .getOutputStream()
          .write(
              "GET /bucket/object HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream source = socket.getInputStream();
      String head = "";
      while (!head.endsWith("\r\n\r\n")) {
        head += (char) source.read();
      }
      for (int read = source.read(buffer); read >= 0; read = source.read(buffer)) {
        target.write(buffer, 0, read);
      }
    }
  }

  private Way discard() {
    HttpClientOptions options = new HttpClientOptions().setSsl(true).setMaxChunkSize(64 << 10);
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    HttpClient client = Vertx.vertx().createHttpClient(options);
    return file -> {
      client
          .request(HttpMethod.GET, endpoint.getPort(), endpoint.getHost(), "/bucket/object")
          .compose(request -> request.send())
          .compose(
              response -> {
                response.handler(chunk -> received += chunk.length());
                return response.end();
              })
          .await();
      Files.createFile(file);
    };
  }

  private Way saigon() {
    Saigon saigon =
        Saigon.create(
            Vertx.vertx(),
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint(endpoint)
                .withCredentials(
                    CredentialsProvider.of(AwsCredentials.of("AKIDEXAMPLE", "secret"))));
    S3ObjectDescriptor source = S3ObjectDescriptor.of("bucket", "object");
    return file ->
        saigon.storage().downloadTo(source, file).toCompletionStage().toCompletableFuture().get();
  }

  private Way blocking(SdkHttpClient http) {
    S3Client client =
        S3Client.builder()
            .httpClient(http)
            .region(Region.EU_WEST_1)
            .credentialsProvider(KEYS)
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .build();
    return file -> client.getObject(GET, ResponseTransformer.toFile(file));
  }

  private S3AsyncClient netty() {
    return S3AsyncClient.builder()
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().readTimeout(Duration.ofMinutes(1)))
        .region(Region.EU_WEST_1)
        .credentialsProvider(KEYS)
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .build();
  }

  private S3AsyncClient crt() {
    return S3AsyncClient.crtBuilder()
        .region(Region.EU_WEST_1)
        .credentialsProvider(KEYS)
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        // It reads no trust store of Java.
        .httpConfiguration(http -> http.trustAllCertificatesEnabled(true))
        .build();
  }

  private static Way async(S3AsyncClient client) {
    return file -> client.getObject(GET, AsyncResponseTransformer.toFile(file)).get();
  }

  private static Way transferManager(S3AsyncClient client) {
    S3TransferManager manager = S3TransferManager.builder().s3Client(client).build();
    return file ->
        manager
            .downloadFile(d -> d.getObjectRequest(GET).destination(file))
            .completionFuture()
            .get();
  }
}
