package io.saigon.cognito.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimsValidatorTest {
  private static final String POOL = "eu-west-1_abc";

  private final ClaimsValidator validator =
      new ClaimsValidator(POOL, Set.of("client"), CognitoVerifierConfig.of(POOL, "client"));

  private static JsonObject claims(Object expiration) {
    return new JsonObject()
        .put("token_use", "access")
        .put("client_id", "client")
        .put("sub", "user")
        .put("exp", expiration);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 253_402_300_799L})
  void anExpirationOfUpToTheYear9999IsTaken(long seconds) {
    assertThat(validator.validate(claims(seconds)).expiration())
        .isEqualTo(Instant.ofEpochSecond(seconds));
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 253_402_300_800L, Long.MIN_VALUE, Long.MAX_VALUE})
  void anExpirationBefore1970OrAfterTheYear9999IsRefused(long seconds) {
    AuthenticationException refused =
        catchThrowableOfType(
            AuthenticationException.class, () -> validator.validate(claims(seconds)));
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.reason()).isEqualTo(Reason.INVALID_TOKEN);
  }
}
