package io.saigon.benchmarks.transfer;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Vert.x's client, whose bytes are dropped. */
final class VertxDownload implements TransferClient {
  private final HttpClient client;
  private final URI endpoint;

  VertxDownload(URI endpoint) {
    this.endpoint = endpoint;
    HttpClientOptions options = new HttpClientOptions().setSsl(true).setMaxChunkSize(64 << 10);
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    client = Vertx.vertx().createHttpClient(options);
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
}
