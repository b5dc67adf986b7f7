package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CognitoVerifierConfigTest {
  private static final String POOL = "eu-west-1_AbCdEf123";
  private static final String OTHER = "us-east-1_AbCdEf123";
  private final CognitoVerifierConfig config = CognitoVerifierConfig.of(POOL, "client1");

  @Test
  void onlyAccessTokensOfTheClientsAreAcceptedByDefault() {
    assertThat(config.clients()).containsOnly(Map.entry(POOL, Set.of("client1")));
    assertThat(config.uses()).containsOnly(TokenUse.ACCESS);
    assertThat(config.groups()).isEmpty();
    assertThat(config.scopes()).isEmpty();
    assertThat(config.clockSkew()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void everySettingIsKeptBesideTheOthers() {
    CognitoVerifierConfig all =
        config
            .withPool(OTHER, "client2", "client3")
            .withUses(TokenUse.ACCESS)
            .withAnyGroup("admins")
            .withAnyScope("orders/read")
            .withClockSkew(Duration.ZERO);
    assertThat(all.clients())
        .containsOnly(
            Map.entry(POOL, Set.of("client1")), Map.entry(OTHER, Set.of("client2", "client3")));
    assertThat(all.groups()).containsOnly("admins");
    assertThat(all.scopes()).containsOnly("orders/read");
    assertThat(all.clockSkew()).isZero();
  }

  @Test
  void configurationsThatAcceptNoTokenAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoVerifierConfig.of(POOL))
        .withMessageContaining("Name the app clients of " + POOL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withUses())
        .withMessageContaining("use of the tokens");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new CognitoVerifierConfig(
                    Map.of(), config.uses(), Set.of(), Set.of(), Map.of(), Duration.ZERO))
        .withMessageContaining("Name a user pool");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withUses(TokenUse.ID).withAnyScope("orders/read"))
        .withMessageContaining("Id tokens have no scopes");
  }

  @Test
  void malformedIdsAndNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoVerifierConfig.of("eu-west-1", "client1"))
        .withMessageContaining("userPoolId must look like");
    assertThatIllegalArgumentException().isThrownBy(() -> CognitoVerifierConfig.of(POOL, "a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withAnyGroup(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> config.withAnyScope(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withClockSkew(Duration.ofSeconds(-1)));
  }
}
