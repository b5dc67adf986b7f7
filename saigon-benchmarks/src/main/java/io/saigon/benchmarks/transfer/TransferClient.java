package io.saigon.benchmarks.transfer;

import java.net.URI;
import java.nio.file.Path;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A client that transfers the content of {@code bucket/object}. */
interface TransferClient {
  /** Writes the object to a file. */
  void download(Path file) throws Exception;

  /** Writes a file to the object. */
  default void upload(Path file) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Writes a stream to the object, which here is that of a file. */
  default void uploadStream(Path file) throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Reads a part of the object. */
  default void read(long from, long length) throws Exception {
    throw new UnsupportedOperationException();
  }

  static TransferClient named(String name, URI endpoint) {
    return switch (name) {
      case "saigon", "saigon on BoringSSL" -> new SaigonTransfers(endpoint);
      case "SDK url-connection" ->
          new BlockingTransfers(UrlConnectionHttpClient.create(), endpoint);
      case "SDK apache" -> new BlockingTransfers(Apache5HttpClient.create(), endpoint);
      case "SDK netty" -> AsyncTransfers.netty(endpoint);
      case Transfer.CRT -> AsyncTransfers.crt(endpoint);
      case Transfer.MANAGER -> new ManagedTransfers(endpoint);
      case "limit: SSLSocket" -> new SocketDownload(endpoint);
      case "limit: Vert.x, discarded", "limit: Vert.x on BoringSSL", Transfer.SENT ->
          new VertxTransfers(endpoint);
      default -> throw new IllegalArgumentException("No such client: " + name);
    };
  }
}
