package io.saigon.aws;

import software.amazon.awssdk.http.SdkHttpRequest;

/** What a request asks for, and of whom. */
final class Target {
  private Target() {}

  /** Path and query as they were signed. */
  static String of(SdkHttpRequest http) {
    String path = http.encodedPath();
    return (path == null || path.isBlank() ? "/" : path)
        + http.encodedQueryParameters().map(query -> "?" + query).orElse("");
  }

  /** Host, and port if it is not HTTP's own. */
  static String authority(SdkHttpRequest http) {
    return http.port() == 80 ? http.host() : http.host() + ":" + http.port();
  }
}
