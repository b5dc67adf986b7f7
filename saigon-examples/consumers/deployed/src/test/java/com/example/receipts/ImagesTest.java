package com.example.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.saigon.api.Saigon;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The ways to run the service that the guide "Deploying" has, with the JDK and with images. */
@ExtendWith(LocalAwsExtension.class)
class ImagesTest {
  private static final String MODULES_OF_THE_JDK = "java.se,jdk.crypto.ec,jdk.unsupported";

  @TempDir Path directory;
  private LocalAws aws;

  @BeforeEach
  void start(LocalAws aws, Saigon saigon) throws Exception {
    this.aws = aws;
    Receipt.put(aws, saigon);
  }

  @Test
  void theClassPathServes() throws Exception {
    Receipt.assertThatItServes(Receipt.onClassPath(Receipt.JAVA_HOME), directory, aws);
  }

  @Test
  void theModulePathServesAlthoughNoModuleRequiresTheProviders() throws Exception {
    Receipt.assertThatItServes(Receipt.onModulePath(Receipt.JAVA_HOME), directory, aws);
  }

  @Test
  void anImageOfTheJdkServesTheJarsOnBothPaths() throws Exception {
    Path image = image("--add-modules", MODULES_OF_THE_JDK);
    Receipt.assertThatItServes(Receipt.onClassPath(image), directory, aws);
    Receipt.assertThatItServes(Receipt.onModulePath(image), directory, aws);
  }

  @Test
  void anImageOfTheServiceAloneHasNoProviders() throws Exception {
    Path image =
        image(
            "--module-path",
            Receipt.JAR + File.pathSeparator + Receipt.LIBRARIES,
            "--add-modules",
            Receipt.MODULE);
    assertThat(ServiceProcess.run(main(image), aws.environment())).contains("No vault provider");
  }

  @Test
  void jlinkTakesNoProviderThatNeedsTheSdk() {
    String modules = Receipt.JAR + File.pathSeparator + Receipt.LIBRARIES;
    List<String> common = List.of("--module-path", modules, "--output", image().toString());
    assertThat(jlink(common, "--add-modules", Receipt.MODULE, "--bind-services"))
        .contains("automatic module cannot be used with jlink");
    assertThat(jlink(common, "--add-modules", Receipt.MODULE + ",io.saigon.vault"))
        .contains("automatic module cannot be used with jlink");
  }

  @Test
  void anImageWithAVaultThatNeedsNoSdkStarts() throws Exception {
    Path vault = compiledVault();
    String modules =
        String.join(
            File.pathSeparator,
            Receipt.JAR.toString(),
            vault.toString(),
            Receipt.LIBRARIES.toString());
    Path image =
        image("--module-path", modules, "--add-modules", Receipt.MODULE + ",com.example.ownvault");
    // It comes as far as the object storage, which needs the SDK.
    assertThat(ServiceProcess.run(main(image), Map.of())).contains("No storage provider");
  }

  private Path compiledVault() throws IOException {
    Path sources = Path.of("src/own-vault/java");
    Path classes = directory.resolve("own-vault");
    try (Stream<Path> files = Files.walk(sources)) {
      String[] arguments =
          Stream.concat(
                  Stream.of("-p", Receipt.LIBRARIES.toString(), "-d", classes.toString()),
                  files.map(Path::toString).filter(file -> file.endsWith(".java")))
              .toArray(String[]::new);
      assertThat(run("javac", arguments)).doesNotContain("error:");
    }
    return classes;
  }

  private static List<String> main(Path image) {
    return Receipt.command(image, new String[0], "-m", Receipt.MODULE + "/" + Receipt.MAIN);
  }

  private Path image(String... arguments) {
    assumeThat(Receipt.JAVA_HOME.resolve("jmods")).as("a JDK that jlink can link from").exists();
    assertThat(jlink(List.of("--output", image().toString()), arguments)).doesNotContain("Error");
    return image();
  }

  private Path image() {
    return directory.resolve("image");
  }

  private static String jlink(List<String> common, String... arguments) {
    return run(
        "jlink", Stream.concat(common.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  private static String run(String tool, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    ToolProvider.findFirst(tool).orElseThrow().run(writer, writer, arguments);
    return output.toString();
  }
}
