package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reads a signature from a query, as presigned URLs have it. */
final class AuthorizationQuery {
  private static final long WEEK = Duration.ofDays(7).toSeconds();

  private AuthorizationQuery() {}

  static boolean isIn(SignedRequest request) {
    return request.parameters().containsKey("X-Amz-Algorithm")
        || request.parameters().containsKey("X-Amz-Signature");
  }

  static Authorization parse(SignedRequest request) throws SignatureRefused {
    Map<String, List<String>> query = request.parameters();
    if (!one(query, "X-Amz-Algorithm").equals(Authorization.ALGORITHM)) {
      throw malformed("X-Amz-Algorithm only supports \"AWS4-HMAC-SHA256\"");
    }
    return Authorization.of(
        one(query, "X-Amz-Credential"),
        one(query, "X-Amz-SignedHeaders"),
        one(query, "X-Amz-Signature"),
        Authorization.basic(one(query, "X-Amz-Date")),
        query.containsKey("X-Amz-Security-Token") ? one(query, "X-Amz-Security-Token") : null,
        expires(one(query, "X-Amz-Expires")));
  }

  private static Duration expires(String seconds) throws SignatureRefused {
    if (!seconds.matches("\\d{1,9}")) {
      throw malformed("X-Amz-Expires should be a number");
    }
    long number = Long.parseLong(seconds);
    if (number > WEEK) {
      throw malformed(
          "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires"
              + " must be less than 604800 seconds");
    }
    return Duration.ofSeconds(number);
  }

  private static String one(Map<String, List<String>> query, String name) throws SignatureRefused {
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() != 1 || values.get(0).isEmpty()) {
      throw malformed(
          "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential,"
              + " X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.");
    }
    return values.get(0);
  }

  private static SignatureRefused malformed(String message) {
    return new SignatureRefused(Reason.MALFORMED_QUERY, message);
  }
}
