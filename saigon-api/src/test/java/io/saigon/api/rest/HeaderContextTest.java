package io.saigon.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.MultiMap;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.NumericChars;
import org.junit.jupiter.api.Test;

class HeaderContextTest {
  private final UUID user = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  private final HeaderFormat<UUID> uuids = HeaderFormat.of(UUID::fromString, UUID::toString);

  @Test
  void standardHeadersAreReadWhateverTheirCase() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("x-api-identityid", "ann")
            .add("X-API-REQUESTID", "r-1");
    HeaderContext<String> fromMultiMap = HeaderContext.from(headers);
    HeaderContext<String> fromMap =
        HeaderContext.from(Map.of("x-api-identityid", "ann", "X-API-REQUESTID", "r-1"));

    assertThat(fromMultiMap.identityId()).isEqualTo("ann");
    assertThat(fromMultiMap.requestId()).isEqualTo("r-1");
    assertThat(fromMap).isEqualTo(fromMultiMap);
  }

  @Test
  void aMissingOrBlankRequestIdIsMadeUpForEachRequest() {
    Map<String, String> headers = Map.of("X-Api-IdentityId", "ann", "X-Api-RequestId", " ");
    String one = HeaderContext.from(headers).requestId();
    String two = HeaderContext.from(Map.of("X-Api-IdentityId", "ann")).requestId();

    assertThat(one).isNotEqualTo(two).matches("[A-Za-z0-9_-]{22}");
    assertThat(Base64.getUrlDecoder().decode(one)).hasSize(16);
  }

  @Test
  void aMissingIdentityNamesItsHeader() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderContext.from(Map.of("X-Api-RequestId", "r-1")))
        .withMessageContaining("X-Api-IdentityId is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderContext.from(Map.of("X-Api-IdentityId", "  ")))
        .withMessageContaining("X-Api-IdentityId is missing");
  }

  @Test
  void anIdentityThatIsGivenTwiceIsRefused() {
    MultiMap twice =
        MultiMap.caseInsensitiveMultiMap()
            .add("X-Api-IdentityId", "mallory")
            .add("X-Api-IdentityId", "ann");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderContext.from(twice))
        .withMessageContaining("X-Api-IdentityId came 2 times");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HeaderContext.from(Map.of("X-Api-IdentityId", "a", "x-api-identityid", "b")))
        .withMessageContaining("came 2 times");
  }

  @Test
  void anIdentityOfAnOwnTypeInHeadersOfOwnNamesIsReadAndWritten() {
    HeaderFormat<UUID> format = uuids.withIdentityHeader("X-User").withRequestIdHeader("X-Trace");
    HeaderContext<UUID> context = format.read(Map.of("x-user", user.toString(), "x-trace", "t-1"));

    assertThat(context.identityId()).isEqualTo(user);
    assertThat(context.requestId()).isEqualTo("t-1");
    assertThat(context.toHeaders().get("X-User")).isEqualTo(user.toString());
    assertThat(context.toHeaders().get("X-Trace")).isEqualTo("t-1");
    assertThat(context.toHeaders().names()).hasSize(2);
  }

  @Test
  void valuesThatTheParserRefusesNameTheHeaderAndAreNotRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> uuids.read(Map.of("X-Api-IdentityId", "ann")))
        .withMessageContaining("X-Api-IdentityId names no identity")
        .withMessageNotContaining("ann")
        .withNoCause();
  }

  @Test
  void controlCharactersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderContext.from(Map.of("X-Api-IdentityId", "ann\r\nX: y")))
        .withMessageContaining("control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderFormat.standard().context("ann", "r\n1"))
        .withMessageContaining("X-Api-RequestId holds control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderFormat.standard().context("ann\n").toHeaders())
        .withMessageContaining("X-Api-IdentityId holds control characters");
  }

  @Test
  void aSpaceIsNoControlCharacterAndADeleteIs() {
    assertThat(HeaderFormat.standard().context("ann lee").toHeaders().get("X-Api-IdentityId"))
        .isEqualTo("ann lee");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HeaderFormat.standard().context("ann\u007f").toHeaders());
  }

  @Test
  void malformedHeaderNamesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> uuids.withIdentityHeader("X User"));
    assertThatIllegalArgumentException().isThrownBy(() -> uuids.withRequestIdHeader(""));
  }

  @Property
  void headersRoundTrip(
      @ForAll @AlphaChars @NotBlank String identity,
      @ForAll @NumericChars @NotBlank String requestId) {
    HeaderContext<String> context = HeaderFormat.standard().context(identity, requestId);
    assertThat(HeaderContext.from(context.toHeaders())).isEqualTo(context);
  }
}
