package io.saigon.testkit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link LocalAws} alone, for AWS clients of any kind: prints {@code export} lines for a
 * shell, and stops on Ctrl-C. Takes the system properties {@code port}, {@code region}, {@code
 * host} with {@code expose} (true to let others reach it), {@code seed} (a number: the same keys
 * and ids at every start), {@code tls} (true for https, with the authority's certificate in a file
 * that {@code AWS_CA_BUNDLE} names) and {@code fixture} (a JSON file of what is created at the
 * start; see {@link LocalAws#load}).
 */
public final class LocalAwsMain {
  private LocalAwsMain() {}

  /**
   * Starts the local AWS, which runs until the process ends.
   *
   * @param args unused; settings are system properties
   * @throws Exception if it does not start
   */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    LocalAws aws;
    try {
      aws = started(Vertx.vertx());
    } catch (IllegalArgumentException | IOException e) {
      end(e);
      return;
    } catch (ExecutionException e) {
      end(e.getCause());
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
    if (Boolean.getBoolean("stopWithParent")) {
      ProcessHandle.current().parent().ifPresent(LocalAwsMain::stopWith);
    }
    System.out.println(
        "# A local AWS for tests, not Amazon's: Cognito, Secrets Manager, SSM, S3, STS, gateways.");
    System.out.println("# State lives in memory. Ctrl-C stops it.");
    aws.environment().forEach((name, value) -> System.out.println("export " + name + "=" + value));
    System.out.flush();
    Thread.currentThread().join();
  }

  private static LocalAws started(Vertx vertx)
      throws IOException, ExecutionException, InterruptedException {
    JsonObject fixture = fixture(System.getProperty("fixture", ""));
    LocalAws aws = awaited(LocalAws.start(vertx, options()));
    awaited(aws.load(fixture));
    return aws;
  }

  private static LocalAwsOptions options() {
    LocalAwsOptions options =
        LocalAwsOptions.defaults()
            .withPort((int) number("port", "0"))
            .withRegion(System.getProperty("region", "eu-west-1"));
    if (!Boolean.getBoolean("tls")) {
      options = options.withPlainHttp();
    }
    String seed = System.getProperty("seed", "");
    if (!seed.isEmpty()) {
      options = options.withSeed(number("seed", seed));
    }
    String host = System.getProperty("host", "");
    if (host.isEmpty()) {
      return options;
    }
    return Boolean.getBoolean("expose") ? options.withExposedHost(host) : options.withHost(host);
  }

  private static long number(String name, String otherwise) {
    String text = System.getProperty(name, otherwise);
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, but is " + text, e);
    }
  }

  private static JsonObject fixture(String file) throws IOException {
    if (file.isEmpty()) {
      return new JsonObject();
    }
    try {
      return new JsonObject(Files.readString(Path.of(file)));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("The fixture " + file + " is no JSON object", e);
    }
  }

  private static <T> T awaited(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private static void end(@Nullable Throwable why) {
    System.err.println("The local AWS did not start: " + why);
    System.exit(1);
  }

  /** Otherwise a killed build tool would leave this process running. */
  private static void stopWith(ProcessHandle parent) {
    var unused = parent.onExit().thenRun(() -> System.exit(0));
  }
}
