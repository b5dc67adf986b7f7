package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Run-time dependencies of this module. */
class PathTest {
  private static final Pattern NETTY =
      Pattern.compile("netty-(?!tcnative).*?-(\\d.*?)(-\\w+)*\\.jar");

  private static Set<String> jars() {
    return Stream.of(System.getProperty("jdk.module.path"), System.getProperty("java.class.path"))
        .filter(Objects::nonNull)
        .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
        .map(path -> new File(path).getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void noOtherHttpEngineOfTheSdkIsADependency() {
    assertThat(jars())
        .anyMatch(name -> name.startsWith("http-client-spi"))
        .noneMatch(
            name ->
                name.startsWith("netty-nio-client")
                    || name.startsWith("apache-client")
                    || name.startsWith("apache5-client")
                    || name.startsWith("url-connection-client")
                    || name.startsWith("aws-crt"));
  }

  @Test
  void nettyHasOneVersion() {
    Set<String> versions =
        jars().stream()
            .map(NETTY::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1))
            .collect(Collectors.toSet());
    assertThat(versions).hasSize(1);
  }
}
