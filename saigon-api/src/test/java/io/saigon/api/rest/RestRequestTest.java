package io.saigon.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpMethod;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestRequestTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1",
        "ftp://example.com/",
        "mailto:x@example.com",
        "http:///x",
        "https://ann:canary@example.com/",
        "https://example.com:0/",
        "https://example.com:65536/"
      })
  void urisThatCannotBeRequestedAreRefused(String uri) {
    assertThatThrownBy(() -> RestRequest.of(HttpMethod.GET, URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A request")
        .hasMessageNotContaining("canary");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com", "https://example.com:1/", "https://[::1]:65535/x?y"})
  void otherUrisAreAccepted(String uri) {
    assertThat(RestRequest.of(HttpMethod.GET, URI.create(uri)).uri()).hasToString(uri);
  }

  @Test
  void queriesHeadersAndBodiesAreNotShown() {
    RestRequest request =
        RestRequest.of(HttpMethod.GET, URI.create("https://example.com/x?token=canary"))
            .withHeader("X-A", "canary");
    assertThat(request).hasToString("RestRequest[GET https://example.com/x]");
  }
}
