package io.saigon.benchmarks.server;

import io.netty.handler.ssl.OpenSsl;
import io.saigon.benchmarks.process.Form;
import io.saigon.benchmarks.process.Jvm;
import io.saigon.benchmarks.process.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a directory and a secret over https, by a process that is not what limits its
 * clients: nginx where it is installed, or else Vert.x on BoringSSL.
 *
 * @param name the server's name, for the table
 */
public record ObjectServer(String name, URI uri, Process process) implements AutoCloseable {
  static final String SECRET =
      "{\"ARN\":\"arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders/db-abcdef\","
          + "\"Name\":\"orders/db\",\"VersionId\":\"7c5ae4c0-36f2-4a5f-8b1e-b3f1f5f3d0a1\","
          + "\"SecretString\":\"correct horse battery staple\","
          + "\"VersionStages\":[\"AWSCURRENT\"],\"CreatedDate\":1.7E9}";
  private static final int ATTEMPTS = 100;

  @SuppressWarnings("InlineFormatString")
  private static final String CONFIGURATION =
      """
      daemon off; worker_processes 1; pid %1$s/nginx.pid; error_log %1$s/error.log;
      events { worker_connections 256; }
      http {
        access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
        default_type binary/octet-stream;
        map $http_range $whole { default ""; "" "%2$s"; }
        server {
          listen 127.0.0.1:%3$d ssl; root %1$s;
          ssl_certificate %4$s; ssl_certificate_key %5$s;
          ssl_protocols TLSv1.2 TLSv1.3; ssl_buffer_size 16k;
          add_header x-amz-checksum-crc32 $whole;
          location = / { default_type application/x-amz-json-1.1; return 200 '%6$s'; }
        }
      }
      """;

  /**
   * Starts a server.
   *
   * @param directory holds {@code bucket/object}
   * @param crc32 checksum of the object as S3 sends it
   */
  public static ObjectServer start(Path directory, String crc32, ServerCertificate certificate)
      throws IOException, InterruptedException {
    Optional<Path> nginx =
        Stream.of("/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    return nginx.isPresent()
        ? nginx(nginx.get(), directory, crc32, certificate)
        : vertx(directory, crc32, certificate);
  }

  private static ObjectServer nginx(
      Path program, Path directory, String crc32, ServerCertificate certificate)
      throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path configuration =
        Files.writeString(
            directory.resolve("nginx.conf"),
            String.format(
                Locale.ROOT,
                CONFIGURATION,
                directory,
                crc32,
                port,
                certificate.certificate(),
                certificate.key(),
                SECRET));
    // Before it reads its configuration, it complains to a file that users may not write.
    Process process =
        Processes.start(
            new ProcessBuilder(
                program.toString(),
                "-e",
                directory.resolve("error.log").toString(),
                "-c",
                configuration.toString()));
    for (int i = 0; !accepts(port); i++) {
      if (i == ATTEMPTS || !process.isAlive()) {
        Processes.kill(process);
        throw new IOException(
            "nginx does not start: " + Files.readString(directory.resolve("error.log")));
      }
      Thread.sleep(50);
    }
    return new ObjectServer("nginx", URI.create("https://127.0.0.1:" + port), process);
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Starts the server that takes uploads too. */
  public static ObjectServer vertx(Path directory, String crc32, ServerCertificate certificate)
      throws IOException {
    Process process =
        Jvm.of(BoringServer.class, Form.FULL)
            .withHeap("256m")
            .withBoringSsl()
            .start(
                directory.toString(),
                crc32,
                certificate.certificate().toString(),
                certificate.key().toString());
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    URI uri = URI.create("https://127.0.0.1:" + output.readLine());
    return new ObjectServer(
        OpenSsl.isAvailable() ? "Vert.x on BoringSSL" : "Vert.x on the JDK's TLS", uri, process);
  }

  @Override
  public void close() {
    Processes.kill(process);
  }
}
