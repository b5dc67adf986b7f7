package io.saigon.testkit.internal.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which claims a pre token generation trigger may change. */
class TokenClaimsTest {
  private static final JWTClaimsSet ID =
      new JWTClaimsSet.Builder()
          .subject("ann")
          .issuer("pool")
          .claim("email", "ann@example.com")
          .claim("cognito:groups", List.of("members"))
          .build();
  private static final JWTClaimsSet ACCESS =
      new JWTClaimsSet.Builder().subject("ann").claim("scope", "a b").build();

  @ParameterizedTest
  @ValueSource(strings = {"V1_0", "V2_0", "V3_0"})
  void anEmptyAnswerChangesNothing(String version) {
    TokenClaims claims = new TokenClaims(ID, ACCESS);
    assertThat(claims.changed(version, new TriggerResponse(new JsonObject()))).isEqualTo(claims);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sub",
        "iss",
        "exp",
        "iat",
        "jti",
        "token_use",
        "auth_time",
        "origin_jti",
        "nonce",
        "cognito:username",
        "dev:x"
      })
  void fixedClaimsStay(String name) {
    JsonObject details =
        new JsonObject()
            .put("claimsToAddOrOverride", new JsonObject().put(name, "changed"))
            .put("claimsToSuppress", new JsonArray().add(name));
    TokenClaims claims = new TokenClaims(ID, ACCESS);
    assertThat(claims.changed("V1_0", answer("claimsOverrideDetails", details))).isEqualTo(claims);
    assertThat(
            claims.changed(
                "V2_0",
                answer(
                    "claimsAndScopeOverrideDetails",
                    new JsonObject()
                        .put("idTokenGeneration", details)
                        .put("accessTokenGeneration", details))))
        .isEqualTo(claims);
  }

  @Test
  void scopesAreAddedAndSuppressedWithoutAnIdentityToken() {
    TokenClaims changed =
        new TokenClaims(null, ACCESS)
            .changed(
                "V3_0",
                answer(
                    "claimsAndScopeOverrideDetails",
                    new JsonObject()
                        .put(
                            "accessTokenGeneration",
                            new JsonObject()
                                .put("scopesToAdd", new JsonArray().add("c").add("a"))
                                .put("scopesToSuppress", new JsonArray().add("b")))
                        .put("groupOverrideDetails", new JsonObject())));
    assertThat(changed.id()).isNull();
    assertThat(changed.access().getClaim("scope")).isEqualTo("a c");
  }

  private static TriggerResponse answer(String name, JsonObject details) {
    return new TriggerResponse(new JsonObject().put(name, details));
  }
}
