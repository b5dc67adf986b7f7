package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

class VertxAsyncHttpClientIT extends EngineIT {
  @Test
  void aBodyOfKnownLengthIsSentWithItsLength() throws Exception {
    Call call = Call.post(client, url + "/echo", "hello");
    assertThat(call.text()).isEqualTo("hello");
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("5");
    assertThat(call.headers.get().firstMatchingHeader("X-Encoding")).contains("null");
  }

  @Test
  void aBodyOfUnknownLengthIsSentInChunks() throws Exception {
    Call call =
        new Call()
            .start(
                client,
                Call.request(SdkHttpMethod.PUT, url + "/echo").build(),
                Call.content(Optional.empty(), "ab".getBytes(), "cd".getBytes()));
    assertThat(call.text()).isEqualTo("abcd");
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("null");
    assertThat(call.headers.get().firstMatchingHeader("X-Encoding")).contains("chunked");
  }

  @Test
  void anEmptyPostHasALengthOfZero() throws Exception {
    Call call = Call.post(client, url + "/echo", "");
    assertThat(call.text()).isEmpty();
    assertThat(call.headers.get().firstMatchingHeader("X-Length")).contains("0");
  }

  @Test
  void headersWithSeveralValuesAreKeptBothWays() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.GET, url + "/echo")
            .putHeader("X-Sent", List.of("one", "two"))
            .build();
    Call call = new Call().start(client, request, Call.content(new byte[0]));
    call.text();
    assertThat(call.headers.get().matchingHeaders("X-Multi")).containsExactly("a", "b");
    assertThat(call.headers.get().matchingHeaders("X-Seen")).containsExactly("one", "two");
  }

  @Test
  void redirectsAndEncodingsAreLeftToTheSdk() throws Exception {
    Call redirect = Call.get(client, url + "/redirect");
    redirect.text();
    assertThat(redirect.headers.get().statusCode()).isEqualTo(301);
    assertThat(Call.get(client, url + "/gzip").text()).isEqualTo("null");
  }

  @Test
  void aBodyWaitsForTheServerToSayContinue() throws Exception {
    assertThat(expecting("/continue").text()).isEqualTo("expected");
  }

  @Test
  void aBodyIsSentAfterAWhileToAServerThatDoesNotKnowContinue() throws Exception {
    assertThat(expecting("/ignorant").text()).isEqualTo("expected");
  }

  @Test
  void aRefusedBodyIsNotSentAndItsConnectionNotUsedAgain() throws Exception {
    Call call = expecting("/refuse");
    assertThat(call.text()).isEqualTo("no");
    assertThat(call.headers.get().statusCode()).isEqualTo(417);
    await(() -> open.get() == 0);
    assertThat(Call.post(client, url + "/echo", "next").text()).isEqualTo("next");
  }

  private Call expecting(String path) {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.PUT, url + path)
            .putHeader("Expect", "100-continue")
            .putHeader("Content-Length", "8")
            .build();
    return new Call()
        .start(client, request, Call.content("expected".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aHeaderInjectionIsRefusedAndItsConnectionKept() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.GET, url + "/echo").putHeader("X-Sent", "a\r\nb: c").build();
    assertThat(new Call().start(client, request, Call.content(new byte[0])).failure())
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Call.get(client, url + "/echo").text()).isEmpty();
    assertThat(accepted).hasValue(1);
  }

  @Test
  void aBodyShorterThanItsLengthIsAProgrammersMistake() throws Exception {
    SdkHttpRequest request =
        Call.request(SdkHttpMethod.PUT, url + "/echo").putHeader("Content-Length", "10").build();
    assertThat(new Call().start(client, request, Call.content("short".getBytes())).failure())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only 5 bytes");
    await(() -> open.get() == 0);
  }
}
