package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps every value that a pool's users sign in by with one user alone. */
final class Aliases {
  private record Taken(PoolUser owner, String attribute, String value) {}

  private Aliases() {}

  /**
   * Claims the values that a user signs in by after a change.
   *
   * @param user user of the pool, or a new one
   * @param moves whether a verified address that is another user's alias moves to this one, and is
   *     unverified for the other; else it is refused, as any other value of another user is
   */
  static void claim(
      UserPool pool, PoolUser user, Map<String, String> changes, boolean moves, Instant now) {
    SignInAttributes signIn = pool.settings().signIn();
    Map<String, String> after = new HashMap<>(user.attributes());
    after.putAll(Attributes.withMarks(user, changes));
    List<Taken> taken = new ArrayList<>();
    for (String attribute : signIn.all()) {
      String value = after.getOrDefault(attribute, "");
      if (!value.isEmpty() && SignInAttributes.isActive(attribute, user, after)) {
        pool.find(value)
            .filter(owner -> !owner.equals(user))
            .ifPresent(owner -> taken.add(new Taken(owner, attribute, value)));
      }
    }
    for (Taken alias : taken) {
      String attribute = alias.attribute();
      boolean isAliasAlone = pool.aliases(alias.owner(), alias.value()).equals(List.of(attribute));
      if (!moves || !signIn.moves(attribute) || !isAliasAlone) {
        throw new AwsError(
            "AliasExistsException", "An account with the " + attribute + " already exists.");
      }
    }
    taken.forEach(
        alias -> alias.owner().attributes(Map.of(alias.attribute() + "_verified", "false"), now));
  }
}
