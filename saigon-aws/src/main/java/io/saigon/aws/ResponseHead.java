package io.saigon.aws;

import io.vertx.core.http.HttpClientResponse;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** What an answer begins with, as the SDK takes it. */
final class ResponseHead {
  private ResponseHead() {}

  static SdkHttpFullResponse of(HttpClientResponse response) {
    SdkHttpFullResponse.Builder head =
        SdkHttpFullResponse.builder()
            .statusCode(response.statusCode())
            .statusText(response.statusMessage());
    for (Map.Entry<String, String> header : response.headers()) {
      head.appendHeader(header.getKey(), header.getValue());
    }
    return head.build();
  }
}
