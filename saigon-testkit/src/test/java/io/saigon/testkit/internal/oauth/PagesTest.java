package io.saigon.testkit.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final String HOSTILE = "\"'><script>alert(1)</script>&";

  @Test
  void noPageContainsMarkupOfARequest() {
    List<String> challenges =
        List.of(
            "NEW_PASSWORD_REQUIRED",
            "SELECT_MFA_TYPE",
            "MFA_SETUP",
            "SOFTWARE_TOKEN_MFA",
            "SMS_MFA");
    JsonObject parameters =
        new JsonObject()
            .put("CODE_DELIVERY_DESTINATION", HOSTILE)
            .put("SecretCode", HOSTILE)
            .put("MFAS_CAN_CHOOSE", new io.vertx.core.json.JsonArray().add(HOSTILE).encode())
            .put("requiredAttributes", new io.vertx.core.json.JsonArray().add(HOSTILE).encode());

    assertSafe(Pages.login(HOSTILE, HOSTILE, HOSTILE, HOSTILE));
    assertSafe(Pages.error(HOSTILE));
    for (String challenge : challenges) {
      var asked = new ChallengePages.Asked("id", HOSTILE, challenge, "secret-session", parameters);
      String page = Pages.challenge(HOSTILE, HOSTILE, HOSTILE, asked, HOSTILE);
      assertSafe(page);
      assertThat(page).doesNotContain("secret-session");
    }
  }

  private static void assertSafe(String page) {
    assertThat(page).doesNotContain("<script", "\"'>", "alert(1)</").contains("&lt;script&gt;");
  }
}
