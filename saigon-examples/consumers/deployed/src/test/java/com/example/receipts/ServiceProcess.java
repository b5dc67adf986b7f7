package com.example.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The service in a process of its own. */
final class ServiceProcess implements AutoCloseable {
  /** Less work for the compiler: these processes end after a request or two. */
  private static final Map<String, String> BRIEF =
      Map.of("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  private final Process process;
  private final Path errors;
  private final int port;

  private ServiceProcess(Process process, Path errors, int port) {
    this.process = process;
    this.errors = errors;
    this.port = port;
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param directory where it is started, and keeps what it prints to the error stream
   * @param environment variables besides those of this process
   */
  static ServiceProcess start(List<String> command, Path directory, Map<String, String> environment)
      throws IOException {
    Path errors = Files.createTempFile("receipts", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(BRIEF);
    builder.environment().putAll(environment);
    Process process = builder.start();
    BufferedReader output = process.inputReader(UTF_8);
    String line = output.readLine();
    assertThat(line).as("%s: %s", command, Files.readString(errors)).startsWith("listening on ");
    return new ServiceProcess(process, errors, Integer.parseInt(line.split(" ")[2]));
  }

  /** Runs a command that ends, and returns all that it prints. */
  static String run(List<String> command, Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(BRIEF);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return output;
  }

  CompletableFuture<HttpResponse<String>> get(String path) {
    // Over HTTP/2 the client of JDK 17 fails its requests when the server ends the connection.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .sendAsync(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + path)).build(),
            BodyHandlers.ofString());
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  int exitValue() throws InterruptedException {
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(30, SECONDS)) {
      process.destroyForcibly();
    }
    Files.delete(errors);
  }
}
