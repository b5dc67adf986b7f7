package io.saigon.aws;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.JksOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The certificate for localhost that AWS's conformance suite brings, which signs itself. */
final class TestTls {
  static final String PASSWORD = "changeit";

  private TestTls() {}

  static byte[] store() {
    try (InputStream in = ClassLoader.getSystemResourceAsStream("selfSigned.jks")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its key, and itself as the authority to trust. */
  static JksOptions jks() {
    return new JksOptions().setValue(Buffer.buffer(store())).setPassword(PASSWORD);
  }

  static KeyStore keyStore() throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("jks");
    keys.load(new ByteArrayInputStream(store()), PASSWORD.toCharArray());
    return keys;
  }

  /** Returns the TLS context of a server with the certificate. */
  static SSLContext server() {
    try {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keyStore(), PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An engine that trusts it. */
  static VertxAsyncHttpClient.Builder trusting(Vertx vertx) {
    return VertxAsyncHttpClient.builder(vertx).trust(jks());
  }
}
