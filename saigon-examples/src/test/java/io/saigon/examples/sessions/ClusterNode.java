package io.saigon.examples.sessions;

import static io.saigon.testkit.Await.await;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import io.saigon.api.Saigon;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.spi.cluster.hazelcast.ConfigUtil;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A node of a service: a Vert.x that is clustered by Hazelcast on loopback, and its Saigon. */
record ClusterNode(HazelcastClusterManager manager, Vertx vertx, Saigon saigon) {
  private static final String CLUSTER = "saigon-" + UUID.randomUUID();

  /**
   * Starts a node.
   *
   * @param other a node that runs, or null for the first one
   */
  static ClusterNode start(LocalAws aws, @Nullable ClusterNode other) {
    HazelcastClusterManager manager = new HazelcastClusterManager(config(other));
    Vertx vertx =
        await(
            Vertx.builder()
                .with(
                    new VertxOptions()
                        .setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .withClusterManager(manager)
                .buildClustered());
    return new ClusterNode(manager, vertx, Saigon.create(vertx, aws.saigonOptions()));
  }

  private static Config config(@Nullable ClusterNode other) {
    Config config =
        ConfigUtil.loadConfig()
            .setClusterName(CLUSTER)
            .setProperty("hazelcast.logging.type", "none")
            .setProperty("hazelcast.phone.home.enabled", "false")
            .setProperty("hazelcast.socket.bind.any", "false");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(0).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getMulticastConfig().setEnabled(false);
    join.getAutoDetectionConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    if (other != null) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + other.port());
    }
    return config;
  }

  private int port() {
    return manager.getHazelcastInstance().getCluster().getLocalMember().getAddress().getPort();
  }

  int nodes() {
    return manager.getNodes().size();
  }
}
