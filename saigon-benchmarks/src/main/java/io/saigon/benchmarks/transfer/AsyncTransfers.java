package io.saigon.benchmarks.transfer;

import io.saigon.benchmarks.server.Clients;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The SDK's asynchronous clients. */
final class AsyncTransfers implements TransferClient {
  static final GetObjectRequest GET =
      GetObjectRequest.builder().bucket("bucket").key("object").build();
  static final PutObjectRequest PUT =
      PutObjectRequest.builder().bucket("bucket").key("object").build();

  private final S3AsyncClient client;

  private AsyncTransfers(S3AsyncClient client) {
    this.client = client;
  }

  static AsyncTransfers netty(URI endpoint) {
    return new AsyncTransfers(
        Clients.sdk(S3AsyncClient.builder(), endpoint)
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .readTimeout(Duration.ofMinutes(1))
                    .writeTimeout(Duration.ofMinutes(1)))
            .forcePathStyle(true)
            .build());
  }

  static AsyncTransfers crt(URI endpoint) {
    return new AsyncTransfers(crtClient(endpoint));
  }

  static S3AsyncClient crtClient(URI endpoint) {
    return S3AsyncClient.crtBuilder()
        .region(Clients.REGION)
        .credentialsProvider(Clients.CREDENTIALS)
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        // It reads no trust store of Java.
        .httpConfiguration(http -> http.trustAllCertificatesEnabled(true))
        .build();
  }

  static GetObjectRequest range(long from, long length) {
    return GET.toBuilder().range("bytes=" + from + "-" + (from + length - 1)).build();
  }

  @Override
  public void download(Path file) throws Exception {
    client.getObject(GET, AsyncResponseTransformer.toFile(file)).get();
  }

  @Override
  public void upload(Path file) throws Exception {
    client.putObject(PUT, AsyncRequestBody.fromFile(file)).get();
  }

  @Override
  public void uploadStream(Path file) throws Exception {
    var body = AsyncRequestBody.forBlockingInputStream(Files.size(file));
    var uploaded = client.putObject(PUT, body);
    write(file, body::writeInputStream);
    uploaded.get();
  }

  /** The receiver of a stream. */
  interface Sink {
    long write(InputStream content);
  }

  static void write(Path file, Sink sink) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      sink.write(content);
    }
  }

  @Override
  public void read(long from, long length) throws Exception {
    client.getObject(range(from, length), AsyncResponseTransformer.toBytes()).get();
  }
}
