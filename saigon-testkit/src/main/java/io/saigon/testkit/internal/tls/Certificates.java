package io.saigon.testkit.internal.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The certificate authority of this JVM and the server certificates that it signs. */
public final class Certificates {
  /** Some clients refuse certificates of servers that are valid for more than 398 days. */
  private static final Duration LIFETIME = Duration.ofDays(365);

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "0:0:0:0:0:0:0:1");

  private static final class Authority {
    static final X509Bundle BUNDLE = create();

    private static X509Bundle create() {
      try {
        return builder("saigon testkit authority")
            .setIsCertificateAuthority(true)
            .setKeyUsage(true, KeyUsage.keyCertSign, KeyUsage.cRLSign)
            .buildSelfSigned();
      } catch (Exception e) {
        throw new IllegalStateException("No certificate authority can be created", e);
      }
    }
  }

  private Certificates() {}

  /** Returns the authority's certificate as PEM; the first call in a JVM takes a while. */
  public static String authorityPem() {
    return Authority.BUNDLE.getCertificatePEM();
  }

  /** Returns a new key store that holds the certificate of an authority and nothing else. */
  public static KeyStore trustStore(String pem) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "saigon-testkit",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No key store can be created", e);
    }
  }

  /**
   * Signs a certificate for localhost, both loopback addresses and the given one; for an
   * unspecified address such as 0.0.0.0, for those of all network interfaces too.
   */
  public static X509Bundle forServerAt(InetAddress address) {
    try {
      CertificateBuilder server =
          builder("localhost")
              .setKeyUsage(true, KeyUsage.digitalSignature)
              .addExtendedKeyUsageServerAuth()
              .addSanDnsName("localhost");
      addresses(address).forEach(server::addSanIpAddress);
      return server.buildIssuedBy(Authority.BUNDLE);
    } catch (Exception e) {
      throw new IllegalStateException("No certificate can be signed for " + address, e);
    }
  }

  private static CertificateBuilder builder(String commonName) {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=" + commonName)
        .notBefore(now.minus(Duration.ofHours(1)))
        .notAfter(now.plus(LIFETIME));
  }

  private static Set<String> addresses(InetAddress address) throws IOException {
    Set<String> addresses = new LinkedHashSet<>(LOOPBACK);
    addresses.add(address.getHostAddress());
    if (address.isAnyLocalAddress()) {
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> !each.isLinkLocalAddress())
          .map(each -> each.getHostAddress().replaceFirst("%.*", ""))
          .forEach(addresses::add);
    }
    return addresses;
  }
}
