package com.example.greeting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the guide's "Start-up", against a local AWS. */
@ExtendWith(LocalAwsExtension.class)
class GreetingTest {
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final boolean AOT_CACHE = Runtime.version().feature() >= 25;

  @TempDir Path directory;

  private LocalAws aws;

  @BeforeEach
  void start(LocalAws aws) {
    this.aws = aws;
    aws.createSecret(secret(), "hello");
  }

  @Test
  void itsClassesComeFromTheArchiveOfAnEarlierRun() throws Exception {
    Path archive = directory.resolve("greeting.archive");
    run(List.of((AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive));

    // A JVM that cannot use the archive fails.
    List<String> loaded =
        run(
            AOT_CACHE
                ? List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=on")
                : List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:on"));

    assertThat(loaded)
        .anyMatch(line -> line.contains(" io.saigon.aws.VertxAws source: shared objects file"))
        .anyMatch(line -> line.contains(" io.vertx.core.Vertx source: shared objects file"))
        .noneMatch(line -> line.contains(" io.saigon.") && line.endsWith(".jar"));
  }

  @Test
  void afterAWarmUpTheFirstCallLoadsNextToNothingOfTheSdkTlsAndHttp() throws Exception {
    long cold = loadedByTheFirstCall(run(List.of("-Dcold=true"))).filter(ofTheSdk()).count();
    List<String> warm = loadedByTheFirstCall(run(List.of())).toList();

    assertThat(cold).isGreaterThan(300);
    assertThat(warm.stream().filter(ofTheSdk())).hasSizeLessThan(30);
    assertThat(warm)
        .noneMatch(line -> line.contains(" io.netty.channel.socket.nio.NioSocketChannel "))
        .noneMatch(line -> line.contains(" sun.security.ssl.TrustStoreManager "))
        .noneMatch(line -> line.contains(" sun.security.ssl.SSLEngineImpl "))
        .noneMatch(line -> line.contains(" io.netty.handler.codec.http.HttpResponseDecoder "))
        .noneMatch(line -> line.contains(" io.vertx.core.http.HttpClientResponse "))
        .noneMatch(line -> line.contains(" io.saigon.aws.http.Exchange "));
  }

  private static Stream<String> loadedByTheFirstCall(List<String> loaded) {
    return loaded.stream().dropWhile(line -> !line.contains("Greeting$FirstCall"));
  }

  private static Predicate<String> ofTheSdk() {
    return line -> line.contains(" software.amazon.awssdk.") && !line.contains("Lambda");
  }

  /** Returns the log of loaded classes. */
  private List<String> run(List<String> options) throws Exception {
    Path log = Files.createTempFile(directory, "classes", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xlog:class+load:file=" + log);
    builder.command().addAll(options);
    builder
        .command()
        .addAll(
            List.of(
                "-cp",
                TARGET.resolve("start-up-1.0.jar")
                    + File.pathSeparator
                    + TARGET.resolve("libraries/*"),
                "com.example.greeting.Greeting",
                secret()));
    builder.environment().putAll(aws.environment());
    Path errors = Files.createTempFile(directory, "errors", ".txt");
    Process process = builder.redirectError(errors.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, SECONDS)).isTrue();
    assertThat(output).as(Files.readString(errors)).contains("hello");
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Files.readAllLines(log);
  }

  private String secret() {
    return "greeting/" + System.identityHashCode(this);
  }
}
