package io.saigon.testkit.internal.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantTest {
  private static final List<String> ATTRIBUTES =
      List.of("sub", "email", "email_verified", "phone_number", "name", "custom:tenant");

  @Test
  void scopesNarrowTheAttributes() {
    assertThat(revealed("openid")).containsExactlyElementsOf(ATTRIBUTES);
    assertThat(revealed("openid", "aws.cognito.signin.user.admin", "orders/read"))
        .containsExactlyElementsOf(ATTRIBUTES);
    assertThat(revealed("openid", "profile", "email")).containsExactlyElementsOf(ATTRIBUTES);
    assertThat(revealed("openid", "email")).containsExactly("sub", "email", "email_verified");
    assertThat(revealed("openid", "phone")).containsExactly("sub", "phone_number");
    assertThat(revealed("openid", "phone", "email"))
        .containsExactly("sub", "email", "email_verified", "phone_number");
  }

  @Test
  void onlyOpenidAndTheApiHaveIdentityTokens() {
    assertThat(Grant.DIRECT.identifies()).isTrue();
    assertThat(Grant.of("openid email").identifies()).isTrue();
    assertThat(Grant.of("aws.cognito.signin.user.admin").identifies()).isFalse();
  }

  @Test
  void theNonceIsOfTheFirstTokensAlone() {
    Grant grant = Grant.of(Set.of("openid"), "n");

    assertThat(grant.refreshed()).isEqualTo(Grant.of(Set.of("openid"), null));
    assertThat(grant.refreshed().refreshed()).isEqualTo(grant.refreshed());
  }

  @Test
  void theAdminScopeAloneAuthorizesOperations() {
    assertThat(Grant.authorizesOperations("openid aws.cognito.signin.user.admin")).isTrue();
    assertThat(Grant.authorizesOperations("openid aws.cognito.signin.user.administrator"))
        .isFalse();
    assertThat(Grant.authorizesOperations("")).isFalse();
  }

  private static List<String> revealed(String... scopes) {
    Grant grant = Grant.of(String.join(" ", scopes));
    return ATTRIBUTES.stream().filter(grant::reveals).toList();
  }
}
