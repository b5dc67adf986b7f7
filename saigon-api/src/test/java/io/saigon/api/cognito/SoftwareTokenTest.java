package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoftwareTokenTest {
  private static final SoftwareToken TOKEN = new SoftwareToken("JBSWY3DPEHPK3PXP");

  @Test
  void theUriNamesIssuerAccountAndSecret() {
    URI uri = TOKEN.uri("Great Orders & Co", "ann+1@example.com");
    assertThat(uri)
        .hasToString(
            "otpauth://totp/Great%20Orders%20%26%20Co:ann%2B1%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Great%20Orders%20%26%20Co");
    assertThat(uri.getPath()).isEqualTo("/Great Orders & Co:ann+1@example.com");
  }

  @Test
  void namesThatAnAppWouldMisreadAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TOKEN.uri("a:b", "ann"))
        .withMessageContaining("issuer must not contain a colon");
    assertThatIllegalArgumentException().isThrownBy(() -> TOKEN.uri("Orders", " "));
  }

  @Test
  void theSecretIsNotShown() {
    assertThat(TOKEN.toString()).doesNotContain("JBSW");
    assertThat(new Challenge.SoftwareTokenSetup("ann", "canary", TOKEN).toString())
        .doesNotContain("JBSW", "canary");
  }

  @Test
  void aPreferredFactorMustBeEnabled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MfaPreference(Set.of(CodeMedium.SMS), CodeMedium.TOTP));
  }
}
