package io.saigon.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A build of Gradle as text: no Gradle that reads Kotlin and runs on a JDK of today is in a
 * repository of Maven or of Debian.
 *
 * @param text the file
 */
record GradleBuild(String text) {
  private static final Pattern DEPENDENCY =
      Pattern.compile("(?:mplementation|RuntimeOnly)\\(\"([\\w.-]+:[\\w.-]+)(:[^\"]+)?\"\\)");

  static GradleBuild of(String project) throws IOException {
    return new GradleBuild(
        Files.readString(Path.of("consumers").resolve(project).resolve("build.gradle.kts")));
  }

  /** Returns groups and artifacts of the dependencies with or without a version. */
  Set<String> dependencies(boolean versioned) {
    return DEPENDENCY
        .matcher(text)
        .results()
        .filter(dependency -> (dependency.group(2) != null) == versioned)
        .map(dependency -> dependency.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
