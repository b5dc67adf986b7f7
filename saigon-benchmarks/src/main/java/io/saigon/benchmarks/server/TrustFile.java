package io.saigon.benchmarks.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** Trusted certificates as a file, which every contender reads by the JDK's own properties. */
public final class TrustFile {
  private static final String PASSWORD = "changeit";

  private TrustFile() {}

  /** Writes a file and returns the options of a JVM that trusts what it holds. */
  public static List<String> write(KeyStore trusted, Path file)
      throws IOException, GeneralSecurityException {
    try (OutputStream out = Files.newOutputStream(file)) {
      trusted.store(out, PASSWORD.toCharArray());
    }
    return List.of(
        "-Djavax.net.ssl.trustStore=" + file,
        "-Djavax.net.ssl.trustStoreType=PKCS12",
        "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }
}
