package io.saigon.testkit.internal.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** Sessions that nobody polls. */
class AppConfigDataTest {
  private static final JsonObject REQUEST =
      new JsonObject()
          .put("ApplicationIdentifier", "app")
          .put("EnvironmentIdentifier", "prod")
          .put("ConfigurationProfileIdentifier", "main");

  @Test
  void theNewestSessionsAloneAreKnown() {
    AppConfigData data = new AppConfigData(Clock.systemUTC());
    data.put("app", "prod", "main", Buffer.buffer("{}"), "application/json");
    String first = data.start(REQUEST);
    String second = data.start(REQUEST);
    for (int i = 0; i < 19_999; i++) {
      data.start(REQUEST);
    }
    assertThatThrownBy(() -> data.poll(first)).isInstanceOf(AwsError.class);
    assertThat(data.poll(second).changed()).isNotNull();
  }
}
