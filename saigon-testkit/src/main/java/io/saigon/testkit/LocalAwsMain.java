package io.saigon.testkit;

import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Runs a {@link LocalAws} alone, for AWS clients of any kind: prints {@code export} lines for a
 * shell, and stops on Ctrl-C. Takes the system properties {@code port} and {@code region}.
 */
public final class LocalAwsMain {
  private LocalAwsMain() {}

  /** Starts it and waits for the end of the process. */
  public static void main(String[] args) throws Exception {
    Logger.getLogger("").setLevel(Level.WARNING);
    LocalAwsOptions options =
        LocalAwsOptions.defaults()
            .withPort(Integer.getInteger("port", 0))
            .withRegion(System.getProperty("region", "eu-west-1"));
    Vertx vertx = Vertx.vertx();
    LocalAws aws;
    try {
      aws = LocalAws.start(vertx, options).toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      System.err.println("The local AWS did not start: " + e.getCause());
      System.exit(1);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close));
    if (Boolean.getBoolean("stopWithParent")) {
      ProcessHandle.current().parent().ifPresent(LocalAwsMain::stopWith);
    }
    System.out.println("# A local AWS: Cognito, Secrets Manager, SSM, S3 and an API gateway.");
    System.out.println("# State lives in memory. Ctrl-C stops it.");
    aws.environment().forEach((name, value) -> System.out.println("export " + name + "=" + value));
    System.out.flush();
    Thread.currentThread().join();
  }

  /** A build tool that is killed would else leave this process behind. */
  private static void stopWith(ProcessHandle parent) {
    var unused = parent.onExit().thenRun(() -> System.exit(0));
  }
}
