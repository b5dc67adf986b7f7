package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Adds users to a pool by the pool's rule for their names. */
final class NewUsers {
  private final Clock clock;

  NewUsers(Clock clock) {
    this.clock = clock;
  }

  PoolUser add(UserPool pool, String username, UserStatus status) {
    PoolUser user = prepare(pool, username, status);
    put(pool, user);
    return user;
  }

  /** Returns a user who is not in the pool yet. */
  PoolUser prepare(UserPool pool, String username, UserStatus status) {
    if (!username.matches("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}")) {
      throw new AwsError(
          "InvalidParameterException",
          "1 validation error detected: Value at 'username' failed to satisfy constraint: Member"
              + " must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    }
    if (pool.emailIsUsername() && !Attributes.isEmail(username)) {
      throw new AwsError("InvalidParameterException", "Username should be an email.");
    }
    if (pool.emailIsAlias() && Attributes.isEmail(username)) {
      throw new AwsError(
          "InvalidParameterException",
          "Username cannot be of email format, since user pool is configured for email alias.");
    }
    checkNew(pool, username);
    String sub = UUID.randomUUID().toString();
    PoolUser user =
        new PoolUser(pool.emailIsUsername() ? sub : username, sub, status, clock.instant());
    if (pool.emailIsUsername()) {
      user.attributes(Map.of("email", username), clock.instant());
    }
    return user;
  }

  /** Adds a user, unless there is one of that name meanwhile. */
  void put(UserPool pool, PoolUser user) {
    checkNew(pool, pool.emailIsUsername() ? user.attribute("email") : user.username());
    pool.users().put(user.username(), user);
  }

  /** Takes an e-mail address as an alias from the user who has it. */
  void takeAlias(UserPool pool, Map<String, String> attributes) {
    pool.users().values().stream()
        .filter(u -> u.hasVerifiedEmail(attributes.getOrDefault("email", "")))
        .forEach(u -> u.attributes(Map.of("email_verified", "false"), clock.instant()));
  }

  private static void checkNew(UserPool pool, String username) {
    if (pool.find(username).isPresent()) {
      throw new AwsError("UsernameExistsException", "User account already exists");
    }
  }
}
