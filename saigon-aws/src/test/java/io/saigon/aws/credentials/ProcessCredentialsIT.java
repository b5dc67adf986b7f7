package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

@DisabledOnOs(OS.WINDOWS)
class ProcessCredentialsIT extends ChainFixture {
  private ProcessCredentials process =
      new ProcessCredentials(vertx, settingsNow(), Duration.ofSeconds(30));

  private static Settings settingsNow() {
    return new Settings(Map.of("os.name", "Linux")::get, name -> null);
  }

  private Future<AwsCredentialsIdentity> run(String command) {
    ProfileChain.Command settings =
        new ProfileChain.Command(new ProfileSection("p", Map.of()), command);
    return new SharedTask<>(vertx, () -> process.load(settings)).run();
  }

  private static String printing(String json) {
    return "echo '" + json.replace("\n", " ") + "'";
  }

  @Test
  void credentialsWithoutExpiryAreKept() throws Exception {
    String command =
        "echo x >> "
            + home.resolve("runs")
            + "; echo '{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"S\"}'";
    assertThat(Await.join(run(command)).accessKeyId()).isEqualTo("AKID");
    assertThat(Await.join(run(command)).accessKeyId()).isEqualTo("AKID");
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(1);
  }

  @Test
  void credentialsWithAnExpiryAreNotKept() throws Exception {
    String command =
        "echo x >> "
            + home.resolve("runs")
            + "; echo '{\"Version\": 1, \"AccessKeyId\": \"AKID\", \"SecretAccessKey\": \"S\","
            + " \"SessionToken\": \"T\", \"Expiration\": \"2099-01-01T00:00:00+00:00\"}'";
    Await.join(run(command));
    assertThat(Await.join(run(command)).expirationTime()).isPresent();
    assertThat(Files.readAllLines(home.resolve("runs"))).hasSize(2);
  }

  @Test
  void theOutputOfAFailedCommandIsNotQuoted() throws Exception {
    Throwable failure = Await.failure(run("echo CANARY; echo CANARY >&2; exit 7"));
    assertThat(failure)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Profile p")
        .hasMessageContaining("exit code 7");
    assertThat(ContainerProviderIT.stackTrace(failure)).doesNotContain("CANARY");
  }

  @Test
  void outputThatIsNotCredentialsIsNotQuoted() throws Exception {
    for (String output :
        new String[] {
          "{\"Version\": 2, \"SecretAccessKey\": \"CANARY\"}",
          "{\"Version\": \"1\", \"SecretAccessKey\": \"CANARY\"}",
          "{\"Version\": 1, \"SecretAccessKey\": \"CANARY\"}",
          "[\"CANARY\"]",
          "CANARY"
        }) {
      Throwable failure = Await.failure(run(printing(output)));
      assertThat(failure).isInstanceOf(ConfigurationException.class);
      assertThat(ContainerProviderIT.stackTrace(failure)).doesNotContain("CANARY");
    }
  }

  @Test
  void aCommandThatTakesTooLongIsEndedWithItsChildren() throws Exception {
    process = new ProcessCredentials(vertx, settingsNow(), Duration.ofMillis(500));
    long before = sleeping();
    assertThat(Await.failure(run("sleep 3217 | cat"))).hasMessageContaining("did not end within");
    for (int i = 0; i < 500 && sleeping() > before; i++) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
    }
    assertThat(sleeping()).isEqualTo(before);
  }

  private static long sleeping() {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().orElse("").contains("sleep 3217"))
        .filter(ProcessHandle::isAlive)
        .count();
  }

  @Test
  void theEventLoopIsFreeWhileACommandRuns() throws Exception {
    Vertx single = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      ProcessCredentials own =
          new ProcessCredentials(single, settingsNow(), Duration.ofSeconds(30));
      ProfileChain.Command command =
          new ProfileChain.Command(
              new ProfileSection("p", Map.of()),
              "while [ ! -e " + home.resolve("go") + " ]; do sleep 0.01; done; exit 3");
      Future<AwsCredentialsIdentity> running =
          new SharedTask<>(single, () -> own.load(command)).run();
      Promise<Void> turned = Promise.promise();
      single.runOnContext(go -> single.setTimer(1, id -> turned.complete()));
      Await.join(turned.future());
      assertThat(running.isComplete()).isFalse();
      write("go", "");
      assertThat(Await.failure(running)).hasMessageContaining("exit code 3");
    } finally {
      Await.join(single.close());
    }
  }

  @Test
  void outputWithoutEndIsCutOff() throws Exception {
    assertThat(Await.failure(run("yes CANARY")))
        .hasMessageContaining("more than 64000 bytes")
        .hasMessageNotContaining("CANARY");
  }
}
