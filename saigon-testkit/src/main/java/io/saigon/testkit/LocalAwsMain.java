package io.saigon.testkit;

import io.saigon.testkit.internal.program.Child;
import io.saigon.testkit.internal.program.Flag;
import io.saigon.testkit.internal.program.Flags;
import io.saigon.testkit.internal.program.HeapGuard;
import io.saigon.testkit.internal.program.Version;
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
 * shell and then a line that begins with {@code # Ready.}, and stops on Ctrl-C. {@code --help}
 * lists its options; the guide "A local AWS on its own" explains them.
 */
public final class LocalAwsMain {
  private LocalAwsMain() {}

  /**
   * Starts the local AWS, which runs until the process ends.
   *
   * @param args options, such as {@code --port 4566}
   * @throws InterruptedException if this thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    Logger.getLogger("").setLevel(Level.WARNING);
    HeapGuard.install();
    LocalAws aws;
    try {
      Flags flags = Flags.of(args);
      if (flags.has(Flag.HELP)) {
        System.out.print(Flags.help());
        return;
      }
      if (flags.has(Flag.VERSION)) {
        System.out.println("saigon-testkit " + Version.current());
        return;
      }
      aws = started(flags);
      if (flags.has(Flag.STOP_WITH_PARENT)) {
        ProcessHandle.current().parent().ifPresent(LocalAwsMain::stopWith);
      }
    } catch (IllegalArgumentException | IOException e) {
      end(e);
      return;
    } catch (ExecutionException e) {
      end(e.getCause());
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
    announce(aws);
    Thread.currentThread().join();
  }

  private static LocalAws started(Flags flags)
      throws IOException, ExecutionException, InterruptedException {
    LocalAwsOptions options = options(flags);
    JsonObject fixture = fixture(flags.text(Flag.FIXTURE));
    LocalAws aws = awaited(LocalAws.start(Vertx.vertx(), options));
    awaited(aws.load(fixture));
    return aws;
  }

  private static LocalAwsOptions options(Flags flags) {
    String region = flags.text(Flag.REGION);
    LocalAwsOptions options = LocalAwsOptions.defaults().withPort(port(flags.number(Flag.PORT, 0)));
    if (!region.isEmpty()) {
      options = options.withRegion(region);
    }
    if (!flags.has(Flag.HTTPS)) {
      options = options.withPlainHttp();
    }
    if (!flags.text(Flag.SEED).isEmpty()) {
      options = options.withSeed(flags.number(Flag.SEED, 0));
    }
    String host = flags.text(Flag.HOST);
    if (host.isEmpty()) {
      return options;
    }
    return flags.has(Flag.EXPOSE) ? options.withExposedHost(host) : options.withHost(host);
  }

  /** Leaves it to the options to refuse what is no port. */
  private static int port(long number) {
    return (int) Math.max(-1, Math.min(Integer.MAX_VALUE, number));
  }

  private static JsonObject fixture(String file) throws IOException {
    if (file.isEmpty()) {
      return new JsonObject();
    }
    try {
      return new JsonObject(Files.readString(Path.of(file)));
    } catch (DecodeException e) {
      throw new IllegalArgumentException("the fixture " + file + " is no JSON object", e);
    } catch (IOException e) {
      throw new IOException("the fixture " + file + " cannot be read", e);
    }
  }

  private static void announce(LocalAws aws) {
    System.out.println(
        "# A local AWS for tests, not Amazon's: Cognito, Secrets Manager, SSM, KMS, S3, STS,"
            + " gateways.");
    System.out.println("# State lives in memory. Ctrl-C stops it.");
    aws.environment().forEach((name, value) -> System.out.println("export " + name + "=" + value));
    System.out.println(Child.READY + " Its state: " + aws.inspection().resolve("health"));
    System.out.flush();
  }

  private static <T> T awaited(Future<T> future) throws ExecutionException, InterruptedException {
    return future.toCompletionStage().toCompletableFuture().get();
  }

  private static void end(@Nullable Throwable why) {
    String reason = why == null || why.getMessage() == null ? "" + why : why.getMessage();
    System.err.println("The local AWS did not start: " + reason);
    System.exit(1);
  }

  /** Otherwise a killed build tool would leave this process running. */
  private static void stopWith(ProcessHandle parent) {
    var unused = parent.onExit().thenRun(() -> System.exit(0));
  }
}
