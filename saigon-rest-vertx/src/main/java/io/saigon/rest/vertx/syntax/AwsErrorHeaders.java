package io.saigon.rest.vertx.syntax;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** AWS's error code and request id in a response's headers. */
public final class AwsErrorHeaders {
  private AwsErrorHeaders() {}

  /** Returns the error code, or null if the headers hold none. */
  public static @Nullable String errorCode(MultiMap headers) {
    String type = headers.get("x-amzn-errortype");
    if (type == null) {
      return null;
    }
    int colon = type.indexOf(':');
    return colon < 0 ? type : type.substring(0, colon);
  }

  /** Returns the request id, or null if the headers hold none. */
  public static @Nullable String requestId(MultiMap headers) {
    String id = headers.get("x-amzn-requestid");
    if (id == null) {
      id = headers.get("x-amz-request-id");
    }
    return id != null ? id : headers.get("apigw-requestid");
  }
}
