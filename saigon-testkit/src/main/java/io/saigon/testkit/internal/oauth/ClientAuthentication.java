package io.saigon.testkit.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The app client of a request, by {@code client_secret_basic}, {@code client_secret_post} or id.
 */
final class ClientAuthentication {
  private record Credentials(String id, @Nullable String secret) {
    @Override
    public String toString() {
      return "Credentials[id=" + id + "]";
    }
  }

  private final Accounts accounts;

  ClientAuthentication(Accounts accounts) {
    this.accounts = accounts;
  }

  /**
   * Returns the authenticated client of a request.
   *
   * @throws OAuthError if it is unknown in the pool, or its secret is wrong or missing
   */
  OAuthClient check(String poolId, @Nullable String authorization, Form form) {
    Credentials given = credentials(authorization, form);
    OAuthClient client =
        accounts.client(poolId, given.id()).orElseThrow(() -> new OAuthError("invalid_client"));
    if (!isSame(client.secret(), given.secret())) {
      throw new OAuthError("invalid_client", "invalid_client_secret");
    }
    return client;
  }

  private static Credentials credentials(@Nullable String authorization, Form form) {
    if (authorization == null) {
      return new Credentials(form.required("client_id"), form.get("client_secret"));
    }
    Credentials basic = basic(authorization);
    if (!form.get("client_id", basic.id()).equals(basic.id())) {
      throw new OAuthError("invalid_client");
    }
    return basic;
  }

  private static Credentials basic(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      throw new OAuthError("invalid_request");
    }
    try {
      String pair =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).trim()),
              StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException e) {
      // As malformed as a pair without a colon.
    }
    throw new OAuthError("invalid_client");
  }

  private static boolean isSame(@Nullable String secret, @Nullable String given) {
    if (secret == null || given == null) {
      return Objects.equals(secret, given);
    }
    return MessageDigest.isEqual(
        secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
