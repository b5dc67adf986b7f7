package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.saigon.api.cognito.Challenge.CodeRequired;
import io.saigon.api.cognito.Challenge.NewPasswordRequired;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CognitoValuesTest {
  private static final String POOL = "eu-west-1_AbCdEf123";
  private static final String IDENTITY_POOL = "eu-west-1:01234567-89ab-cdef-0123-456789abcdef";
  private static final UUID USER = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "eu-west-1",
        "eu-west-1_",
        "_AbC",
        "eu-west-1_A b",
        "eu-west-1_A/b",
        "EU-WEST-1_AbC",
        "eu_west_1_AbC",
        "euwest1_AbC",
        "eu-west_AbC",
        "eu-west-1.evil.example_AbC",
        "eu-west-1_AbC\n"
      })
  void aMalformedPoolIdIsRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoIdpConfig.of(id))
        .withMessageContaining("userPoolId must look like eu-west-1_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu-west-1", "01234567-89ab-cdef-0123-456789abcdef", "eu-west-1:XYZ"})
  void aMalformedIdentityPoolIdIsRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoClientConfig.of(POOL, "client", id))
        .withMessageContaining("identityPoolId must look like eu-west-1:");
  }

  @Test
  void theRegionMustBeThatOfThePools() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoIdpConfig.of(POOL).withRegion("us-east-1"))
        .withMessageContaining("eu-west-1")
        .withMessageContaining("us-east-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoClientConfig.of(POOL, "client", IDENTITY_POOL).withRegion(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoClientConfig.of(POOL, "", IDENTITY_POOL));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CognitoClientConfig.of(POOL, "client", IDENTITY_POOL).withClientSecret(" "));
  }

  @Test
  void secretsAreNotInToString() {
    assertThat(
            CognitoClientConfig.of(POOL, "client", IDENTITY_POOL)
                .withClientSecret("canary")
                .toString())
        .doesNotContain("canary");
    assertThat(LoginRequest.of("ann", "canary").withNewPassword("canary").toString())
        .contains("ann")
        .doesNotContain("canary");
    assertThat(CreateUserRequest.of("ann").withTemporaryPassword("canary").toString())
        .doesNotContain("canary");
    assertThat(
            SignUpRequest.of("ann", "canary").withAttributes(Map.of("email", "canary")).toString())
        .doesNotContain("canary");
    DeviceCredentials device = new DeviceCredentials("key", "group", "canary");
    assertThat(device.toString()).isEqualTo("DeviceCredentials[key=key]");
    assertThat(LoginRequest.of("ann", "canary").withDevice(device).toString())
        .isEqualTo("LoginRequest[username=ann]");
    assertThat(new CognitoTokens("canary", "canary", "canary", Instant.EPOCH, device).toString())
        .doesNotContain("canary");
    for (Challenge challenge :
        new Challenge[] {
          new NewPasswordRequired("ann", "canary", Set.of()),
          new CodeRequired("ann", "canary", CodeMedium.SMS, "+***42"),
          new Challenge.Other("ann", "canary", "CUSTOM_CHALLENGE", Map.of("a", "canary"))
        }) {
      assertThat(challenge.toString()).contains("ann").doesNotContain("canary");
      assertThat(new ChallengeAnswer(challenge, Map.of("CODE", "canary")).toString())
          .doesNotContain("canary");
    }
  }

  @Test
  void challengeResponsesHaveCognitosNames() {
    assertThat(
            new NewPasswordRequired("ann", "s", Set.of())
                .answer("new", Map.of("name", "Ann"))
                .responses())
        .containsOnly(Map.entry("NEW_PASSWORD", "new"), Map.entry("userAttributes.name", "Ann"));
    assertThat(new CodeRequired("ann", "s", CodeMedium.TOTP, "").answer("1").responses())
        .containsOnlyKeys("SOFTWARE_TOKEN_MFA_CODE");
    assertThat(new Challenge.WebAuthnRequired("ann", "s", "{}").answer("{\"id\":1}").responses())
        .containsExactly(Map.entry("CREDENTIAL", "{\"id\":1}"));
    assertThat(new Challenge.Other("ann", "s", "CUSTOM", Map.of()).answer("42").responses())
        .containsOnly(Map.entry("ANSWER", "42"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NewPasswordRequired("ann", "s", Set.of()).answer(""))
        .withMessageContaining("NEW_PASSWORD must not be empty");
  }

  @Test
  void namesAndPasswordsMustNotBeEmpty() {
    assertThatIllegalArgumentException().isThrownBy(() -> LoginRequest.of(" ", "p"));
    assertThatIllegalArgumentException().isThrownBy(() -> LoginRequest.of("ann", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginRequest.of("ann", "p").withNewPassword(""));
    assertThatIllegalArgumentException().isThrownBy(() -> CreateUserRequest.of(""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CreateUserRequest.of("ann").withGroupName(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> SignUpRequest.of("ann", ""));
    assertThat(LoginRequest.withoutPassword("ann").password()).isNull();
  }

  @Test
  void aTemporaryPasswordIsKeptByNameAlone() {
    LoginRequest request = LoginRequest.of("ann", "Temp0rary");
    assertThat(request.newPassword()).isNull();
    assertThat(request.keepTemporaryPassword().newPassword()).isEqualTo("Temp0rary");
    assertThatIllegalStateException()
        .isThrownBy(LoginRequest.withoutPassword("ann")::keepTemporaryPassword)
        .withMessageContaining("withNewPassword");
  }

  @Test
  void valuesThatCognitoWouldRefuseAreRefusedWithoutRepeatingThem() {
    String canary = "canary".repeat(400);
    for (ThrowingCallable mistake :
        new ThrowingCallable[] {
          () -> CreateUserRequest.of(canary),
          () -> CreateUserRequest.of("a nn"),
          () -> CreateUserRequest.of("ann").withGroupName(canary),
          () -> CreateUserRequest.of("ann").withTemporaryPassword(canary),
          () -> CreateUserRequest.of("ann").withExtraAttributes(Map.of("nickname", canary)),
          () -> CreateUserRequest.of("ann").withExtraAttributes(Map.of(canary, "x")),
          () -> CreateUserRequest.of("ann").withExtraAttributes(Map.of("", "x")),
          () -> SignUpRequest.of(canary, "Passw0rd"),
          () -> SignUpRequest.of("ann", canary),
          () -> SignUpRequest.of("ann", "Passw0rd").withAttributes(Map.of("nickname", canary))
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(mistake)
          .withMessageNotContaining("canary")
          .withMessageContaining("character");
    }
    assertThat(
            SignUpRequest.of("ann", "Passw0rd")
                .withAttributes(Map.of("custom:note", "x".repeat(2048)))
                .attributes())
        .hasSize(1);
  }

  @Test
  void whatIsAsLongAsCognitoTakesIsTakenAndOneCharacterMoreIsNot() {
    SignUpRequest ann = SignUpRequest.of("ann", "p".repeat(256));
    assertThat(ann.withAttributes(Map.of("n".repeat(32), "x".repeat(2048))).attributes())
        .hasSize(1);
    for (ThrowingCallable mistake :
        new ThrowingCallable[] {
          () -> SignUpRequest.of("ann", "p".repeat(257)),
          () -> ann.withAttributes(Map.of("n".repeat(33), "x")),
          () -> ann.withAttributes(Map.of("n", "x".repeat(2049)))
        }) {
      assertThatIllegalArgumentException().isThrownBy(mistake);
    }
  }

  @Test
  void claimsAreRead() {
    String token = token("{\"sub\":\"" + USER + "\",\"cognito:groups\":[\"staff\"]}");
    CognitoTokens tokens = new CognitoTokens(token, token, null, Instant.EPOCH);
    assertThat(tokens.userId()).isEqualTo(USER);
    assertThat(tokens.idClaims().getJsonArray("cognito:groups")).containsExactly("staff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.e30=.c", "a.e31.c", "a.e30 .c"})
  void claimsInNonCanonicalBase64AreRefused(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(new CognitoTokens(token, token, null, Instant.EPOCH)::idClaims)
        .withMessageContaining("not a JSON web token");
    assertThat(new CognitoTokens("a.e30.c", "a.e30.c", null, Instant.EPOCH).idClaims()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "canary",
        "a.canary.c",
        "a.b",
        "a.b.c.d",
        "..",
        "a.Y2FuYXJ5.c",
        "a.é.c",
        "a.bnVsbA.c",
        "a.W10.c",
        "a.MQ.c"
      })
  void malformedTokensAreRefusedWithoutRepeatingThem(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CognitoTokens(token, token, null, Instant.EPOCH).userId())
        .withMessageContaining("not a JSON web token")
        .withMessageNotContaining("canary");
  }

  @Property
  void anyTextAsTokenIsAnIllegalArgument(@ForAll String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CognitoTokens(token, token, null, Instant.EPOCH).userId());
  }

  private static String token(String claims) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
