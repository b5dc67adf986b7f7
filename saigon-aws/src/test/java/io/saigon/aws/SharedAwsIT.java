package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class SharedAwsIT {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    for (String property :
        new String[] {
          "aws.region", "aws.disableEc2Metadata", "aws.sharedCredentialsFile", "aws.configFile"
        }) {
      System.clearProperty(property);
    }
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void allServicesOfASaigonShareOneInstanceThatOutlivesTheFirstVerticle() throws Exception {
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.response().end("{\"Parameter\":{\"Name\":\"p\",\"Value\":\"v\"}}"))
            .listen(0, "localhost")
            .await(10, TimeUnit.SECONDS);
    Saigon saigon =
        Saigon.create(
            vertx,
            SaigonOptions.defaults()
                .withRegion("eu-west-1")
                .withEndpoint("ssm", URI.create("http://localhost:" + server.actualPort()))
                .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKID", "SECRET"))));
    Promise<AwsService<SsmAsyncClient>> made = Promise.promise();
    String id =
        await(
            vertx.deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    AwsService<SsmAsyncClient> ssm =
                        VertxAws.of(saigon.context()).service("ssm", SsmAsyncClient::builder);
                    made.complete(ssm);
                    return ssm.call(client -> client.getParameter(r -> r.name("p")));
                  }
                }));
    await(vertx.undeploy(id));
    AwsService<SsmAsyncClient> ssm = await(made.future());
    assertThat(await(ssm.call(c -> c.getParameter(r -> r.name("p")))).parameter().value())
        .isEqualTo("v");
    assertThat(VertxAws.of(saigon.context())).isSameAs(VertxAws.of(saigon.context()));

    await(saigon.close());
    Future<?> late = ssm.call(c -> c.getParameter(r -> r.name("p")));
    assertThat(late.otherwiseEmpty().await(20, TimeUnit.SECONDS)).isNull();
    assertThat(late.failed()).isTrue();
  }

  @Test
  void withoutARegionTheErrorNamesTheSetting() throws Exception {
    nothingIsSet();
    VertxAws aws = VertxAws.create(vertx);
    Future<SsmAsyncClient> client = aws.client("ssm", SsmAsyncClient::builder);
    client.otherwiseEmpty().await(20, TimeUnit.SECONDS);
    assertThat(client.cause())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("No AWS region found. Set AWS_REGION");
  }

  @Test
  void withoutCredentialsTheErrorNamesTheSettings() throws Exception {
    nothingIsSet();
    VertxAws aws = VertxAws.create(vertx, SaigonOptions.defaults().withRegion("eu-west-1"));
    Future<?> call =
        aws.service("ssm", SsmAsyncClient::builder)
            .call(client -> client.getParameter(r -> r.name("p")));
    call.otherwiseEmpty().await(20, TimeUnit.SECONDS);
    assertThat(call.cause())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("No AWS credentials found. Set AWS_ACCESS_KEY_ID");
  }

  @Test
  void awssOwnSettingForTheRegionApplies() throws Exception {
    System.setProperty("aws.region", "ap-southeast-2");
    assertThat(await(VertxAws.create(vertx).region())).isEqualTo("ap-southeast-2");
  }

  @Test
  void credentialsForOtherLibrariesAreReturnedUnchanged() throws Exception {
    AwsCredentials credentials = new AwsCredentials("AKID", "SECRET", "TOKEN", null);
    VertxAws aws =
        VertxAws.create(
            vertx, SaigonOptions.defaults().withCredentials(CredentialsProvider.of(credentials)));
    assertThat(await(aws.credentials())).isEqualTo(credentials);
  }

  private static void nothingIsSet() {
    System.setProperty("aws.disableEc2Metadata", "true");
    System.setProperty("aws.sharedCredentialsFile", "/nonexistent/credentials");
    System.setProperty("aws.configFile", "/nonexistent/config");
  }
}
