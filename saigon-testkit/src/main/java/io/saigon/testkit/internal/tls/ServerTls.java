package io.saigon.testkit.internal.tls;

import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The certificate of a local AWS, and its authority's in a file for clients that want one. */
public final class ServerTls {
  private final Vertx vertx;
  private final X509Bundle certificate;
  private final Path caFile;

  private ServerTls(Vertx vertx, X509Bundle certificate, Path caFile) {
    this.vertx = vertx;
    this.certificate = certificate;
    this.caFile = caFile;
  }

  /** Signs a certificate for a server at an address, on a worker thread. */
  public static Future<ServerTls> create(Vertx vertx, String host) {
    return vertx.executeBlocking(
        () -> new ServerTls(vertx, Certificates.forServerAt(InetAddress.getByName(host)), write()),
        false);
  }

  private static Path write() throws IOException {
    return Files.writeString(
        Files.createTempFile("local-aws-ca", ".pem"), Certificates.authorityPem());
  }

  /** Makes a server speak https; HTTP/1.1 alone, as AWS's services do. */
  public HttpServerOptions configure(HttpServerOptions options) {
    return options
        .setSsl(true)
        .setUseAlpn(false)
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .addCertValue(Buffer.buffer(certificate.getCertificatePathPEM()))
                .addKeyValue(Buffer.buffer(certificate.getPrivateKeyPEM())));
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
