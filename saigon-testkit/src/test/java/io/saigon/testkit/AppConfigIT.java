package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.appconfigdata.AppConfigDataClient;
import software.amazon.awssdk.services.appconfigdata.model.AppConfigDataException;
import software.amazon.awssdk.services.appconfigdata.model.BadRequestException;
import software.amazon.awssdk.services.appconfigdata.model.GetLatestConfigurationResponse;
import software.amazon.awssdk.services.appconfigdata.model.ResourceNotFoundException;

/** The rules of sessions and tokens, as the SDK's client sees them. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class AppConfigIT {
  private static final AwsCredentialsProvider STRANGER =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDSTRANGER", "secret"));

  private final String application = UUID.randomUUID().toString();
  private final LocalAws aws;
  private final AppConfigDataClient client;

  AppConfigIT(LocalAws aws) {
    this.aws = aws;
    this.client = Clients.appConfig(aws);
  }

  private String start(Integer minimum) {
    return client
        .startConfigurationSession(
            r ->
                r.applicationIdentifier(application)
                    .environmentIdentifier("prod")
                    .configurationProfileIdentifier("main")
                    .requiredMinimumPollIntervalInSeconds(minimum))
        .initialConfigurationToken();
  }

  private GetLatestConfigurationResponse poll(String token) {
    return client.getLatestConfiguration(r -> r.configurationToken(token));
  }

  private void put(int value) {
    aws.appConfig().put(application, "prod", "main", new JsonObject().put("a", value));
  }

  @Test
  void aPollAnswersWithTheConfigurationOnceAndThenOnlyIfItChanged() {
    put(1);
    aws.appConfig().pollInterval(Duration.ofSeconds(20));
    GetLatestConfigurationResponse first = poll(start(null));
    assertThat(first.configuration().asUtf8String()).isEqualTo("{\"a\":1}");
    assertThat(first.contentType()).isEqualTo("application/json");
    assertThat(first.nextPollIntervalInSeconds()).isEqualTo(20);
    GetLatestConfigurationResponse second = poll(first.nextPollConfigurationToken());
    assertThat(second.configuration().asByteArray()).isEmpty();
    put(2);
    assertThat(poll(second.nextPollConfigurationToken()).configuration().asUtf8String())
        .isEqualTo("{\"a\":2}");
  }

  @Test
  void aTokenIsGoodForOnePollAndForADay() {
    put(1);
    String token = start(null);
    String next = poll(token).nextPollConfigurationToken();
    assertThatThrownBy(() -> poll(token)).isInstanceOf(BadRequestException.class);
    aws.clock().advance(Duration.ofHours(25));
    assertThatThrownBy(() -> poll(next)).isInstanceOf(BadRequestException.class);
  }

  @Test
  void aPollBeforeTheIntervalThatTheClientAskedForIsRefused() {
    put(1);
    String next = poll(start(30)).nextPollConfigurationToken();
    assertThatThrownBy(() -> poll(next)).isInstanceOf(BadRequestException.class);
    aws.clock().advance(Duration.ofSeconds(30));
    assertThat(poll(next).nextPollIntervalInSeconds()).isEqualTo(60);
  }

  @Test
  void whatIsNotThereOrMalformedIsRefused() {
    assertThatThrownBy(() -> start(null)).isInstanceOf(ResourceNotFoundException.class);
    put(1);
    assertThatThrownBy(() -> start(14)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> start(0)).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(
            () ->
                client.startConfigurationSession(
                    r ->
                        r.applicationIdentifier("a".repeat(129))
                            .environmentIdentifier("prod")
                            .configurationProfileIdentifier("main")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("128 characters");
    assertThatThrownBy(() -> poll("no-token")).isInstanceOf(BadRequestException.class);
    assertThatThrownBy(
            () ->
                Clients.appConfig(aws, STRANGER)
                    .getLatestConfiguration(r -> r.configurationToken("t")))
        .isInstanceOf(AppConfigDataException.class)
        .satisfies(e -> assertThat(((AppConfigDataException) e).statusCode()).isEqualTo(403));
  }

  @Test
  void aFixtureHasConfigurations() {
    Await.await(
        aws.load(
            new JsonObject()
                .put(
                    "configurations",
                    new JsonObject()
                        .put(application + "/prod/main", new JsonObject().put("a", 3)))));
    assertThat(poll(start(null)).configuration().asUtf8String()).isEqualTo("{\"a\":3}");
    assertThatThrownBy(
            () ->
                aws.load(
                    new JsonObject().put("configurations", new JsonObject().put("orders", "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("application/environment/profile");
  }
}
