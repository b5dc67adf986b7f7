package io.saigon.testkit.internal.webauthn;

import static org.assertj.core.api.Assertions.assertThat;

import com.webauthn4j.data.client.Origin;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelyingPartyTest {
  @ParameterizedTest
  @CsvSource({
    "example.com, https://example.com, true",
    "example.com, https://app.example.com:8443, true",
    "app.example.com, https://example.com, false",
    "example.com, http://example.com, false",
    "example.com, https://evilexample.com, false",
    "example.com, https://example.com.evil.test, false",
    "localhost, http://localhost:8080, true",
    "localhost, https://localhost, true",
    "example.com, http://localhost, false",
    "example.com, android:apk-key-hash:abc, false"
  })
  void pagesAreThoseOfItsDomain(String id, String origin, boolean accepted) {
    assertThat(new RelyingParty(id, false, false).accepts(new Origin(origin))).isEqualTo(accepted);
  }

  @Test
  void aPasskeyCountsAsTwoFactorsOnlyIfItVerifiesItsUser() {
    JsonObject configuration =
        new JsonObject()
            .put("RelyingPartyId", "example.com")
            .put("FactorConfiguration", "MULTI_FACTOR_WITH_USER_VERIFICATION");
    assertThat(RelyingParty.of(configuration).orElseThrow().satisfiesMfa()).isFalse();
    configuration.put("UserVerification", "required");
    assertThat(RelyingParty.of(configuration).orElseThrow().satisfiesMfa()).isTrue();
    assertThat(RelyingParty.of(new JsonObject())).isEmpty();
  }
}
