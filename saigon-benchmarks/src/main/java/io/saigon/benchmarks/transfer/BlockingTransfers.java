package io.saigon.benchmarks.transfer;

import io.saigon.benchmarks.server.Clients;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The SDK's synchronous client, which sends no parts. */
final class BlockingTransfers implements TransferClient {
  private final S3Client client;

  BlockingTransfers(SdkHttpClient http, URI endpoint) {
    client =
        Clients.sdk(S3Client.builder(), endpoint).httpClient(http).forcePathStyle(true).build();
  }

  @Override
  public void download(Path file) {
    client.getObject(AsyncTransfers.GET, ResponseTransformer.toFile(file));
  }

  @Override
  public void upload(Path file) {
    client.putObject(AsyncTransfers.PUT, RequestBody.fromFile(file));
  }

  @Override
  public void uploadStream(Path file) throws IOException {
    try (InputStream content = Files.newInputStream(file)) {
      client.putObject(AsyncTransfers.PUT, RequestBody.fromInputStream(content, Files.size(file)));
    }
  }

  @Override
  public void read(long from, long length) {
    client.getObject(AsyncTransfers.range(from, length), ResponseTransformer.toBytes());
  }
}
