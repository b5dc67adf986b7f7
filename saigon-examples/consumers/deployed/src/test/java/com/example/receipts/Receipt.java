package com.example.receipts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.testkit.LocalAws;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files and commands of the service, and an object in a bucket, for all its tests. */
final class Receipt {
  static final Path TARGET = Path.of("target").toAbsolutePath();
  static final Path JAR = TARGET.resolve("deployed-1.0.jar");
  static final Path LIBRARIES = TARGET.resolve("libraries");
  static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  static final String MODULE = "com.example.receipts";
  static final String MAIN = MODULE + ".Receipts";
  static final String NAME = "42.txt";
  static final String TEXT = "one cup of tea";

  private Receipt() {}

  static void put(LocalAws aws, Saigon saigon) throws Exception {
    if (aws.requests().containsKey("s3.PutObject")) {
      return; // by another test
    }
    aws.load(
            new JsonObject()
                .put("buckets", List.of("receipts"))
                .put("secrets", new JsonObject().put("receipts/bucket", "receipts")))
        .await(30, SECONDS);
    saigon
        .storage()
        .upload(S3ObjectDescriptor.of("receipts", NAME), Buffer.buffer(TEXT))
        .await(30, SECONDS);
  }

  static List<String> onClassPath(Path java, String... options) {
    return command(java, options, "-cp", JAR + File.pathSeparator + LIBRARIES + "/*", MAIN);
  }

  static List<String> onModulePath(Path java, String... options) {
    String path = JAR + File.pathSeparator + LIBRARIES;
    return command(java, options, "-p", path, "-m", MODULE + "/" + MAIN);
  }

  static List<String> command(Path java, String[] options, String... rest) {
    List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
    command.addAll(List.of(options));
    command.addAll(List.of(rest));
    return command;
  }

  static void assertThatItServes(List<String> command, Path directory, LocalAws aws)
      throws Exception {
    try (ServiceProcess service = ServiceProcess.start(command, directory, aws.environment())) {
      assertThat(service.get(NAME).get(60, SECONDS).body()).as(service.errors()).isEqualTo(TEXT);
    }
  }
}
