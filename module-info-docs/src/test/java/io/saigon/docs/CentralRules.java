package io.saigon.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The rules of Maven Central ("Requirements" in its publisher documentation) for a directory of
 * artifacts. It needs the JDK alone, so that the script that stages a release runs this file.
 */
final class CentralRules {
  private static final List<String> FIELDS =
      List.of(
          "groupId",
          "artifactId",
          "version",
          "name",
          "description",
          "url",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url");

  /** Suffixes of the files that accompany another, which have none of their own. */
  private static final Set<String> CHECKSUMS = Set.of(".md5", ".sha1", ".sha256", ".sha512");

  private CentralRules() {}

  public static void main(String[] args) throws IOException {
    Path staging = Path.of(args[0]);
    List<String> broken = broken(staging);
    broken.forEach(System.err::println);
    try (Stream<Path> files = Files.walk(staging)) {
      files
          .filter(CentralRules::isPublished)
          .map(staging::relativize)
          .sorted()
          .forEach(System.out::println);
    }
    if (!broken.isEmpty()) {
      System.exit(1);
    }
  }

  /** Returns what is wrong, one sentence each. */
  static List<String> broken(Path staging) throws IOException {
    List<String> broken = new ArrayList<>();
    List<Path> published;
    try (Stream<Path> files = Files.walk(staging)) {
      published = files.filter(CentralRules::isPublished).sorted().toList();
    }
    for (Path file : published) {
      checkCompanions(file, broken);
    }
    List<Path> descriptions =
        published.stream().filter(file -> file.toString().endsWith(".pom")).toList();
    if (descriptions.isEmpty()) {
      broken.add("There is no artifact in " + staging);
    }
    for (Path pom : descriptions) {
      checkDescription(pom, broken);
    }
    return broken;
  }

  private static boolean isPublished(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && !name.endsWith(".asc")
        && CHECKSUMS.stream().noneMatch(name::endsWith);
  }

  private static void checkCompanions(Path file, List<String> broken) throws IOException {
    if (!Files.exists(beside(file, ".asc"))) {
      broken.add(file.getFileName() + " is not signed");
    }
    checkDigest(file, ".md5", "MD5", broken);
    checkDigest(file, ".sha1", "SHA-1", broken);
  }

  private static void checkDigest(Path file, String suffix, String algorithm, List<String> broken)
      throws IOException {
    Path checksum = beside(file, suffix);
    if (!Files.exists(checksum)) {
      broken.add(file.getFileName() + " has no " + suffix);
    } else if (!Files.readString(checksum).strip().equals(digest(file, algorithm))) {
      broken.add(file.getFileName() + " does not have the digest of its " + suffix);
    }
  }

  private static void checkDescription(Path pom, List<String> broken) throws IOException {
    String name = pom.getFileName().toString();
    Element project = parse(pom);
    for (String field : FIELDS) {
      String value = text(project, field);
      if (value.isBlank()) {
        broken.add(name + " has no " + field);
      } else if (value.contains("${")) {
        broken.add(name + " has an unknown property in " + field + ": " + value);
      }
    }
    if (text(project, "version").endsWith("-SNAPSHOT")) {
      broken.add(name + " is a snapshot");
    }
    if (child(project, "parent") != null) {
      broken.add(name + " has a parent, which is not published");
    }
    if (!text(project, "packaging").equals("pom")) {
      String jar = name.substring(0, name.length() - ".pom".length());
      for (String suffix : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
        if (!Files.exists(pom.resolveSibling(jar + suffix))) {
          broken.add(name + " has no " + jar + suffix + " beside it");
        }
      }
    }
  }

  private static Element parse(Path pom) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException(pom + " is no XML", e);
    }
  }

  private static String text(Element project, String path) {
    Element element = project;
    for (String name : path.split("/")) {
      element = child(element, name);
      if (element == null) {
        return "";
      }
    }
    return element.getTextContent().strip();
  }

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static String digest(Path file, String algorithm) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
