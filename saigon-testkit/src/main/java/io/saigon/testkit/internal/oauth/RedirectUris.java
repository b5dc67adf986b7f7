package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The rules for URLs that a browser is sent back to. */
final class RedirectUris {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private RedirectUris() {}

  /** Refuses a URL that Cognito lets nobody register: https is a must but for loopback hosts. */
  static void check(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw invalid(text + " is not a valid URI.");
    }
    if (!uri.isAbsolute() || uri.isOpaque()) {
      throw invalid(text + " must be an absolute URI.");
    }
    if (uri.getRawFragment() != null) {
      throw invalid(text + " cannot contain a fragment.");
    }
    if ("http".equalsIgnoreCase(uri.getScheme())
        && (uri.getHost() == null || !LOOPBACK.contains(uri.getHost()))) {
      throw invalid(text + " cannot use the HTTP protocol.");
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
