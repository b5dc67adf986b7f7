package com.example.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.saigon.api.Saigon;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the layers of the container image that the build makes, by the image's own entry point, with
 * little memory and where nothing but the temporary directory can be written.
 */
@ExtendWith(LocalAwsExtension.class)
class ContainerTest {
  @TempDir Path directory;
  private Path root;
  private LocalAws aws;

  @BeforeEach
  void unpack(LocalAws aws, Saigon saigon) throws Exception {
    this.aws = aws;
    Receipt.put(aws, saigon);
    root = Files.createDirectory(directory.resolve("root"));
    Files.createDirectory(directory.resolve("tmp"));
    untar(Receipt.TARGET.resolve("jib-image.tar"), directory.resolve("image"));
    for (Object layer : manifest().getJsonArray("Layers")) {
      untar(directory.resolve("image").resolve(layer.toString()), root);
    }
    // It names its directories from the root of a container.
    Path classPath = root.resolve("app/jib-classpath-file");
    Files.writeString(classPath, below(Files.readString(classPath)));
  }

  @Test
  void itsLayersServeWithASmallHeapAndWriteToTheTemporaryDirectoryAlone() throws Exception {
    Path home = Files.createDirectory(directory.resolve("home"));
    List<String> command = entryPoint();
    command.add(1, "-Duser.home=" + home);
    assertThat(command).contains("-Xmx64m");

    Receipt.assertThatItServes(command, home, aws);

    assertThat(files(home)).isEmpty();
    assertThat(files(directory.resolve("tmp"))).isEmpty(); // what was there is deleted
  }

  @Test
  void itsLayersServeOnAReadOnlyRoot() throws Exception {
    String mount = "mount -o remount,bind,ro / && mount -t tmpfs tmpfs " + directory + "/tmp && ";
    assumeThat(allowed(mount + "! touch " + directory + "/x")).as("mounts of one's own").isTrue();
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", mount + "exec \"$@\"", "sh"));
    command.addAll(entryPoint());

    Receipt.assertThatItServes(command, directory, aws);
  }

  private static boolean allowed(String command) {
    try {
      return new ProcessBuilder("unshare", "-rm", "sh", "-c", command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  /** Returns the image's entry point, with its paths below the unpacked root. */
  private List<String> entryPoint() throws IOException {
    String config =
        Files.readString(directory.resolve("image").resolve(manifest().getString("Config")));
    List<String> command = new ArrayList<>();
    for (Object argument :
        new JsonObject(config).getJsonObject("config").getJsonArray("Entrypoint")) {
      command.add(below(argument.toString()).replace("=/tmp", "=" + directory + "/tmp"));
    }
    command.set(0, Receipt.JAVA_HOME.resolve("bin").resolve(command.get(0)).toString());
    return command;
  }

  private String below(String paths) {
    return paths.replace("/app/", root + "/app/");
  }

  private JsonObject manifest() throws IOException {
    String json = Files.readString(directory.resolve("image/manifest.json"));
    return new JsonArray(json).getJsonObject(0);
  }

  private static void untar(Path archive, Path target) throws Exception {
    Files.createDirectories(target);
    List<String> command = List.of("tar", "-xf", archive.toString(), "-C", target.toString());
    // It may warn of headers that it does not know.
    assertThat(ServiceProcess.run(command, Map.of())).doesNotContain("Exiting with failure");
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
