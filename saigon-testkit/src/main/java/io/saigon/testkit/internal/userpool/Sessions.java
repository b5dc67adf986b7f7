package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Logins that wait for the response to a challenge; each accepts one, within three minutes. */
final class Sessions {
  private static final Duration LIFE = Duration.ofMinutes(3);

  /** A challenge and its user. */
  record Pending(String challenge, UserPool pool, AppClient client, PoolUser user, Instant ends) {}

  private final Clock clock;
  private final Map<String, Pending> sessions = new HashMap<>();

  Sessions(Clock clock) {
    this.clock = clock;
  }

  String open(String challenge, UserPool pool, AppClient client, PoolUser user) {
    String id = Ids.token(240);
    sessions.put(id, new Pending(challenge, pool, client, user, clock.instant().plus(LIFE)));
    return id;
  }

  /** Returns the challenge of a session; it stays open until {@link #close}. */
  Pending find(String id, String challenge, AppClient client) {
    if (id.isEmpty()) {
      throw new AwsError("InvalidParameterException", "Missing required parameter Session");
    }
    Pending pending = sessions.get(id);
    if (pending == null
        || !pending.challenge().equals(challenge)
        || !pending.client().id().equals(client.id())) {
      throw new AwsError(
          "NotAuthorizedException", "Invalid session for the user, session can only be used once.");
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
}
