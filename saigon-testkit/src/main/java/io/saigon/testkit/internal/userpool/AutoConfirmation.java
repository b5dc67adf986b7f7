package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.trigger.TriggerResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The answer of a pre sign-up trigger: whether a user and the user's addresses need no code. */
record AutoConfirmation(boolean user, boolean email, boolean phone) {
  static AutoConfirmation of(PoolUser user, Optional<TriggerResponse> response) {
    if (response.isEmpty()) {
      return new AutoConfirmation(false, false, false);
    }
    TriggerResponse answer = response.get();
    return new AutoConfirmation(
        answer.flag("autoConfirmUser"),
        verifies(answer, "autoVerifyEmail", user, "email"),
        verifies(answer, "autoVerifyPhone", user, "phone_number"));
  }

  private static boolean verifies(
      TriggerResponse answer, String member, PoolUser user, String attribute) {
    if (answer.flag(member) && user.attribute(attribute).isEmpty()) {
      throw TriggerResponse.invalid(
          member + " is true, but the user has no " + attribute + " to verify.");
    }
    return answer.flag(member);
  }

  void apply(UserPool pool, PoolUser who, Instant now) {
    Map<String, String> verified = new HashMap<>();
    if (email) {
      verified.put("email_verified", "true");
    }
    if (phone) {
      verified.put("phone_number_verified", "true");
    }
    Aliases.claim(pool, who, verified, true, now);
    who.attributes(verified, now);
    if (user) {
      who.status(UserStatus.CONFIRMED, now);
    }
  }
}
