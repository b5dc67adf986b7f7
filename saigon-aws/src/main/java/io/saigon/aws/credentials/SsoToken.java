package io.saigon.aws.credentials;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A cached token of IAM Identity Center, as {@code aws sso login} writes it. Nothing of it is in
 * {@link #toString()}.
 */
final class SsoToken {
  private final JsonObject json;

  SsoToken(JsonObject json) {
    this.json = json;
  }

  /** Returns the file of a session's or, without one, of a start URL's token. */
  static Path file(String home, ProfileChain.Sso settings) {
    String session = settings.session();
    String name = session == null ? settings.startUrl() : session;
    return Path.of(home, ".aws", "sso", "cache", sha1(name) + ".json");
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the access token, or null if the file has none. */
  @Nullable String accessToken() {
    return JsonKeys.text(json, "accessToken");
  }

  boolean validAt(Instant time) {
    Instant end = Keys.time("Cached SSO token", JsonKeys.text(json, "expiresAt"));
    return accessToken() != null && end != null && end.isAfter(time);
  }

  /** Returns whether the file has all that a new access token takes. */
  boolean renewableAt(Instant time) {
    Instant end = Keys.time("Cached SSO token", JsonKeys.text(json, "registrationExpiresAt"));
    return JsonKeys.text(json, "refreshToken") != null
        && JsonKeys.text(json, "clientId") != null
        && JsonKeys.text(json, "clientSecret") != null
        && end != null
        && end.isAfter(time);
  }

  /** Returns the request for a new access token. */
  JsonObject renewal() {
    return new JsonObject()
        .put("grantType", "refresh_token")
        .put("clientId", json.getValue("clientId"))
        .put("clientSecret", json.getValue("clientSecret"))
        .put("refreshToken", json.getValue("refreshToken"));
  }

  /** Returns this token with what a renewal answered. */
  SsoToken renewed(JsonObject answer, Instant now) {
    JsonObject next = json.copy();
    next.put("accessToken", answer.getString("accessToken"));
    next.put(
        "expiresAt",
        Instant.ofEpochSecond(now.getEpochSecond() + answer.getLong("expiresIn", 0L)).toString());
    String refreshToken = answer.getString("refreshToken");
    if (refreshToken != null) {
      next.put("refreshToken", refreshToken);
    }
    return new SsoToken(next);
  }

  /** Returns the text of the file, with its secrets. */
  String encode() {
    return json.encodePrettily();
  }

  @Override
  public String toString() {
    return "SsoToken[]";
  }
}
