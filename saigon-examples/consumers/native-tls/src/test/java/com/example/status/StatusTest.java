package com.example.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service runs in a JVM whose own TLS is disabled, so that all its TLS is BoringSSL's. */
@ExtendWith(LocalAwsExtension.class)
class StatusTest {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String HOST = "status.example.test";

  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;
  private Path authorities;
  private int port;

  private record Run(int exitCode, String output, String errors) {}

  @BeforeEach
  void start(LocalAws aws) throws Exception {
    this.aws = aws;
    aws.createSecret(secret(), "blue");
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle server =
        new CertificateBuilder().subject("CN=status").addSanDnsName(HOST).buildIssuedBy(authority);
    authorities =
        Files.writeString(
            TARGET.resolve("authorities.pem"),
            aws.caCertificate() + "\n" + authority.getCertificatePEM());
    port =
        await(
                vertx
                    .createHttpServer(
                        new HttpServerOptions()
                            .setSsl(true)
                            .setSni(true)
                            .setKeyCertOptions(
                                new PemKeyCertOptions()
                                    .addCertValue(Buffer.buffer(server.getCertificatePathPEM()))
                                    .addKeyValue(Buffer.buffer(server.getPrivateKeyPEM()))))
                    .requestHandler(
                        request ->
                            request.response().end(request.connection().indicatedServerName()))
                    .listen(0, "127.0.0.1"))
            .actualPort();
    // Both names are this machine.
    Files.writeString(
        TARGET.resolve("hosts"),
        "127.0.0.1 localhost " + HOST + "\n127.0.0.1 other.example.test\n");
    Files.writeString(
        TARGET.resolve("no-tls.properties"),
        "jdk.tls.disabledAlgorithms=TLSv1.3, TLSv1.2, TLSv1.1, TLSv1\n");
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void secretsAreReadAndServicesCalledWithoutTheTlsOfTheJdk(boolean modules) throws Exception {
    Run run = run(modules, HOST);

    assertThat(run.output()).as(run.errors()).isEqualTo("blue " + HOST);
  }

  @Test
  void withTheTlsOfTheJdkThatJvmCannotConnect() throws Exception {
    Run run = run(false, HOST, "-Dio.netty.handler.ssl.noOpenSsl=true");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("TransportException");
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    Run run = run(false, "other.example.test");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("TransportException", "other.example.test");
  }

  @Test
  void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
    Files.writeString(authorities, aws.caCertificate());

    Run run = run(false, HOST);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains("TransportException", HOST);
  }

  private Run run(boolean modules, String host, String... options) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.security.properties=" + TARGET.resolve("no-tls.properties"),
            "-Djdk.net.hosts.file=" + TARGET.resolve("hosts"),
            "-Dvertx.disableDnsResolver=true");
    builder.command().addAll(List.of(options));
    if (modules) {
      // No module requires BoringSSL: Netty looks for it by itself.
      builder
          .command()
          .addAll(
              List.of(
                  "--module-path",
                  TARGET.resolve("classes") + File.pathSeparator + TARGET.resolve("modules"),
                  "--add-modules",
                  "ALL-MODULE-PATH",
                  "--module",
                  "com.example.status/com.example.status.Status"));
    } else {
      builder
          .command()
          .addAll(
              List.of(
                  "-cp",
                  TARGET.resolve("classes") + File.pathSeparator + TARGET.resolve("modules/*"),
                  "com.example.status.Status"));
    }
    builder.command().addAll(List.of(secret(), "https://" + host + ":" + port));
    builder.environment().putAll(aws.environment());
    builder.environment().put("AWS_CA_BUNDLE", authorities.toString());
    Path errors = TARGET.resolve("errors.txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, SECONDS)).isTrue();
    return new Run(process.exitValue(), output.strip(), Files.readString(errors));
  }

  private String secret() {
    return "status/" + System.identityHashCode(this);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }
}
