package io.saigon.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
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
  private static final long WARM_UP = 3L << 30;

  private final URI endpoint;

  private DownloadContender(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Downloads 3 GiB to warm up, then measures.
   *
   * @param args way, port, directory, rounds
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
    DownloadContender contender = new DownloadContender(URI.create("http://127.0.0.1:" + args[1]));
    Way way = contender.way(args[0]);
    Path file = Path.of(args[2], args[0]);
    for (long warm = 0; warm < WARM_UP; warm += Files.size(file)) {
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
      case "limit" -> this::channelToChannel;
      case "saigon" -> saigon();
      case "sdk-apache" -> apache();
      case "sdk-crt" -> async(crt());
      case "sdk-netty" -> async(netty(false));
      case "sdk-netty-multipart" -> async(netty(true));
      case "transfer-manager" -> transferManager(netty(true));
      case "transfer-manager-crt" -> transferManager(crt());
      default -> throw new IllegalArgumentException("No such way: " + name);
    };
  }

  private void channelToChannel(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(512 << 10);
    try (SocketChannel socket =
            SocketChannel.open(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()));
        FileChannel target =
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      socket.write(
          StandardCharsets.US_ASCII.encode("GET /bucket/object HTTP/1.1\r\nHost: x\r\n\r\n"));
      int headEnd = -1;
      String head = "";
      while (headEnd < 0) {
        socket.read(buffer);
        head = StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
        headEnd = head.indexOf("\r\n\r\n");
      }
      long left = Long.parseLong(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      buffer.flip().position(headEnd + 4);
      while (left > 0) {
        left -= buffer.remaining();
        while (buffer.hasRemaining()) {
          target.write(buffer);
        }
        buffer.clear();
        if (left > 0 && socket.read(buffer) < 0) {
          throw new IOException("Too short");
        }
        buffer.flip();
      }
    }
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

  private Way apache() {
    S3Client client =
        S3Client.builder()
            .httpClient(Apache5HttpClient.create())
            .region(Region.EU_WEST_1)
            .credentialsProvider(KEYS)
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .build();
    return file -> client.getObject(GET, ResponseTransformer.toFile(file));
  }

  private S3AsyncClient netty(boolean multipart) {
    return S3AsyncClient.builder()
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().readTimeout(Duration.ofMinutes(1)))
        .region(Region.EU_WEST_1)
        .credentialsProvider(KEYS)
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .multipartEnabled(multipart)
        .build();
  }

  private S3AsyncClient crt() {
    return S3AsyncClient.crtBuilder()
        .region(Region.EU_WEST_1)
        .credentialsProvider(KEYS)
        .endpointOverride(endpoint)
        .forcePathStyle(true)
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
