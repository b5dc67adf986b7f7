package io.saigon.api.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretVaultOptionsTest {
  @Test
  void theBoundsAreReadFromSettings() {
    JsonObject settings =
        new JsonObject().put("maxEntries", 7).put("maxConcurrentFetches", 2).put("url", "other");
    SecretVaultOptions options = SecretVaultOptions.defaults().withSettings(settings);
    assertThat(options)
        .isEqualTo(SecretVaultOptions.defaults().withMaxEntries(7).withMaxConcurrentFetches(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxEntries", "maxConcurrentFetches"})
  void anInvalidBoundIsRefused(String name) {
    for (Object wrong : new Object[] {0, "many"}) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () -> SecretVaultOptions.defaults().withSettings(new JsonObject().put(name, wrong)))
          .satisfies(e -> assertThat(e.names()).contains(name));
    }
  }

  @Test
  void aBoundIsAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretVaultOptions.defaults().withMaxEntries(0))
        .withMessage("maxEntries must be at least 1");
  }
}
