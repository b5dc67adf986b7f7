package io.saigon.rest.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.rest.vertx.webclient.SigningOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies that are read from a verticle's configuration and written as one. */
class PoliciesJsonTest {
  @Test
  void policiesAreWrittenAndReadAgain() {
    WaitPolicy wait = WaitPolicy.upTo(Duration.ofMinutes(2)).withPending(Set.of(202, 404));
    assertThat(WaitPolicy.fromJson(wait.toJson())).isEqualTo(wait);
    assertThat(RetryPolicy.fromJson(RetryPolicy.defaults().toJson()))
        .isEqualTo(RetryPolicy.defaults());
    assertThat(SigningOptions.fromJson(SigningOptions.defaults().toJson()))
        .isEqualTo(SigningOptions.defaults());
  }

  @Test
  void whatIsMissingIsAsByDefault() {
    assertThat(
            RetryPolicy.fromJson(
                    new JsonObject()
                        .put("statuses", new JsonArray().add(503))
                        .put("maxAttempts", 2))
                .firstDelay())
        .isEqualTo(RetryPolicy.defaults().firstDelay());
    assertThat(WaitPolicy.fromJson(new JsonObject().put("atMostMs", 1_000)))
        .isEqualTo(WaitPolicy.upTo(Duration.ofSeconds(1)));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> WaitPolicy.fromJson(new JsonObject()))
        .withMessageContaining("atMostMs is missing");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                RetryPolicy.fromJson(new JsonObject().put("statuses", new JsonArray().add("5xx"))))
        .withMessageContaining("statuses must be an array of whole numbers");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> SigningOptions.fromJson(new JsonObject().put("credentialTimeoutMs", 1)))
        .withMessageContaining("did you mean 'credentialsTimeoutMs'?");
  }
}
