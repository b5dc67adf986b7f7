package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.trigger.TriggerResponse;
import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds users whom a pool's user migration trigger knows. */
final class Migrations {
  private final Clock clock;
  private final PoolTriggers triggers;

  Migrations(Clock clock, PoolTriggers triggers) {
    this.clock = clock;
    this.triggers = triggers;
  }

  /** Returns the new user of a log-in with a password, or null if there is none. */
  @Nullable PoolUser atLogin(UserPool pool, AppClient client, String username, String password) {
    TriggerResponse answer = answer(pool, client, username, password);
    if (answer == null) {
      return null;
    }
    boolean isReset = "RESET_REQUIRED".equals(answer.text("finalUserStatus"));
    PoolUser user = add(pool, username, answer);
    user.password(
        password,
        null,
        isReset ? UserStatus.RESET_REQUIRED : UserStatus.CONFIRMED,
        clock.instant());
    return user;
  }

  /** Adds the user of a forgotten password, who needs a new one. */
  void atForgotPassword(UserPool pool, AppClient client, String username) {
    TriggerResponse answer = answer(pool, client, username, null);
    if (answer != null) {
      add(pool, username, answer).status(UserStatus.RESET_REQUIRED, clock.instant());
    }
  }

  private @Nullable TriggerResponse answer(
      UserPool pool, AppClient client, String username, @Nullable String password) {
    if (!pool.lambdas().has(Trigger.USER_MIGRATION) || pool.find(username).isPresent()) {
      return null;
    }
    TriggerResponse answer =
        triggers.migration(pool, username, password).orElseThrow(IllegalStateException::new);
    if (answer.has("userAttributes")) {
      return answer;
    }
    if (client.hidesUsers()) {
      return null;
    }
    throw new AwsError(
        "UserNotFoundException", "Exception migrating user in app client " + client.id());
  }

  private PoolUser add(UserPool pool, String username, TriggerResponse answer) {
    Map<String, String> attributes = answer.map("userAttributes");
    Attributes.check(pool, attributes);
    NewUsers users = new NewUsers(clock);
    PoolUser user = users.prepare(pool, username, attributes, UserStatus.CONFIRMED);
    users.put(pool, user, answer.flag("forceAliasCreation"));
    if (answer.flag("enableSMSMFA")) {
      user.secondFactor().enable(Factor.SMS_MFA, true);
    }
    return user;
  }
}
