package io.saigon.benchmarks.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command of a Java process of the JDK and the class path that run this one.
 *
 * @param boringSsl whether BoringSSL is on its class path
 * @param environment what is added to this process's environment
 */
public record Jvm(
    Class<?> main,
    List<String> options,
    String classPath,
    boolean boringSsl,
    Map<String, String> environment) {

  /** Returns a command with the collector that Java takes on small machines. */
  public static Jvm of(Class<?> main, Form form) {
    List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
    if (form == Form.SMOKE) {
      options.add("-XX:TieredStopAtLevel=1");
    }
    return plain(main).with(options);
  }

  /** Returns a command without options. */
  public static Jvm plain(Class<?> main) {
    return new Jvm(main, List.of(), String.join(File.pathSeparator, path()), false, Map.of());
  }

  /** Returns the entries of this process's class path; an empty one would be a directory. */
  public static List<String> path() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** Returns a command with more options. */
  public Jvm with(List<String> more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(more);
    return new Jvm(main, all, classPath, boringSsl, environment);
  }

  /** Returns a command with another maximum of the heap, such as {@code 48m}. */
  public Jvm withHeap(String heap) {
    return with(List.of("-Xmx" + heap));
  }

  /** Returns a command with BoringSSL on its class path. */
  public Jvm withBoringSsl() {
    return new Jvm(main, options, classPath, true, environment);
  }

  /** Returns a command with more in its environment. */
  public Jvm withEnvironment(Map<String, String> more) {
    return new Jvm(main, options, classPath, boringSsl, more);
  }

  /** Returns a command with another class path. */
  public Jvm withClassPath(String other) {
    return new Jvm(main, options, other, boringSsl, environment);
  }

  /** Starts a process, which ends when this one does. */
  public Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> boringSsl || !entry.contains("netty-tcnative"))
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(main.getName());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    // All trust by the same file, unless they are given another.
    builder.environment().remove("AWS_CA_BUNDLE");
    builder.environment().putAll(environment);
    return Processes.start(builder);
  }
}
