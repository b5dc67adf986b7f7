package io.saigon.docs;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Writes the page of the dependencies from the CycloneDX lists of the build, and compares it. */
class DependenciesIT {
  private static final Path ROOT = Modules.HOME.getParent();
  private static final Path REPOSITORY = Path.of(System.getProperty("local.repository"));

  /** Why an artifact of saigon names a dependency. */
  private static final Map<String, String> REASONS =
      Map.ofEntries(
          entry("com.fasterxml.jackson.core:jackson-databind", "models are read by it"),
          entry("com.nimbusds:nimbus-jose-jwt", "tokens of the local user pools"),
          entry("com.webauthn4j:webauthn4j-core", "passkeys of the local user pools"),
          entry("com.ongres.scram:scram-client", "PostgreSQL's log-in; the client needs it"),
          entry("io.micrometer:micrometer-core", "the meters are its"),
          entry("io.netty:netty-pkitesting", "certificates of the local AWS"),
          entry("io.vertx:vertx-config", "the stores are its"),
          entry("io.vertx:vertx-core", "event loops, HTTP, futures"),
          entry("io.vertx:vertx-health-check", "the procedures are for it"),
          entry("io.vertx:vertx-pg-client", "the pools are its"),
          entry("io.vertx:vertx-web", "the handlers are for its routes"),
          entry("io.vertx:vertx-web-client", "the signing client is one of it"),
          entry("org.jetbrains.kotlin:kotlin-stdlib", "Kotlin"),
          entry("org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm", "suspending calls and flows"),
          entry("org.jspecify:jspecify", "nullness in signatures"),
          entry("org.slf4j:slf4j-api", "the AWS SDK logs by it"),
          entry("software.amazon.awssdk:appconfigdata", "AppConfig"),
          entry("software.amazon.awssdk:auth", "credentials of the SDK's clients"),
          entry("software.amazon.awssdk:aws-core", "the SDK's clients"),
          entry("software.amazon.awssdk:cognitoidentity", "identity pools"),
          entry("software.amazon.awssdk:cognitoidentityprovider", "user pools"),
          entry("software.amazon.awssdk:http-auth-aws", "signatures"),
          entry("software.amazon.awssdk:http-auth-spi", "signatures"),
          entry("software.amazon.awssdk:http-client-spi", "the HTTP engine implements it"),
          entry("software.amazon.awssdk:identity-spi", "credentials that sign tokens"),
          entry("software.amazon.awssdk:profiles", "AWS's configuration files"),
          entry("software.amazon.awssdk:regions", "regions and their endpoints"),
          entry("software.amazon.awssdk:s3", "S3"),
          entry("software.amazon.awssdk:sdk-core", "the SDK's clients"),
          entry("software.amazon.awssdk:secretsmanager", "Secrets Manager"),
          entry("software.amazon.awssdk:ssm", "Parameter Store"));

  /** A jar that an artifact of saigon brings. */
  private record Jar(String name, String version, String licences, long bytes) {}

  @Test
  void thePageListsWhatEachArtifactBrings() throws IOException {
    Map<String, Jar> all = new TreeMap<>();
    StringBuilder artifacts = new StringBuilder();
    Map<String, List<String>> named = new TreeMap<>();
    for (Path list : lists()) {
      JsonObject bom = new JsonObject(Files.readString(list));
      String artifact = list.getParent().getParent().getFileName().toString();
      List<Jar> jars = jars(bom);
      jars.forEach(jar -> all.put(jar.name(), jar));
      artifacts.append(
          "| `%s` | %d | %s |\n"
              .formatted(
                  artifact, jars.size(), megabytes(jars.stream().mapToLong(Jar::bytes).sum())));
      for (String dependency : direct(bom, jars)) {
        named.computeIfAbsent(dependency, any -> new ArrayList<>()).add("`" + artifact + "`");
      }
    }
    assertThat(REASONS).containsOnlyKeys(named.keySet());

    Golden.check(
        ROOT.resolve("docs/dependencies.md"),
        """
        # Dependencies

        Made from the CycloneDX lists that each build writes to `target/bom.json`, and compared with them by a test.
        Versions are those of `saigon-bom`; dependencies that are optional, and saigon's own jars, are not counted.

        ## What each artifact brings

        | artifact | jars | MB |
        |---|---|---|
        %s
        ## Why

        | dependency | for | of |
        |---|---|---|
        %s
        ## Third-party licences

        | jar | version | licence |
        |---|---|---|
        %s\
        """
            .formatted(
                artifacts,
                named.entrySet().stream()
                    .map(
                        dependency ->
                            "| `%s` | %s | %s |\n"
                                .formatted(
                                    dependency.getKey(),
                                    REASONS.get(dependency.getKey()),
                                    String.join(", ", dependency.getValue())))
                    .collect(joining()),
                all.values().stream()
                    .map(
                        jar ->
                            "| `%s` | %s | %s |\n"
                                .formatted(jar.name(), jar.version(), jar.licences()))
                    .collect(joining())));
  }

  private static List<Path> lists() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<Path> lists =
          modules
              .map(module -> module.getFileName().toString())
              .filter(module -> module.startsWith("saigon-"))
              .sorted()
              .map(module -> ROOT.resolve(module).resolve("target/bom.json"))
              .filter(Files::exists)
              .toList();
      assertThat(lists).as("lists of a build without -Dcyclonedx.skip").isNotEmpty();
      return lists;
    }
  }

  private static List<Jar> jars(JsonObject bom) throws IOException {
    List<Jar> jars = new ArrayList<>();
    for (Object each : bom.getJsonArray("components")) {
      JsonObject component = (JsonObject) each;
      String group = component.getString("group");
      if (group.equals("io.saigon") || !"required".equals(component.getString("scope"))) {
        continue;
      }
      String name = component.getString("name");
      String version = component.getString("version");
      Path directory = REPOSITORY.resolve(group.replace('.', '/')).resolve(name).resolve(version);
      Path jar = directory.resolve(name + "-" + version + ".jar");
      jars.add(new Jar(group + ":" + name, version, licences(component), Files.size(jar)));
    }
    return jars;
  }

  private static String licences(JsonObject component) {
    assertThat(component.getJsonArray("licenses")).as("licences of %s", component).isNotEmpty();
    return component.getJsonArray("licenses").stream()
        .map(JsonObject.class::cast)
        .map(
            licence ->
                licence.containsKey("expression")
                    ? licence.getString("expression")
                    : licence
                        .getJsonObject("license")
                        .getString("id", licence.getJsonObject("license").getString("name")))
        .collect(joining(" or "));
  }

  /** Returns the dependencies that the artifact itself names. */
  private static List<String> direct(JsonObject bom, List<Jar> jars) {
    String root = bom.getJsonObject("metadata").getJsonObject("component").getString("bom-ref");
    return bom.getJsonArray("dependencies").stream()
        .map(JsonObject.class::cast)
        .filter(dependency -> dependency.getString("ref").equals(root))
        .flatMap(dependency -> dependency.getJsonArray("dependsOn").stream())
        .map(reference -> ((String) reference).replaceAll("^pkg:maven/|@.*$", ""))
        .map(reference -> reference.replace('/', ':'))
        .filter(name -> jars.stream().anyMatch(jar -> jar.name().equals(name)))
        .toList();
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }
}
