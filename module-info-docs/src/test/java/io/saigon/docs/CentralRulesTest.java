package io.saigon.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralRulesTest {
  private static final String POM =
      """
      <project>
        <groupId>io.saigon</groupId>
        <artifactId>a</artifactId>
        <version>1.0.0</version>
        <name>a</name>
        <description>Something.</description>
        <url>https://example.com/a</url>
        <licenses><license><name>Apache-2.0</name><url>https://example.com/l</url></license></licenses>
        <developers><developer><name>Ann</name></developer></developers>
        <scm>
          <connection>scm:git:a</connection>
          <developerConnection>scm:git:a</developerConnection>
          <url>https://example.com/a</url>
        </scm>
      </project>
      """;

  @TempDir private Path staging;

  @BeforeEach
  void stageAWholeArtifact() throws Exception {
    publish("a-1.0.0.pom", POM);
    publish("a-1.0.0.jar", "classes");
    publish("a-1.0.0-sources.jar", "sources");
    publish("a-1.0.0-javadoc.jar", "pages");
  }

  @Test
  void aWholeArtifactBreaksNoRule() throws IOException {
    assertThat(CentralRules.broken(staging)).isEmpty();
  }

  @Test
  void anEmptyDirectoryIsNoRelease(@TempDir Path empty) throws IOException {
    assertThat(CentralRules.broken(empty)).containsExactly("There is no artifact in " + empty);
  }

  @Test
  void aFieldThatIsMissingOrAnUnknownPropertyIsNamed() throws Exception {
    publish(
        "a-1.0.0.pom",
        POM.replace("<name>Ann</name>", "").replace("https://example.com/l", "${owner.page}"));

    assertThat(CentralRules.broken(staging))
        .containsExactly(
            "a-1.0.0.pom has an unknown property in licenses/license/url: ${owner.page}",
            "a-1.0.0.pom has no developers/developer/name");
  }

  @Test
  void aSnapshotAndAParentAreRefused() throws Exception {
    publish(
        "a-1.0.0.pom",
        POM.replace("<version>1.0.0</version>", "<parent/><version>1.0.0-SNAPSHOT</version>"));

    assertThat(CentralRules.broken(staging))
        .containsExactly(
            "a-1.0.0.pom is a snapshot", "a-1.0.0.pom has a parent, which is not published");
  }

  @Test
  void aJarNeedsSourcesAndDocumentation() throws Exception {
    Files.delete(staging.resolve("a-1.0.0-sources.jar"));
    Files.delete(staging.resolve("a-1.0.0-javadoc.jar"));

    assertThat(CentralRules.broken(staging))
        .containsExactly(
            "a-1.0.0.pom has no a-1.0.0-sources.jar beside it",
            "a-1.0.0.pom has no a-1.0.0-javadoc.jar beside it");
  }

  @Test
  void aDescriptionOfVersionsNeedsNoJar() throws Exception {
    publish("a-1.0.0.pom", POM.replace("<name>a", "<packaging>pom</packaging><name>a"));
    Files.delete(staging.resolve("a-1.0.0-sources.jar"));

    assertThat(CentralRules.broken(staging)).isEmpty();
  }

  @Test
  void aFileWithoutItsSignatureOrWithTheChecksumOfAnotherIsNamed() throws Exception {
    Files.delete(staging.resolve("a-1.0.0.jar.asc"));
    Files.delete(staging.resolve("a-1.0.0.pom.md5"));
    Files.writeString(staging.resolve("a-1.0.0-sources.jar"), "others");

    assertThat(CentralRules.broken(staging))
        .containsExactly(
            "a-1.0.0-sources.jar does not have the digest of its .md5",
            "a-1.0.0-sources.jar does not have the digest of its .sha1",
            "a-1.0.0.jar is not signed",
            "a-1.0.0.pom has no .md5");
  }

  private void publish(String name, String text) throws Exception {
    Path file = staging.resolve(name);
    Files.writeString(file, text);
    Files.writeString(staging.resolve(name + ".asc"), "signature");
    for (String algorithm : new String[] {"MD5", "SHA-1"}) {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      Files.writeString(
          staging.resolve(name + "." + algorithm.toLowerCase().replace("-", "")),
          HexFormat.of().formatHex(digest));
    }
  }
}
