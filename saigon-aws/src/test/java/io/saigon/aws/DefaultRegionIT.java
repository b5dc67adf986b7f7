package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.config.SaigonOptions;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.SsmAsyncClientBuilder;

/** The region of clients whose builder is finished by the application. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class DefaultRegionIT {
  private final Vertx vertx = Vertx.vertx();
  private final Set<String> set = new HashSet<>();
  private VertxAws aws;

  @BeforeEach
  void noSettings() {
    set("aws.configFile", "none");
    set("aws.sharedCredentialsFile", "none");
    set("aws.disableEc2Metadata", "true");
    aws = VertxAws.create(vertx);
  }

  @AfterEach
  void clear() throws Exception {
    set.forEach(System::clearProperty);
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private void set(String property, String value) {
    set.add(property);
    System.setProperty(property, value);
  }

  private LocalAws instance() {
    LocalAws local =
        await(LocalAws.start(vertx, LocalAwsOptions.defaults().withRegion("eu-central-1")));
    set("aws.disableEc2Metadata", "false");
    set("aws.ec2MetadataServiceEndpoint", local.instance().endpoint().toString());
    return local;
  }

  private static String region(SsmAsyncClientBuilder builder) {
    try (SsmAsyncClient client = builder.build()) {
      return client.serviceClientConfiguration().region().id();
    }
  }

  private Object onEventLoop() {
    Promise<Object> outcome = Promise.promise();
    vertx.runOnContext(
        go -> {
          try {
            outcome.complete(region(aws.configure(SsmAsyncClient.builder())));
          } catch (RuntimeException e) {
            outcome.complete(e);
          }
        });
    return await(outcome.future());
  }

  @Test
  void theRegionOfTheInstanceIsThatOfClientsOnIt() {
    instance();
    assertThat(region(aws.configure(SsmAsyncClient.builder()))).isEqualTo("eu-central-1");
    assertThat(region(aws.configure(SsmAsyncClient.builder().region(Region.US_WEST_2))))
        .as("the builder's own")
        .isEqualTo("us-west-2");
  }

  @Test
  void withoutARegionAnywhereNoClientIsBuilt() {
    assertThatThrownBy(() -> region(aws.configure(SsmAsyncClient.builder())))
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("region");
    assertThat(region(aws.configure(SsmAsyncClient.builder()).region(Region.US_WEST_2)))
        .isEqualTo("us-west-2");
  }

  @Test
  void anEventLoopIsNotBlockedForTheRegionOfTheInstance() {
    LocalAws local = instance();
    local.instance().beyondHopLimit(true);
    assertThat(onEventLoop())
        .isInstanceOfSatisfying(
            IllegalStateException.class,
            e -> assertThat(e).hasMessageContaining("No region was configured"));
    local.instance().beyondHopLimit(false);
    assertThat(await(aws.region())).isEqualTo("eu-central-1");
  }

  @Test
  void aSettingIsEnoughOnAnEventLoop() {
    set("aws.region", "eu-west-3");
    assertThat(onEventLoop()).isEqualTo("eu-west-3");
  }

  @Test
  void theBuildersOwnRegionWinsOverSettings() {
    set("aws.region", "eu-west-3");
    SsmAsyncClientBuilder builder = SsmAsyncClient.builder().region(Region.US_WEST_2);
    assertThat(region(aws.configure(builder))).isEqualTo("us-west-2");
    assertThat(await(aws.region())).isEqualTo("eu-west-3");
    assertThat(region(aws.configure(builder))).isEqualTo("us-west-2");
    assertThat(region(aws.configure(SsmAsyncClient.builder()).region(Region.US_WEST_1)))
        .isEqualTo("us-west-1");
  }

  @Test
  void theOptionsRegionWinsOverTheBuildersAndSettings() {
    set("aws.region", "eu-west-3");
    VertxAws chosen = VertxAws.create(vertx, SaigonOptions.defaults().withRegion("eu-west-1"));
    assertThat(region(chosen.configure(SsmAsyncClient.builder().region(Region.US_WEST_2))))
        .isEqualTo("eu-west-1");
  }

  @Test
  void aClientInARegionOfItsOwnNeedsNoOther() {
    AwsService<SsmAsyncClient> ssm =
        aws.service(
            "ssm",
            () -> io.vertx.core.Future.succeededFuture("ap-south-1"),
            SsmAsyncClient::builder);
    assertThat(await(ssm.client()).serviceClientConfiguration().region().id())
        .isEqualTo("ap-south-1");
  }
}
