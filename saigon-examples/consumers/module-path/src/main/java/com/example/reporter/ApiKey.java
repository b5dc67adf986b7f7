package com.example.reporter;

import io.saigon.api.credentials.AwsCredentials;

/** A secret of the form {"url":"…","accessKeyId":"…","secretAccessKey":"…"}. */
record ApiKey(String url, String accessKeyId, String secretAccessKey) {
  AwsCredentials credentials() {
    return AwsCredentials.of(accessKeyId, secretAccessKey);
  }

  @Override
  public String toString() {
    return "ApiKey[url=" + url + "]";
  }
}
