package io.saigon.benchmarks.transfer;

import io.vertx.core.Vertx;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Vert.x's client and nothing else: bytes that it reads are dropped, and sent as they are. */
final class VertxTransfers implements TransferClient {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final URI endpoint;

  VertxTransfers(URI endpoint) {
    this.endpoint = endpoint;
    HttpClientOptions options = new HttpClientOptions().setSsl(true).setMaxChunkSize(64 << 10);
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    client = vertx.createHttpClient(options);
  }

  @Override
  public void download(Path file) throws IOException {
    client
        .request(HttpMethod.GET, endpoint.getPort(), endpoint.getHost(), "/bucket/object")
        .compose(HttpClientRequest::send)
        .compose(response -> response.handler(bytes -> {}).end())
        .await();
    Files.createFile(file);
  }

  @Override
  public void upload(Path file) {
    uploadStream(file);
  }

  @Override
  public void uploadStream(Path file) {
    vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setRead(true).setWrite(false))
        .compose(
            content ->
                client
                    .request(
                        HttpMethod.PUT, endpoint.getPort(), endpoint.getHost(), "/bucket/object")
                    .compose(
                        request ->
                            request
                                .putHeader("Content-Length", Long.toString(content.sizeBlocking()))
                                .send(content.setReadBufferSize(64 << 10))))
        .compose(HttpClientResponse::end)
        .await();
  }
}
