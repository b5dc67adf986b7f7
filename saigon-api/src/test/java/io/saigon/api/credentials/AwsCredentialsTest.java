package io.saigon.api.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsCredentialsTest {
  @Test
  void isPrintedWithoutItsSecrets() {
    assertThat(new AwsCredentials("ASIA1", "canary1", "canary2", Instant.EPOCH).toString())
        .contains("ASIA1", "1970")
        .doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "canary ", "can\nary", "canary\t", "\u007fcanary"})
  void whiteSpaceIsRefusedWithoutQuotingIt(String bad) {
    assertThatThrownBy(() -> AwsCredentials.of("AKIA1", bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("secretAccessKey")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> AwsCredentials.of(bad, "s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accessKeyId");
    assertThatThrownBy(() -> new AwsCredentials("a", "s", bad, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sessionToken");
  }

  @Test
  void anAccountIsKeptWhenItIsKnown() {
    AwsCredentials keys = new AwsCredentials("ASIA1", "s", "t", Instant.EPOCH);
    assertThat(keys.accountId()).isNull();
    assertThat(keys.withAccountId("123456789012"))
        .isEqualTo(new AwsCredentials("ASIA1", "s", "t", Instant.EPOCH, "123456789012"));
    assertThatThrownBy(() -> keys.withAccountId(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("accountId");
  }
}
