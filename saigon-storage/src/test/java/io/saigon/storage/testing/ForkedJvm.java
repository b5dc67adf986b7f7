package io.saigon.storage.testing;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Processes that run a class of the tests. */
public final class ForkedJvm {
  private ForkedJvm() {}

  /** Returns the class path of this process, modules included. */
  public static String classPath() {
    List<String> parts =
        Stream.of(
                Path.of(System.getProperty("basedir", "."), "target", "test-classes").toString(),
                System.getProperty("jdk.module.path"),
                System.getProperty("java.class.path"))
            .filter(part -> part != null && !part.isEmpty())
            .toList();
    return String.join(File.pathSeparator, parts);
  }
}
