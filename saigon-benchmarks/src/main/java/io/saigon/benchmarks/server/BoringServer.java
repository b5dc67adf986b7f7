package io.saigon.benchmarks.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of AWS as contenders need, by Vert.x on BoringSSL: a secret, downloads whole and by
 * range, uploads whole and in parts, whose content is dropped.
 */
final class BoringServer {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final String ETAG = "\"0123456789abcdef0123456789abcdef\"";
  private static final int PARTIAL = 206;

  private final Path object;
  private final long size;
  private final String crc32;

  private BoringServer(Path object, String crc32) throws IOException {
    this.object = object;
    this.size = Files.exists(object) ? Files.size(object) : 0;
    this.crc32 = crc32;
  }

  /**
   * Prints its port and serves until it is destroyed.
   *
   * @param args directory, checksum, certificate, key
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws IOException {
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setHandle100ContinueAutomatically(true)
            .setReceiveBufferSize(1 << 20)
            .setKeyCertOptions(new PemKeyCertOptions().addCertPath(args[2]).addKeyPath(args[3]));
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    BoringServer objects = new BoringServer(Path.of(args[0], "bucket", "object"), args[1]);
    HttpServer server =
        Vertx.vertx()
            .createHttpServer(options)
            .requestHandler(objects::answer)
            .listen(0, "127.0.0.1")
            .await();
    System.out.println(server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    HttpMethod method = request.method();
    if (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD)) {
      download(request);
    } else if (method.equals(HttpMethod.PUT)) {
      request.handler(bytes -> {});
      request.endHandler(end -> request.response().putHeader("ETag", ETAG).end());
    } else if (request.path().equals("/")) {
      request.handler(bytes -> {});
      request.endHandler(
          end ->
              request
                  .response()
                  .putHeader("Content-Type", "application/x-amz-json-1.1")
                  .end(ObjectServer.SECRET));
    } else if (method.equals(HttpMethod.POST)) {
      String name =
          request.getParam("uploadId") == null
              ? "InitiateMultipartUploadResult"
              : "CompleteMultipartUploadResult";
      request.handler(bytes -> {});
      request.endHandler(
          end ->
              request
                  .response()
                  .putHeader("Content-Type", "application/xml")
                  .end(
                      "<%1$s><Bucket>bucket</Bucket><Key>object</Key><UploadId>u</UploadId><ETag>\"0a\"</ETag></%1$s>"
                          .formatted(name)));
    } else {
      request.response().setStatusCode(204).end();
    }
  }

  private void download(HttpServerRequest request) {
    HttpServerResponse response =
        request
            .response()
            .putHeader("ETag", ETAG)
            .putHeader("Accept-Ranges", "bytes")
            .putHeader("Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT");
    String header = request.getHeader("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    long from = 0;
    long to = size;
    if (range.matches()) {
      from = Long.parseLong(range.group(1));
      to = range.group(2).isEmpty() ? size : Math.min(size, Long.parseLong(range.group(2)) + 1);
      response
          .setStatusCode(PARTIAL)
          .putHeader("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + size);
    } else {
      response.putHeader("x-amz-checksum-crc32", crc32);
    }
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", String.valueOf(to - from)).end();
    } else {
      response.sendFile(object.toString(), from, to - from);
    }
  }
}
