package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Scripts of Node with a package of npm; the test is skipped where either is missing. */
record NodePackages(Path directory, String script) {
  static NodePackages install(String script, String name, String version) throws Exception {
    Path directory = Path.of("target", "node", name).toAbsolutePath();
    assumeTrue(succeeds(List.of("node", "--version"), 10), "Node is not installed");
    if (!Files.exists(directory.resolve("node_modules").resolve(name))) {
      Files.createDirectories(directory);
      assumeTrue(
          succeeds(
              List.of(
                  "npm",
                  "install",
                  "--prefix",
                  directory.toString(),
                  "--prefer-offline",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  name + "@" + version),
              60),
          "npm cannot install " + name + " within a minute");
    }
    Files.copy(script(script), directory.resolve(script), StandardCopyOption.REPLACE_EXISTING);
    return new NodePackages(directory, script);
  }

  /** Runs the script, and returns the JSON object that it prints. */
  JsonObject run(LocalAws aws, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("NODE_EXTRA_CA_CERTS", aws.environment().get("AWS_CA_BUNDLE"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(output).startsWith("{");
    return new JsonObject(output);
  }

  private static Path script(String name) throws URISyntaxException {
    return Path.of(NodePackages.class.getResource("/" + name).toURI());
  }

  private static boolean succeeds(List<String> command, int seconds) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(seconds, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
