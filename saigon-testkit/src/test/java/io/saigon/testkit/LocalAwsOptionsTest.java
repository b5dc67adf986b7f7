package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalAwsOptionsTest {
  @Test
  void loopbackAndAFreePortAreTheDefault() {
    assertThat(LocalAwsOptions.defaults().host()).isEqualTo("127.0.0.1");
    assertThat(LocalAwsOptions.defaults().port()).isZero();
  }

  @Test
  void malformedValuesAreRefusedAtOnce() {
    LocalAwsOptions defaults = LocalAwsOptions.defaults();
    assertThatThrownBy(() -> defaults.withRegion("Europe"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("region must look like eu-west-1, but is Europe");
    assertThatThrownBy(() -> defaults.withPort(70000)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> defaults.withHost("example.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("host must be an IP address, but is example.com");
  }

  @Test
  void optionsAreReadFromJsonAndWritten() {
    JsonObject json =
        new JsonObject()
            .put("host", "127.0.0.2")
            .put("port", 4566)
            .put("region", "us-east-1")
            .put("exposed", false)
            .put("seed", 7)
            .put("tls", false);
    LocalAwsOptions options = LocalAwsOptions.fromJson(json);
    assertThat(options.port()).isEqualTo(4566);
    assertThat(options.seed()).isEqualTo(7);
    assertThat(options.tls()).isFalse();
    assertThat(LocalAwsOptions.fromJson(options.toJson())).isEqualTo(options);
    assertThatThrownBy(() -> LocalAwsOptions.fromJson(new JsonObject().put("prot", 1)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("prot")
        .hasMessageContaining("port");
  }

  @Test
  void anAddressThatOthersCanReachNeedsAnOptIn() {
    LocalAwsOptions defaults = LocalAwsOptions.defaults();
    for (String host : List.of("0.0.0.0", "::", "192.0.2.1")) {
      assertThatThrownBy(() -> defaults.withHost(host))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "host "
                  + host
                  + " can be reached from elsewhere, where its keys guard nothing; if that is meant,"
                  + " say so with withExposedHost (as a program: --expose)");
      assertThat(defaults.withExposedHost(host).host()).isEqualTo(host);
    }
    assertThat(defaults.withHost("127.0.0.2").exposed()).isFalse();
    assertThat(defaults.withHost("::1").exposed()).isFalse();
  }

  @Test
  void theClockMovesFromItsBase() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    LocalClock clock = new LocalClock(Clock.fixed(start, ZoneOffset.UTC));
    clock.advance(Duration.ofHours(1));
    clock.advance(Duration.ofMinutes(-10));
    assertThat(clock.instant()).isEqualTo(start.plus(Duration.ofMinutes(50)));
    assertThat(clock.offset()).isEqualTo(Duration.ofMinutes(50));
    clock.reset();
    assertThat(clock.instant()).isEqualTo(start);
  }
}
