package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.rest.HeaderContext;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CognitoRequestContextTest {
  private final CognitoAuthProvider ann =
      CognitoAuthProvider.of(
          "eu-west-1_AbCdEf123", UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));

  @Test
  void theIdentityIsTheUsersId() {
    HeaderContext<UUID> context =
        CognitoRequestContext.from(
            Map.of("x-cognito-authprovider", ann.toHeader(), "x-api-requestid", "r-1"));
    assertThat(context.identityId()).isEqualTo(ann.userId());
    assertThat(context.requestId()).isEqualTo("r-1");
  }

  @Test
  void headersRoundTrip() {
    CognitoRequestContext context = new CognitoRequestContext(ann, "r-1");
    assertThat(context.toHeaders().get("X-Cognito-AuthProvider")).isEqualTo(ann.toHeader());
    assertThat(context.toHeaders().get("X-Api-RequestId")).isEqualTo("r-1");
    assertThat(CognitoRequestContext.from(context.toHeaders())).isEqualTo(context);
  }

  @Test
  void aMissingRequestIdIsMadeUpForEachRequest() {
    Map<String, String> headers = Map.of("X-Cognito-AuthProvider", ann.toHeader());
    assertThat(CognitoRequestContext.from(headers).requestId())
        .matches("[A-Za-z0-9_-]{22}")
        .isNotEqualTo(CognitoRequestContext.from(headers).requestId());
  }

  @Test
  void aMissingOrMalformedUserNamesTheHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoRequestContext.from(Map.of()))
        .withMessageContaining("X-Cognito-AuthProvider is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoRequestContext.from(Map.of("X-Cognito-AuthProvider", "ann")))
        .withMessageContaining("X-Cognito-AuthProvider names no user of a user pool")
        .withMessageContaining("CognitoSignIn");
    assertThatIllegalArgumentException().isThrownBy(() -> new CognitoRequestContext(ann, " "));
  }

  @Property
  void anyMalformedUserIsAnIllegalArgument(@ForAll String user, @ForAll String requestId) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CognitoRequestContext.from(
                    Map.of("X-Cognito-AuthProvider", user, "X-Api-RequestId", requestId)));
  }

  @Property
  void anyRequestIdIsValidInAHeaderOrRefused(@ForAll String requestId) {
    try {
      String read =
          CognitoRequestContext.from(
                  Map.of("X-Cognito-AuthProvider", ann.toHeader(), "X-Api-RequestId", requestId))
              .requestId();
      assertThat(read).isNotBlank().doesNotContainPattern("[\\x00-\\x1f\\x7f]");
    } catch (IllegalArgumentException e) {
      assertThat(requestId).containsPattern("[\\x00-\\x1f\\x7f]");
      assertThat(e).hasMessageContaining("X-Api-RequestId holds control characters");
    }
  }
}
