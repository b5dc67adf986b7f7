package io.saigon.testkit.internal.userpool;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a pool: its flows and token lifetimes.
 *
 * @param rotation grace period of a replaced refresh token, or null without rotation
 */
record AppClient(
    String id,
    String name,
    @Nullable String secret,
    Set<String> flows,
    TokenLives lives,
    boolean hidesUsers,
    @Nullable Duration rotation) {
  static final Set<String> ALL_FLOWS =
      Set.of(
          "ALLOW_USER_PASSWORD_AUTH",
          "ALLOW_USER_SRP_AUTH",
          "ALLOW_REFRESH_TOKEN_AUTH",
          "ALLOW_ADMIN_USER_PASSWORD_AUTH",
          "ALLOW_CUSTOM_AUTH");

  static AppClient of(
      String id, String name, @Nullable String secret, Set<String> flows, boolean hidesUsers) {
    return new AppClient(id, name, secret, flows, TokenLives.STANDARD, hidesUsers, null);
  }

  AppClient withLives(TokenLives lives) {
    return new AppClient(id, name, secret, flows, lives, hidesUsers, rotation);
  }

  /**
   * Returns this client with rotation of refresh tokens, which may be sent again for a grace
   * period.
   */
  AppClient withRotation(Duration grace) {
    return new AppClient(id, name, secret, flows, lives, hidesUsers, grace);
  }

  @Override
  public String toString() {
    return "AppClient[id=" + id + ", name=" + name + "]";
  }
}
