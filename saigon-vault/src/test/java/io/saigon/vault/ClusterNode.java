package io.saigon.vault;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.vault.SecretChange;
import io.saigon.api.vault.SecretVault;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One process of a cluster on loopback. It reads the commands {@code read KEY} and {@code refresh
 * KEY} line by line, and prints results and received events.
 */
final class ClusterNode {
  private ClusterNode() {}

  /** Own port, and the port of the other one. */
  public static void main(String[] args) throws Exception {
    HazelcastClusterManager manager = new HazelcastClusterManager(config(args));
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
            .withClusterManager(manager)
            .buildClustered()
            .await(60, TimeUnit.SECONDS);
    // So long that no change is found by polling.
    JsonObject settings = new JsonObject().put("ttlMs", 3_600_000);
    SecretVault vault =
        Saigon.create(vertx, SaigonOptions.defaults().withSettings("aws-secrets-manager", settings))
            .vault();
    vertx
        .eventBus()
        .<JsonObject>consumer(SecretChange.ADDRESS, message -> print("bus " + message.body()));
    vault.onChange(
        change ->
            vault
                .secretString(change.key())
                .onComplete(now -> print("changed " + change.version() + " " + now.result())));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "nodes" -> print("nodes " + manager.getNodes().size());
        case "read" -> print("read " + vault.secretString(words[1]).await(30, TimeUnit.SECONDS));
        default -> vault.refresh(words[1]).await(30, TimeUnit.SECONDS);
      }
    }
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  private static Config config(String[] ports) {
    Config config =
        ConfigUtil.loadConfig()
            .setClusterName("saigon-" + Math.min(port(ports[0]), port(ports[1])))
            .setProperty("hazelcast.logging.type", "none")
            .setProperty("hazelcast.phone.home.enabled", "false")
            .setProperty("hazelcast.socket.bind.any", "false");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(port(ports[0])).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (String port : ports) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + port);
    }
    return config;
  }

  private static int port(String text) {
    return Integer.parseInt(text);
  }

  private static synchronized void print(String line) {
    System.out.println("> " + line);
  }
}
