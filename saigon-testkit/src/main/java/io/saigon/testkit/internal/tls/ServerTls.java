package io.saigon.testkit.internal.tls;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.X509KeyManager;

/** The certificate of a local AWS, and its authority's in a file for clients that want one. */
public final class ServerTls {
  private final Vertx vertx;
  private final X509KeyManager key;
  private final Path caFile;

  private ServerTls(Vertx vertx, X509KeyManager key, Path caFile) {
    this.vertx = vertx;
    this.key = key;
    this.caFile = caFile;
  }

  /** Signs a certificate for a server at an address, on a worker thread. */
  public static Future<ServerTls> create(Vertx vertx, String host) {
    return vertx.executeBlocking(
        () ->
            new ServerTls(
                vertx,
                new ServerKey(Certificates.forServerAt(InetAddress.getByName(host))),
                write()),
        false);
  }

  private static Path write() throws IOException {
    Path file = Files.createTempFile("local-aws-ca", ".pem");
    // A JVM may end without a stop.
    file.toFile().deleteOnExit();
    return Files.writeString(file, Certificates.authorityPem());
  }

  /** Makes a server speak https; HTTP/1.1 alone, as AWS's services do. */
  public HttpServerOptions configure(HttpServerOptions options) {
    return options.setSsl(true).setUseAlpn(false).setKeyCertOptions(KeyCertOptions.wrap(key));
  }

  public Path caFile() {
    return caFile;
  }

  /** Deletes the file. */
  public Future<Void> close() {
    return vertx.executeBlocking(
        () -> {
          Files.deleteIfExists(caFile);
          return null;
        },
        false);
  }
}
