package io.saigon.testkit.internal.gateway;

import io.saigon.testkit.internal.auth.AccessKey;
import io.saigon.testkit.internal.auth.CognitoIdentity;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Set;

/** The headers of a request as a backend gets them. */
final class ForwardedHeaders {
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> OURS =
      Set.of("x-cognito-authprovider", "x-api-identityid", "x-api-requestid");

  private ForwardedHeaders() {}

  /**
   * Returns the headers without the signature and identity headers of the client, and with the
   * verified identity.
   */
  static MultiMap of(MultiMap received, AccessKey caller, String requestId) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    received.forEach(
        (name, value) -> {
          if (!isDropped(name.toLowerCase(Locale.ROOT))) {
            headers.add(name, value);
          }
        });
    headers.set("X-Api-RequestId", requestId);
    CognitoIdentity identity = caller.identity();
    if (identity != null) {
      headers.set("X-Api-IdentityId", identity.identityId());
    }
    String provider = identity == null ? null : identity.authProvider();
    if (provider != null) {
      headers.set("X-Cognito-AuthProvider", provider);
    }
    return headers;
  }

  /** Returns whether a backend's header is passed on; date and request id are the gateway's. */
  static boolean isReturned(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return !OF_CONNECTION.contains(name)
        && !name.equals("date")
        && !name.equals("x-amzn-requestid")
        && !name.equals("apigw-requestid");
  }

  private static boolean isDropped(String name) {
    return OF_CONNECTION.contains(name)
        || OURS.contains(name)
        || name.equals("authorization")
        || name.equals("host")
        || name.equals("content-length")
        || name.startsWith("x-amz-");
  }
}
