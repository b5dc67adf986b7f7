package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Run-time dependencies of every consumer, and of each artifact by itself. */
class ConsumerPathsIT {
  private static final Path CONSUMERS = Path.of("target/consumers");
  private static final Pattern JAR =
      Pattern.compile(
          "^ +([\\w.-]+):([\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):\\w+", Pattern.MULTILINE);
  private static final Set<String> ENGINES =
      Set.of(
          "netty-nio-client",
          "apache-client",
          "apache5-client",
          "url-connection-client",
          "aws-crt-client");

  /** Artifacts that the SDK's own credentials chain needs, and saigon's does not. */
  private static final Set<String> CREDENTIALS = Set.of("sts", "sso", "ssooidc", "signin");

  static List<String> consumers() throws IOException {
    try (Stream<Path> files = Files.walk(CONSUMERS, 4)) {
      return files
          .filter(file -> file.endsWith("target/runtime-path.txt"))
          .map(file -> CONSUMERS.relativize(file.getParent().getParent()).toString())
          .filter(consumer -> !consumer.equals("each-artifact")) // which only holds the others
          .sorted()
          .toList();
    }
  }

  private static List<MatchResult> jars(String consumer) throws IOException {
    String path = Files.readString(CONSUMERS.resolve(consumer).resolve("target/runtime-path.txt"));
    return JAR.matcher(path).results().toList();
  }

  @Test
  void everyArtifactHasAConsumer() throws IOException {
    Set<String> used = new TreeSet<>();
    for (String consumer : consumers()) {
      jars(consumer).stream()
          .filter(jar -> jar.group(1).equals("io.saigon"))
          .map(jar -> jar.group(2))
          .forEach(used::add);
    }
    assertThat(used)
        .containsExactlyInAnyOrder(
            "saigon-api",
            "saigon-aws",
            "saigon-cognito",
            "saigon-cognito-web",
            "saigon-health",
            "saigon-kotlin",
            "saigon-micrometer",
            "saigon-rest-vertx",
            "saigon-storage",
            "saigon-testkit",
            "saigon-vault",
            "saigon-vault-config",
            "saigon-vault-pg");
    assertThat(consumers())
        .contains("bom-sdk-first", "class-path", "each-artifact/api", "web-identity");
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void noHttpEngineOfTheSdkIsADependency(String consumer) throws IOException {
    Set<String> engines =
        jars(consumer).stream()
            .map(jar -> jar.group(2))
            .filter(ENGINES::contains)
            .collect(Collectors.toSet());
    if (consumer.equals("bom-sdk-first")) {
      // It declares a client of the SDK itself, and so has that client's dependencies.
      assertThat(engines).contains("netty-nio-client");
    } else {
      assertThat(engines).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void noServiceOfTheSdkIsADependencyOfCredentials(String consumer) throws IOException {
    assertThat(jars(consumer))
        .filteredOn(jar -> jar.group(1).equals("software.amazon.awssdk"))
        .extracting(jar -> jar.group(2))
        .doesNotContainAnyElementsOf(CREDENTIALS);
  }

  /** Artifacts of an empty service, and what the local AWS needs beside them. */
  @ParameterizedTest
  @ValueSource(strings = {"each-artifact/api", "each-artifact/testkit"})
  void anEmptyServiceHasNeitherGuavaNorASecondJackson(String consumer) throws IOException {
    assertThat(jars(consumer))
        .isNotEmpty()
        .extracting(jar -> jar.group(1))
        .noneMatch(group -> group.startsWith("com.google.") || group.startsWith("tools.jackson"));
    assertThat(jars(consumer))
        .filteredOn(jar -> jar.group(2).startsWith("jackson-"))
        .extracting(jar -> jar.group(2))
        .doesNotHaveDuplicates()
        .contains("jackson-annotations", "jackson-core", "jackson-databind")
        // The local AWS reads passkeys by it.
        .isSubsetOf(
            "jackson-annotations", "jackson-core", "jackson-databind", "jackson-dataformat-cbor");
  }

  @ParameterizedTest
  @MethodSource("consumers")
  void nettyHasOneVersion(String consumer) throws IOException {
    Set<String> versions =
        jars(consumer).stream()
            .filter(jar -> jar.group(1).equals("io.netty"))
            .filter(jar -> !jar.group(2).startsWith("netty-tcnative"))
            .map(jar -> jar.group(3))
            .collect(Collectors.toSet());
    assertThat(versions).singleElement().asString().startsWith("4.2.");
  }
}
