package io.saigon.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/** What an answer begins with, as the SDK takes it. */
final class ResponseHead {
  private ResponseHead() {}

  static SdkHttpFullResponse of(
      int status, @Nullable String text, Iterable<Map.Entry<String, String>> headers) {
    SdkHttpFullResponse.Builder head =
        SdkHttpFullResponse.builder().statusCode(status).statusText(text);
    for (Map.Entry<String, String> header : headers) {
      head.appendHeader(header.getKey(), header.getValue());
    }
    return head.build();
  }
}
