package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Adds users to a pool by the pool's rule for their names. */
final class NewUsers {
  private final Clock clock;
  private final String taken;

  NewUsers(Clock clock) {
    this(clock, "User account already exists");
  }

  /**
   * @param taken sentence about a name that another user has chosen
   */
  NewUsers(Clock clock, String taken) {
    this.clock = clock;
    this.taken = taken;
  }

  /** Returns a user who is not in the pool yet. */
  PoolUser prepare(
      UserPool pool, String username, Map<String, String> attributes, UserStatus status) {
    if (!username.matches("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}")) {
      throw new AwsError(
          "InvalidParameterException",
          "1 validation error detected: Value at 'username' failed to satisfy constraint: Member"
              + " must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    }
    SignInAttributes signIn = pool.settings().signIn();
    String nameAttribute = signIn.attributeOf(username);
    signIn.checkPreferred(status, attributes);
    String sub = UUID.randomUUID().toString();
    PoolUser user =
        new PoolUser(nameAttribute == null ? username : sub, sub, status, clock.instant());
    user.nameAttribute(nameAttribute);
    user.attributes(signIn.named(username, attributes), clock.instant());
    checkNew(pool, user);
    return user;
  }

  /**
   * Adds a user, unless there is one of that name meanwhile.
   *
   * @param moves whether verified addresses that are aliases of other users move to this one
   */
  void put(UserPool pool, PoolUser user, boolean moves) {
    checkNew(pool, user);
    Aliases.claim(pool, user, Map.of(), moves, clock.instant());
    pool.users().put(user.username(), user);
  }

  private void checkNew(UserPool pool, PoolUser user) {
    String attribute = user.nameAttribute();
    String name = attribute == null ? user.username() : user.attribute(attribute);
    if (pool.find(name).isPresent()) {
      throw new AwsError(
          "UsernameExistsException",
          attribute == null
              ? taken
              : "An account with the given " + attribute + " already exists.");
    }
  }
}
