package io.saigon.aws.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RegionChainTest {
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();

  @TempDir Path home;

  @AfterEach
  void stop() throws Exception {
    Await.join(vertx.close());
  }

  private String region(String chosen) throws Exception {
    properties.put("user.home", home.toString());
    variables.put("AWS_EC2_METADATA_DISABLED", "true");
    Settings settings = new Settings(properties::get, variables::get);
    ProfileFiles files = new ProfileFiles(vertx, settings);
    InstanceMetadata metadata = new InstanceMetadata(null, settings, files, Clock.systemUTC());
    return Await.join(new RegionChain(chosen, settings, files, metadata).find());
  }

  @Test
  void theRegionComesFromTheFirstSettingThatHasOne() throws Exception {
    Files.createDirectory(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), "[default]\nregion = eu-west-4\n");
    assertThat(region(null)).isEqualTo("eu-west-4");
    variables.put("AWS_REGION", "eu-west-3");
    assertThat(region(null)).isEqualTo("eu-west-3");
    properties.put("aws.region", "eu-west-2");
    assertThat(region(null)).isEqualTo("eu-west-2");
    assertThat(region("eu-west-1")).isEqualTo("eu-west-1");
  }
}
