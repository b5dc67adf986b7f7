package io.saigon.testkit.internal.userpool;

import org.jspecify.annotations.Nullable;

/** Finds the users of log-ins, with the triggers that come first. */
final class LoginUsers {
  private final PoolTriggers triggers;
  private final Migrations migrations;

  LoginUsers(PoolTriggers triggers, Migrations migrations) {
    this.triggers = triggers;
    this.migrations = migrations;
  }

  /**
   * Returns the user of a log-in, or null for one who does not exist, which the client hides.
   *
   * @param password password of the request, or null where it has none
   */
  @Nullable PoolUser find(
      UserPool pool, AppClient client, String username, @Nullable String password) {
    PoolUser migrated =
        password == null ? null : migrations.atLogin(pool, client, username, password);
    PoolUser user = migrated == null ? known(pool, client, username) : migrated;
    triggers.preAuthentication(pool, client, username, user);
    return user;
  }

  /** Returns a user without any trigger. */
  static @Nullable PoolUser known(UserPool pool, AppClient client, String username) {
    return client.hidesUsers() ? pool.find(username).orElse(null) : pool.user(username);
  }
}
