package io.saigon.testkit.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PkceTest {
  private static final String VERIFIER_CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  @Test
  void theExampleOfTheRfcIsProven() {
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    assertThat(Pkce.challenge(verifier)).isEqualTo(challenge);
    assertThat(Pkce.isProven(challenge, verifier)).isTrue();
  }

  @Test
  void aChallengeIsProvenByItsVerifierAlone() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      String verifier = verifier(random);
      String challenge = Pkce.challenge(verifier);
      Pkce.checkChallenge(challenge, "S256");
      assertThat(Pkce.isProven(challenge, verifier)).isTrue();
      assertThat(Pkce.isProven(challenge, verifier(random))).isFalse();
      assertThat(Pkce.isProven(challenge, challenge)).isFalse();
      assertThat(Pkce.isProven(challenge, null)).isFalse();
      assertThat(Pkce.isProven(null, verifier)).isFalse();
    }
    assertThat(Pkce.isProven(null, null)).isTrue();
  }

  @Test
  void verifiersThatAreTooShortProveNothing() {
    assertThat(Pkce.isProven(Pkce.challenge("short"), "short")).isFalse();
  }

  @Test
  void onlyWholeChallengesOfS256AreAccepted() {
    String challenge = Pkce.challenge("x");
    Pkce.checkChallenge(null, null);
    for (String[] wrong :
        new String[][] {
          {challenge, null},
          {null, "S256"},
          {challenge, "plain"},
          {challenge, "s256"},
          {challenge + "=", "S256"},
          {"", "S256"}
        }) {
      assertThatThrownBy(() -> Pkce.checkChallenge(wrong[0], wrong[1]))
          .isInstanceOf(OAuthError.class)
          .hasMessage("invalid_request");
    }
  }

  private static String verifier(Random random) {
    StringBuilder verifier = new StringBuilder();
    for (int i = 43 + random.nextInt(86); i > 0; i--) {
      verifier.append(VERIFIER_CHARACTERS.charAt(random.nextInt(VERIFIER_CHARACTERS.length())));
    }
    return verifier.toString();
  }
}
