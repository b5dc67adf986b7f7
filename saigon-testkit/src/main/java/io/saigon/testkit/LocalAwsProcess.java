package io.saigon.testkit;

import io.saigon.testkit.internal.program.Child;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A local AWS in a process of its own, with a heap of its own, for tests that must not share theirs
 * with it, and for those that start other processes. It ends when it is closed, and with this
 * process.
 *
 * <p>What a test may know that no client learns, such as the codes of messages, is read from {@link
 * #inspection()}. Safe for use from any thread.
 */
public final class LocalAwsProcess extends LocalAwsEndpoints {
  private final Child child;
  private final Map<String, String> environment;

  private LocalAwsProcess(Child child) {
    this.child = child;
    environment = child.environment();
  }

  /**
   * Starts a local AWS with https on loopback and free ports.
   *
   * @return the local AWS, which can be called
   * @throws IllegalStateException if it does not start within a minute, with what it printed
   */
  public static LocalAwsProcess start() {
    return start(LocalAwsOptions.defaults());
  }

  /**
   * Starts a local AWS by the JVM and the class path of this process. Waits until it can be called,
   * for a minute at most, and so must not be called on an event loop.
   *
   * @param options address, ports, region, seed and TLS; the clock must be the machine's
   * @return the local AWS, which can be called
   * @throws IllegalArgumentException if the options have a clock of their own
   * @throws IllegalStateException if it does not start, with what it printed
   */
  public static LocalAwsProcess start(LocalAwsOptions options) {
    return start(options, null, new JsonObject());
  }

  /**
   * Starts a local AWS from its standalone jar, or by the class path of this process, with what it
   * begins with. Waits until it can be called, for a minute at most, and so must not be called on
   * an event loop.
   *
   * @param options address, ports, region, seed and TLS; the clock must be the machine's
   * @param jar the file {@code saigon-testkit-VERSION-standalone.jar}, or null for the class path
   * @param fixture what exists from the start, as {@link LocalAws#load} takes it
   * @return the local AWS, which can be called
   * @throws IllegalArgumentException if the options have a clock of their own
   * @throws IllegalStateException if it does not start, with what it printed
   */
  public static LocalAwsProcess start(
      LocalAwsOptions options, @Nullable Path jar, JsonObject fixture) {
    Objects.requireNonNull(fixture, "fixture");
    List<String> arguments = arguments(Objects.requireNonNull(options, "options"));
    try {
      if (fixture.isEmpty()) {
        return new LocalAwsProcess(Child.start(jar, LocalAwsMain.class.getName(), arguments));
      }
      Path file = Files.createTempFile("local-aws", ".json");
      try {
        arguments.add("--fixture=" + Files.writeString(file, fixture.encode()));
        return new LocalAwsProcess(Child.start(jar, LocalAwsMain.class.getName(), arguments));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The local AWS did not start", e);
    }
  }

  private static List<String> arguments(LocalAwsOptions options) {
    if (!options.clock().equals(Clock.systemUTC())) {
      throw new IllegalArgumentException("another process has the machine's clock");
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--stop-with-parent");
    arguments.add("--host=" + options.host());
    arguments.add("--expose=" + options.exposed());
    arguments.add("--port=" + options.port());
    arguments.add("--region=" + options.region());
    arguments.add("--https=" + options.tls());
    if (options.seed() != null) {
      arguments.add("--seed=" + options.seed());
    }
    return arguments;
  }

  @Override
  public URI endpoint() {
    return URI.create(value("AWS_ENDPOINT_URL"));
  }

  @Override
  public URI s3Endpoint() {
    return URI.create(value("AWS_ENDPOINT_URL_S3"));
  }

  @Override
  public String region() {
    return value("AWS_REGION");
  }

  @Override
  public String accessKeyId() {
    return value("AWS_ACCESS_KEY_ID");
  }

  @Override
  public String secretAccessKey() {
    return value("AWS_SECRET_ACCESS_KEY");
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it speaks plain http, or is closed
   */
  @Override
  public String caCertificate() {
    try {
      return Files.readString(Path.of(value("AWS_CA_BUNDLE")));
    } catch (IOException e) {
      throw new IllegalStateException("The local AWS has ended, and its certificate with it", e);
    }
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  /**
   * Returns whether the process runs.
   *
   * @return false after {@link #close()}, or when it has ended otherwise
   */
  public boolean isAlive() {
    return child.isAlive();
  }

  private String value(String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new IllegalStateException("The local AWS has no " + variable);
    }
    return value;
  }

  /** Ends the process, and waits for that. Closing twice is harmless. */
  @Override
  public void close() {
    child.close();
  }
}
