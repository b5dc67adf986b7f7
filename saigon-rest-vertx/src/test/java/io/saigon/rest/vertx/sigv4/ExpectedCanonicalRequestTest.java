package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedCanonicalRequestTest {
  private static final String MESSAGE =
      "The Canonical String for this request should have been\n'GET\n/\n'\n\n"
          + "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n2026'\n";
  private static final ExpectedCanonicalRequest EXPECTED =
      new ExpectedCanonicalRequest(List.of("GET", "/", ""), List.of("AWS4-HMAC-SHA256", "2026"));

  @ParameterizedTest
  @ValueSource(strings = {"message", "Message"})
  void aMessageInJsonIsReadByEitherName(String name) {
    assertThat(ExpectedCanonicalRequest.of(new JsonObject().put(name, MESSAGE).encode()))
        .isEqualTo(EXPECTED);
  }

  @Test
  void aMessageWithoutJsonIsReadToo() {
    assertThat(ExpectedCanonicalRequest.of(MESSAGE)).isEqualTo(EXPECTED);
    assertThat(ExpectedCanonicalRequest.of("Forbidden: " + MESSAGE)).isEqualTo(EXPECTED);
  }

  @Test
  void elementsOfXmlAreReadFromTheFirstByteOn() {
    String xml =
        "<CanonicalRequest>GET\n/\n</CanonicalRequest>"
            + "<StringToSign>AWS4-HMAC-SHA256\n2026</StringToSign>";
    assertThat(ExpectedCanonicalRequest.of(xml)).isEqualTo(EXPECTED);
    assertThat(ExpectedCanonicalRequest.of("<Error>" + xml + "</Error>")).isEqualTo(EXPECTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<CanonicalRequest>GET",
        "</CanonicalRequest>",
        "</CanonicalRequest><CanonicalRequest>",
        "The Canonical String for this request should have been\n'GET"
      })
  void aRequestThatWasCutOffIsNone(String body) {
    assertThat(ExpectedCanonicalRequest.of(body)).isNull();
  }

  @Test
  void aStringToSignThatWasCutOffIsEmpty() {
    ExpectedCanonicalRequest expected =
        ExpectedCanonicalRequest.of("<CanonicalRequest>GET</CanonicalRequest><StringToSign>AWS4");
    assertThat(expected).isEqualTo(new ExpectedCanonicalRequest(List.of("GET"), List.of()));
  }
}
