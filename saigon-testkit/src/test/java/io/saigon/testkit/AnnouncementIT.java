package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Log lines of the local AWS when it starts. */
@ExtendWith(VertxExtension.class)
class AnnouncementIT extends Handler {
  private final Logger log = Logger.getLogger(LocalAws.class.getName());
  private final Queue<LogRecord> logged = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.setUseParentHandlers(false);
    log.addHandler(this);
  }

  @AfterEach
  void leave() {
    log.removeHandler(this);
    log.setUseParentHandlers(true);
    log.setLevel(null);
  }

  @Test
  void itLogsThatItIsNotAmazonsAndItsAddresses(Vertx vertx) throws Exception {
    try (LocalAws aws = start(vertx, LocalAwsOptions.defaults())) {
      assertThat(logged)
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.getLevel()).isEqualTo(Level.INFO);
                assertThat(line.getMessage())
                    .startsWith("A local AWS for tests, not Amazon's")
                    .contains(aws.region(), aws.endpoint().toString(), aws.s3Endpoint().toString())
                    .doesNotContain(aws.secretAccessKey());
              });
    }
  }

  @Test
  void itWarnsOfAnAddressThatOthersCanReach(Vertx vertx) throws Exception {
    try (LocalAws aws = start(vertx, LocalAwsOptions.defaults().withExposedHost("0.0.0.0"))) {
      assertThat(aws.endpoint()).hasHost("0.0.0.0");
      assertThat(logged)
          .filteredOn(line -> line.getLevel() == Level.WARNING)
          .singleElement()
          .satisfies(
              line ->
                  assertThat(line.getMessage())
                      .contains("0.0.0.0, where others may reach it; its keys guard nothing"));
    }
  }

  private static LocalAws start(Vertx vertx, LocalAwsOptions options) throws Exception {
    return LocalAws.start(vertx, options).toCompletionStage().toCompletableFuture().get();
  }

  @Override
  public void publish(LogRecord line) {
    logged.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
