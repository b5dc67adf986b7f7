package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

/** The build files of the quick starts, whose code Maven compiles and runs as consumers. */
class QuickStartTest {
  private static final Path CONSUMERS = Path.of("consumers");

  /** Groups of which saigon-bom imports all artifacts that are used here. */
  private static final Set<String> IMPORTED =
      Set.of(
          "com.fasterxml.jackson.module",
          "org.jetbrains.kotlin",
          "org.junit.jupiter",
          "org.junit.platform");

  private static final Pattern GRADLE =
      Pattern.compile("(?:mplementation|RuntimeOnly)\\(\"([\\w.-]+:[\\w.-]+)(:[^\"]+)?\"\\)");

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-kotlin"})
  void dependenciesNeedNoVersionsBesideTheBomsAndTheLoggers(String project) throws Exception {
    File pom = CONSUMERS.resolve(project).resolve("pom.xml").toFile();

    assertThat(texts(pom, "/project/dependencies/dependency[version]/artifactId"))
        .containsExactly("slf4j-jdk14");
    assertThat(texts(pom, "/project/dependencyManagement//artifactId"))
        .containsExactly("saigon-bom");
  }

  @Test
  void whatGradleTakesWithoutAVersionIsManagedByTheBom() throws Exception {
    File bom = new File("../saigon-bom/pom.xml");
    List<String> managed =
        names(bom, "/project/dependencyManagement/dependencies/dependency[not(scope)]");
    Set<String> unversioned = gradle(false);

    assertThat(unversioned)
        .contains("io.saigon:saigon-cognito", "org.junit.jupiter:junit-jupiter")
        .allMatch(
            name ->
                managed.contains(name) || IMPORTED.contains(name.substring(0, name.indexOf(':'))));
    assertThat(gradle(true)).containsExactly("org.slf4j:slf4j-jdk14");
    assertThat(build()).contains("platform(\"io.saigon:saigon-bom:0.1.0-SNAPSHOT\")");
  }

  @Test
  void gradleTakesTheDependenciesOfTheMavenBuild() throws Exception {
    Set<String> gradle = gradle(false);
    gradle.addAll(gradle(true));
    // Gradle starts JUnit by it; Maven's Surefire has it.
    gradle.remove("org.junit.platform:junit-platform-launcher");

    assertThat(gradle)
        .containsExactlyInAnyOrderElementsOf(
            names(
                CONSUMERS.resolve("quickstart/pom.xml").toFile(),
                "/project/dependencies/dependency"));
  }

  private static String build() throws IOException {
    return Files.readString(CONSUMERS.resolve("quickstart/build.gradle.kts"));
  }

  private static Set<String> gradle(boolean versioned) throws IOException {
    return GRADLE
        .matcher(build())
        .results()
        .filter(dependency -> (dependency.group(2) != null) == versioned)
        .map(dependency -> dependency.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> names(File pom, String dependencies) throws Exception {
    List<String> groups = texts(pom, dependencies + "/groupId");
    List<String> artifacts = texts(pom, dependencies + "/artifactId");
    return IntStream.range(0, groups.size())
        .mapToObj(i -> groups.get(i) + ":" + artifacts.get(i))
        .toList();
  }

  private static List<String> texts(File pom, String path) throws Exception {
    NodeList nodes =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    path,
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom),
                    XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }
}
