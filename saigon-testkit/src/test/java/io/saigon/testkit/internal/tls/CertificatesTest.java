package io.saigon.testkit.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  @Test
  void aServersCertificateIsSignedByTheAuthorityAndNamesThisMachine() throws Exception {
    X509Certificate authority = authority();
    X509Certificate server =
        Certificates.forServerAt(InetAddress.getByName("127.0.0.2")).getCertificate();
    server.verify(authority.getPublicKey());
    authority.verify(authority.getPublicKey());
    authority.checkValidity();
    server.checkValidity();
    assertThat(authority.getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(server.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
    assertThat(server.getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "localhost"),
            List.of(7, "127.0.0.1"),
            List.of(7, "0:0:0:0:0:0:0:1"),
            List.of(7, "127.0.0.2"));
  }

  @Test
  void aServerOnAllAddressesIsNamedByEachOfThem() throws Exception {
    X509Certificate server =
        Certificates.forServerAt(InetAddress.getByName("0.0.0.0")).getCertificate();
    List<String> names =
        server.getSubjectAlternativeNames().stream().map(n -> n.get(1).toString()).toList();
    assertThat(names)
        .contains("0.0.0.0")
        .containsAll(
            NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .map(address -> address.getHostAddress().split("%", -1)[0])
                .toList());
  }

  @Test
  void theTrustStoreHoldsTheAuthorityAlone() throws Exception {
    assertThat(Certificates.trustStore(Certificates.authorityPem()).size()).isEqualTo(1);
    assertThat(
            Certificates.trustStore(Certificates.authorityPem()).getCertificate("saigon-testkit"))
        .isEqualTo(authority());
  }

  private static X509Certificate authority() throws Exception {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(
                    Certificates.authorityPem().getBytes(StandardCharsets.US_ASCII)));
  }
}
