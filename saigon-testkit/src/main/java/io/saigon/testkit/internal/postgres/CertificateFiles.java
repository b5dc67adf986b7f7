package io.saigon.testkit.internal.postgres;

import io.netty.pkitesting.X509Bundle;
import io.saigon.testkit.internal.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The server's certificate, its key, and its authority's certificate, as files. */
record CertificateFiles(Path ca, Path server, Path serverKey) {
  static CertificateFiles create(Path directory) throws IOException {
    X509Bundle certificate = Certificates.forServerAt(InetAddress.getLoopbackAddress());
    Path key = directory.resolve("server.key");
    Files.writeString(key, certificate.getPrivateKeyPEM());
    boolean unused = key.toFile().setReadable(false, false) && key.toFile().setReadable(true, true);
    return new CertificateFiles(
        Files.writeString(directory.resolve("ca.crt"), Certificates.authorityPem()),
        Files.writeString(directory.resolve("server.crt"), certificate.getCertificatePathPEM()),
        key);
  }
}
