package io.saigon.vault;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Two processes with one clustered event bus. */
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class ClusterIT {
  private static final String KEY = "cluster/key";

  @Test
  void aChangeInOneProcessReachesTheOtherWithoutTheValue(Vertx vertx, LocalAws aws)
      throws Exception {
    AwsService<SecretsManagerAsyncClient> admin =
        VertxAws.create(vertx, aws.saigonOptions())
            .service("secretsmanager", SecretsManagerAsyncClient::builder);
    await(admin.call(c -> c.createSecret(r -> r.name(KEY).secretString("CANARY-1"))));
    List<Integer> ports = freePorts();
    try (Node one = new Node(aws, ports.get(0), ports.get(1));
        Node other = new Node(aws, ports.get(1), ports.get(0))) {
      for (Node node : List.of(one, other)) {
        do {
          node.send("nodes");
        } while (!node.receive("nodes").equals("nodes 2"));
        node.send("read " + KEY);
        assertThat(node.receive("read")).isEqualTo("read CANARY-1");
      }
      String version =
          await(admin.call(c -> c.putSecretValue(r -> r.secretId(KEY).secretString("CANARY-2"))))
              .versionId();
      one.send("refresh " + KEY);
      assertThat(other.receive("bus"))
          .contains("\"vault\":\"aws-secrets-manager\"")
          .contains("\"key\":\"" + KEY + "\"")
          .contains(version)
          .doesNotContain("CANARY");
      assertThat(other.receive("changed")).isEqualTo("changed " + version + " CANARY-2");
      assertThat(one.receive("changed")).isEqualTo("changed " + version + " CANARY-2");
    }
  }

  private static List<Integer> freePorts() throws IOException {
    try (ServerSocket one = new ServerSocket(0);
        ServerSocket other = new ServerSocket(0)) {
      return List.of(one.getLocalPort(), other.getLocalPort());
    }
  }

  private static final class Node implements AutoCloseable {
    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    Node(LocalAws aws, int port, int otherPort) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  classPath(),
                  ClusterNode.class.getName(),
                  String.valueOf(port),
                  String.valueOf(otherPort))
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(aws.environment());
      process = builder.start();
      orders = process.outputWriter(StandardCharsets.UTF_8);
      Thread reader = new Thread(this::read, "node " + port);
      reader.setDaemon(true);
      reader.start();
    }

    private static String classPath() {
      return Stream.of(
              "target/test-classes",
              "target/classes",
              System.getProperty("jdk.module.path"),
              System.getProperty("java.class.path"))
          .filter(Objects::nonNull)
          .collect(Collectors.joining(File.pathSeparator));
    }

    private void read() {
      try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
        in.lines().filter(line -> line.startsWith("> ")).forEach(l -> received.add(l.substring(2)));
      } catch (IOException | UncheckedIOException e) {
        received.add("ended");
      }
    }

    void send(String order) throws IOException {
      orders.write(order + "\n");
      orders.flush();
    }

    /** Returns the next line of a kind; skips others before it. */
    String receive(String kind) throws InterruptedException {
      String line;
      do {
        line = received.poll(60, TimeUnit.SECONDS);
        assertThat(line).as("a line of kind " + kind).isNotNull();
      } while (!line.startsWith(kind));
      return line;
    }

    @Override
    public void close() throws Exception {
      orders.close();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }
}
