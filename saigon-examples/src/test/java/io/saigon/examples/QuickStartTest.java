package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.NodeList;

/** The build files of the quick starts, whose code Maven compiles and runs as consumers. */
class QuickStartTest {
  private static final Path CONSUMERS = Path.of("consumers");

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-kotlin"})
  void dependenciesNeedNoVersionsBesideTheBomsAndTheLoggers(String project) throws Exception {
    File pom = CONSUMERS.resolve(project).resolve("pom.xml").toFile();

    assertThat(texts(pom, "/project/dependencies/dependency[version]/artifactId"))
        .containsExactly("slf4j-jdk14");
    assertThat(texts(pom, "/project/dependencyManagement//artifactId"))
        .containsExactly("saigon-bom");
  }

  /** Versions of the BOM, as {@code QuickStartIT} resolves them. */
  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-kotlin"})
  void gradleTakesTheDependenciesOfTheMavenBuild(String project) throws Exception {
    GradleBuild gradle = GradleBuild.of(project);
    Set<String> taken = gradle.dependencies(false);
    // Gradle starts JUnit by it; Maven's Surefire has it.
    assertThat(taken.remove("org.junit.platform:junit-platform-launcher")).isTrue();
    assertThat(gradle.dependencies(true)).containsExactly("org.slf4j:slf4j-jdk14");
    taken.addAll(gradle.dependencies(true));

    assertThat(taken)
        .containsExactlyInAnyOrderElementsOf(
            names(
                CONSUMERS.resolve(project).resolve("pom.xml").toFile(),
                "/project/dependencies/dependency"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "quickstart-kotlin"})
  void gradleTakesTheVersionsOfTheMavenBuild(String project) throws Exception {
    File pom = CONSUMERS.resolve(project).resolve("pom.xml").toFile();
    String saigon = texts(pom, "/project/properties/saigon.version").get(0);
    String slf4j = texts(pom, "//dependency[artifactId='slf4j-jdk14']/version").get(0);

    assertThat(GradleBuild.of(project).text())
        .contains("    implementation(platform(\"io.saigon:saigon-bom:" + saigon + "\"))")
        .contains("    testImplementation(platform(\"io.saigon:saigon-bom:" + saigon + "\"))")
        .contains("org.slf4j:slf4j-jdk14:" + slf4j + "\"")
        .contains("mainClass = \"" + texts(pom, "//mainClass").get(0) + "\"");
    for (String kotlin : texts(pom, "/project/properties/kotlin.version")) {
      assertThat(GradleBuild.of(project).text())
          .contains("kotlin(\"jvm\") version \"" + kotlin + "\"");
    }
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
