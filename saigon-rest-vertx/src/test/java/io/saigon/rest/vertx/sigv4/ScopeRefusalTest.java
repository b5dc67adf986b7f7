package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeRefusalTest {
  private static final SigV4Scope SCOPE = SigV4Scope.of("lambda", "eu-north-1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":\"Credential should be scoped to correct service: 'execute-api'. \"}|lambda|execute-api",
        "{\"message\":\"Credential should be scoped to a valid region, not 'eu-north-1'. \"}|eu-north-1|",
        "<Message>The authorization header is malformed; the region 'eu-north-1' is wrong; expecting 'eu-west-1'</Message>|eu-north-1|eu-west-1",
        "<Message>the region &apos;eu-north-1&apos; is wrong; expecting &apos;eu-west-1&apos;</Message>|eu-north-1|eu-west-1",
      },
      quoteCharacter = '`')
  void aRefusedScopeIsNamedWithTheOneOfTheEndpoint(String body, String signed, String expected) {
    SignatureMismatch mismatch = find(body);
    assertThat(mismatch.part()).isEqualTo("scope");
    assertThat(mismatch.signed()).isEqualTo(signed);
    assertThat(mismatch.seen()).isEqualTo(expected == null ? "" : expected);
    assertThat(mismatch.cause())
        .contains(signed, expected == null ? "another" : expected, "correct the SigV4Scope");
  }

  @Test
  void otherAnswersExplainNothing() {
    assertThat(find("{\"message\":\"Forbidden\"}")).isNull();
  }

  private static SignatureMismatch find(String body) {
    URI uri = URI.create("https://api.example.com/orders");
    return SignatureMismatch.find(SCOPE, "GET", uri, List.of(), new byte[0], body);
  }
}
