package io.saigon.aws.http;

import io.vertx.core.http.HttpClientResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** The head of an answer as the SDK takes it. */
final class ResponseHead {
  private ResponseHead() {}

  static SdkHttpFullResponse of(HttpClientResponse response) {
    SdkHttpFullResponse.Builder head =
        SdkHttpFullResponse.builder()
            .statusCode(response.statusCode())
            .statusText(response.statusMessage());
    response.headers().forEach(head::appendHeader);
    return head.build();
  }
}
