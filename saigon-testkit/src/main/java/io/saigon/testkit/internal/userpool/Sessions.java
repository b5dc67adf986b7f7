package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Newest;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Logins that wait for the response to a challenge; each accepts one, while its session lasts. */
final class Sessions {
  /** More than are ever begun at once; those that nobody ends would stay. */
  private static final int PENDING = 10_000;

  /** The set-up of a second factor: of an authenticator app with its secret, or by e-mail. */
  record Setup(@Nullable String secretCode, boolean verified) {}

  /**
   * A challenge and its user.
   *
   * @param choices names that an answer may choose from
   * @param setup set-up of a second factor that the log-in waits for, or null
   */
  record Pending(
      String challenge,
      UserPool pool,
      AppClient client,
      PoolUser user,
      Set<String> choices,
      @Nullable Setup setup,
      Instant ends) {
    Pending with(Setup changed) {
      return new Pending(challenge, pool, client, user, choices, changed, ends);
    }
  }

  private final Clock clock;
  private final Map<String, Pending> sessions = Newest.map(PENDING);

  Sessions(Clock clock) {
    this.clock = clock;
  }

  String open(String challenge, UserPool pool, AppClient client, PoolUser user) {
    return open(challenge, pool, client, user, Set.of(), null);
  }

  String open(
      String challenge,
      UserPool pool,
      AppClient client,
      PoolUser user,
      Set<String> choices,
      @Nullable Setup setup) {
    return add(
        new Pending(
            challenge,
            pool,
            client,
            user,
            choices,
            setup,
            clock.instant().plus(client.lives().session())));
  }

  /** Continues a session under a new id; the old one ends. */
  String replace(String id, Pending changed) {
    close(id);
    return add(changed);
  }

  private String add(Pending pending) {
    String id = Ids.token(240);
    sessions.put(id, pending);
    return id;
  }

  /** Returns the challenge of a session; it stays open until {@link #close}. */
  Pending find(String id, String challenge, AppClient client) {
    Pending pending = sessions.get(id);
    if (pending != null && !pending.client().id().equals(client.id())) {
      throw usedOnce();
    }
    return find(id, challenge);
  }

  Pending find(String id, String challenge) {
    if (id.isEmpty()) {
      throw new AwsError("InvalidParameterException", "Missing required parameter Session");
    }
    Pending pending = sessions.get(id);
    if (pending == null || !pending.challenge().equals(challenge)) {
      throw usedOnce();
    }
    if (clock.instant().isAfter(pending.ends())) {
      sessions.remove(id);
      throw new AwsError(
          "NotAuthorizedException", "Invalid session for the user, session is expired.");
    }
    return pending;
  }

  void close(String id) {
    sessions.remove(id);
  }

  private static AwsError usedOnce() {
    return new AwsError(
        "NotAuthorizedException", "Invalid session for the user, session can only be used once.");
  }
}
