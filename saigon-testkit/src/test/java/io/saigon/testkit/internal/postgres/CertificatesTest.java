package io.saigon.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SignatureException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
  @TempDir Path directory;

  @Test
  void theServersCertificateIsSignedByTheAuthorityAndNamesThisMachine() throws Exception {
    Certificates files = Certificates.create(directory);
    X509Certificate ca = read(files.ca());
    X509Certificate server = read(files.server());
    server.verify(ca.getPublicKey());
    ca.verify(ca.getPublicKey());
    ca.checkValidity();
    server.checkValidity();
    assertThat(ca.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getIssuerX500Principal()).isEqualTo(ca.getSubjectX500Principal());
    assertThat(server.getSubjectAlternativeNames())
        .containsExactly(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
  }

  @Test
  void anotherAuthorityDidNotSignIt() throws Exception {
    X509Certificate server =
        read(Certificates.create(Files.createDirectory(directory.resolve("a"))).server());
    X509Certificate other =
        read(Certificates.create(Files.createDirectory(directory.resolve("b"))).ca());
    assertThatThrownBy(() -> server.verify(other.getPublicKey()))
        .isInstanceOf(SignatureException.class);
  }

  private static X509Certificate read(Path file) throws Exception {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }
}
