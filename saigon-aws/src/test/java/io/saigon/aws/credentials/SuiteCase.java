package io.saigon.aws.credentials;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of AWS's test cases: environment, file system, traffic and result. */
record SuiteCase(Path folder) {
  static final Path SUITES = Path.of("src/test/resources/aws-sdk-test-data");

  static Stream<SuiteCase> of(String suite) {
    try (Stream<Path> folders = Files.list(SUITES.resolve(suite))) {
      return folders.sorted().map(SuiteCase::new).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  JsonObject traffic() {
    return json("http-traffic.json");
  }

  JsonObject result() {
    return json("test-case.json").getJsonObject("result");
  }

  private JsonObject json(String file) {
    try {
      return new JsonObject(Files.readString(folder.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies the files below a directory that stands for the root; paths in them follow. */
  Settings settings(Path root) throws IOException {
    Path files = folder.resolve("fs");
    if (Files.isDirectory(files)) {
      try (Stream<Path> all = Files.walk(files)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          Path copy = root.resolve(files.relativize(file).toString());
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, rooted(Files.readString(file), root));
        }
      }
    }
    Map<String, String> variables = new HashMap<>();
    json("env.json")
        .forEach(
            entry -> {
              String value = entry.getValue().toString();
              variables.put(
                  entry.getKey(),
                  entry.getKey().equals("HOME") ? root + value : rooted(value, root));
            });
    return settings(variables, root);
  }

  private static String rooted(String text, Path root) {
    return text.replace("/token.jwt", root + "/token.jwt");
  }

  static Settings settings(Map<String, String> variables, Path home) {
    Map<String, String> properties =
        Map.of("os.name", System.getProperty("os.name"), "user.home", home.toString());
    return new Settings(properties::get, variables::get);
  }

  @Override
  public String toString() {
    return name();
  }
}
