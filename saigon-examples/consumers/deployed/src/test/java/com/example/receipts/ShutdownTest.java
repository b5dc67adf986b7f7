package com.example.receipts;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.testkit.Await;
import io.saigon.testkit.FreshLocalAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.saigon.testkit.fault.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A request under way when its service gets SIGTERM. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class ShutdownTest {
  @TempDir Path directory;

  @Test
  void aRequestUnderWayIsAnsweredBeforeTheProcessEnds(LocalAws aws, Saigon saigon)
      throws Exception {
    Receipt.put(aws, saigon);
    aws.faults().next("s3.GetObject", Fault.latency(Duration.ofSeconds(1)));
    try (ServiceProcess service =
        ServiceProcess.start(
            Receipt.onClassPath(Receipt.JAVA_HOME), directory, aws.environment())) {
      CompletableFuture<HttpResponse<String>> answer = service.get(Receipt.NAME);
      Await.until(() -> answer.isDone() || aws.requests().containsKey("s3.GetObject"));
      service.terminate();

      assertThat(answer.get(60, SECONDS).body()).as(service.errors()).isEqualTo(Receipt.TEXT);
      assertThat(service.exitValue()).isEqualTo(128 + 15);
    }
  }
}
