package io.saigon.testkit.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Proof keys of authorization codes (RFC 7636), by the method S256 alone. */
final class Pkce {
  private static final String CHALLENGE = "[A-Za-z0-9_-]{43}";
  private static final String VERIFIER = "[A-Za-z0-9._~-]{43,128}";

  private Pkce() {}

  /** Refuses another method, and a challenge or method that comes alone. */
  static void checkChallenge(@Nullable String challenge, @Nullable String method) {
    if (challenge == null && method == null) {
      return;
    }
    if (challenge == null || !"S256".equals(method) || !challenge.matches(CHALLENGE)) {
      throw new OAuthError("invalid_request");
    }
  }

  /** Returns whether a verifier is that of a challenge; without a challenge there is none. */
  static boolean isProven(@Nullable String challenge, @Nullable String verifier) {
    if (challenge == null || verifier == null) {
      return challenge == null && verifier == null;
    }
    return verifier.matches(VERIFIER)
        && MessageDigest.isEqual(
            challenge.getBytes(StandardCharsets.US_ASCII),
            challenge(verifier).getBytes(StandardCharsets.US_ASCII));
  }

  static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The JDK lacks SHA-256", e);
    }
  }
}
