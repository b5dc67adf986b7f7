package io.saigon.api.vault;

import static io.saigon.api.testing.Await.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import org.junit.jupiter.api.Test;

/** Messages of settings that are missing or wrong. */
class DbEnvMistakesTest extends DbEnvFixture {
  @Test
  void allThatIsMissingIsListedInOneError() {
    ConfigurationException failure = wrong(env());
    assertThat(failure.names())
        .containsExactly(
            "ORDERS_DB_ENDPOINT", "ORDERS_DB_DATABASE", "ORDERS_DB_USERNAME", "ORDERS_DB_PASSWORD");
    assertThat(failure)
        .hasMessage(
            "Database ORDERS is not configured: no value for ORDERS_DB_ENDPOINT, ORDERS_DB_DATABASE, ORDERS_DB_USERNAME, ORDERS_DB_PASSWORD; set each, or ORDERS_DATABASE_CREDENTIALS (JSON) or ORDERS_DATABASE_CREDENTIALS_SECRET (key of a secret with JSON)");
  }

  @Test
  void emptyMalformedAndMissingVariablesAreListedTogether() {
    singles();
    variables.remove("ORDERS_DB_ENDPOINT");
    variables.put("ORDERS_DB_PASSWORD", "");
    variables.put("ORDERS_DB_PORT", "CANARY");
    variables.put("ORDERS_DB_SSL_MODE", "CANARY");
    ConfigurationException failure = wrong(env());
    assertThat(failure.names())
        .containsExactlyInAnyOrder(
            "ORDERS_DB_ENDPOINT", "ORDERS_DB_PASSWORD", "ORDERS_DB_PORT", "ORDERS_DB_SSL_MODE");
    assertThat(failure.getMessage())
        .contains("ORDERS_DB_PASSWORD is set but empty")
        .contains("ORDERS_DB_PORT is not a port from 1 to 65535")
        .contains(
            "ORDERS_DB_SSL_MODE is none of disable, allow, prefer, require, verify-ca, verify-full");
  }

  @Test
  void anEmptySecretKeyIsAnError() {
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", " ");
    assertThat(wrong(env()).getMessage())
        .contains("ORDERS_DATABASE_CREDENTIALS_SECRET is set but empty");
  }

  @Test
  void credentialsInAVariableThatAreNotJsonAreNotQuoted() {
    variables.put("ORDERS_DATABASE_CREDENTIALS", "CANARY{");
    assertThat(wrong(env()).getMessage())
        .contains("ORDERS_DATABASE_CREDENTIALS is not a JSON object");
    variables.put("ORDERS_DATABASE_CREDENTIALS", "{\"port\":\"CANARY\"}");
    assertThat(wrong(env()).getMessage())
        .contains(
            "ORDERS_DATABASE_CREDENTIALS has a field port that is not a port from 1 to 65535");
  }

  @Test
  void fieldsThatTheSecretLacksAreListed() {
    store.put("orders/db", "{\"host\":\"h\",\"password\":\"CANARY\"}", "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    assertThat(wrong(env()).names()).containsExactly("ORDERS_DB_DATABASE", "ORDERS_DB_USERNAME");
  }

  @Test
  void aMalformedFieldOfTheSecretNamesKeyAndField() {
    store.put("orders/db", SECRET.replace("\"require\"", "\"CANARY\""), "1");
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    SecretMappingException failure =
        catchThrowableOfType(SecretMappingException.class, () -> get(env().resolve(vault)));
    assertThat(failure.field()).isEqualTo("sslMode");
    assertThat(failure.getMessage())
        .startsWith("Field sslMode of secret orders/db is none of")
        .doesNotContain("CANARY");
  }

  @Test
  void aSecretThatDoesNotExistIsNotFound() {
    variables.put("ORDERS_DATABASE_CREDENTIALS_SECRET", "orders/db");
    assertThat(catchThrowableOfType(NotFoundException.class, () -> get(env().resolve(vault))))
        .hasMessage("There is no secret orders/db");
  }

  @Test
  void nullArgumentsAreNamed() {
    assertThatNullPointerException().isThrownBy(() -> DbEnv.prefixed(null)).withMessage("prefix");
    assertThatNullPointerException()
        .isThrownBy(() -> DbEnv.fromConfig("ORDERS", null))
        .withMessage("config");
    assertThatNullPointerException()
        .isThrownBy(() -> env().withEnvironment(null))
        .withMessage("environment");
    variables.put("ORDERS_DB_PORT", null);
    assertThatNullPointerException().isThrownBy(this::env).withMessage("ORDERS_DB_PORT");
    variables.clear();
    assertThatNullPointerException()
        .isThrownBy(() -> env().withSslMode(null))
        .withMessage("sslMode");
    assertThatNullPointerException()
        .isThrownBy(() -> env().withCredentialsSecret(null))
        .withMessage("key");
    assertThatNullPointerException().isThrownBy(() -> env().resolve(null)).withMessage("vault");
  }

  @Test
  void wrongValuesInCodeAreRefusedAtOnce() {
    assertThatIllegalArgumentException().isThrownBy(() -> env().withPort(0));
    assertThatIllegalArgumentException().isThrownBy(() -> env().withEndpoint(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> env().withPasswordSecret(""));
    assertThatIllegalArgumentException().isThrownBy(() -> DbEnv.prefixed(" "));
  }
}
