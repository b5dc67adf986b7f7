package io.saigon.benchmarks.server;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;

/**
 * A certificate for loopback, by which a server and its clients know each other.
 *
 * @param certificate PEM file
 * @param key PEM file
 * @param jvmOptions options of a JVM that trusts the certificate
 */
public record ServerCertificate(Path certificate, Path key, List<String> jvmOptions) {
  /** Creates a certificate and writes its files. */
  public static ServerCertificate create(Path directory) throws Exception {
    // RSA with 2048 bits, as most endpoints of AWS.
    X509Bundle bundle =
        new CertificateBuilder()
            .subject("CN=localhost")
            .algorithm(CertificateBuilder.Algorithm.rsa2048)
            .addSanDnsName("localhost")
            .addSanIpAddress("127.0.0.1")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("benchmark", bundle.getCertificate());
    return new ServerCertificate(
        Files.writeString(directory.resolve("certificate.pem"), bundle.getCertificatePEM()),
        Files.writeString(directory.resolve("key.pem"), bundle.getPrivateKeyPEM()),
        TrustFile.write(trusted, directory.resolve("trust.p12")));
  }
}
