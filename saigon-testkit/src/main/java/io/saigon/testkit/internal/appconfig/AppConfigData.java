package io.saigon.testkit.internal.appconfig;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Newest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Deployed configurations, and the sessions that poll them. A token serves one poll. */
public final class AppConfigData {
  private static final Duration TOKEN_LIFE = Duration.ofHours(24);
  private static final int LONGEST_SECONDS = 86_400;
  private static final int SHORTEST_SECONDS = 15;
  private static final int LONGEST_NAME = 128;
  private static final int NEWEST = 20_000;

  /**
   * The answer to a poll.
   *
   * @param changed the configuration, or null if it is the one of the poll before
   */
  record Poll(String nextToken, int nextSeconds, @Nullable Configuration changed) {}

  private final Clock clock;
  private final Map<String, Configuration> deployed = new HashMap<>();
  private final Map<String, Session> byToken = Newest.map(NEWEST);
  private int pollSeconds = 60;

  public AppConfigData(Clock clock) {
    this.clock = clock;
  }

  /** Deploys a configuration in place of the one before. */
  public synchronized void put(
      String application, String environment, String profile, Buffer content, String contentType) {
    String key = key(application, environment, profile);
    Configuration before = deployed.get(key);
    int version = before == null ? 1 : before.version() + 1;
    deployed.put(key, new Configuration(content.copy(), contentType, version));
  }

  /** Removes a configuration; its sessions are refused then. */
  public synchronized void remove(String application, String environment, String profile) {
    deployed.remove(key(application, environment, profile));
  }

  /** Sets the poll interval that answers hold. */
  public synchronized void pollInterval(Duration interval) {
    pollSeconds = Math.toIntExact(interval.toSeconds());
  }

  /** Refuses the tokens of all sessions from now on. */
  public synchronized void endSessions() {
    byToken.clear();
  }

  private static String key(String application, String environment, String profile) {
    return application + "/" + environment + "/" + profile;
  }

  synchronized String start(JsonObject request) {
    String key =
        key(
            text(request, "ApplicationIdentifier"),
            text(request, "EnvironmentIdentifier"),
            text(request, "ConfigurationProfileIdentifier"));
    Integer minimum = request.getInteger("RequiredMinimumPollIntervalInSeconds");
    if (minimum != null && (minimum < SHORTEST_SECONDS || minimum > LONGEST_SECONDS)) {
      throw bad("RequiredMinimumPollIntervalInSeconds must be from 15 to 86400");
    }
    find(key);
    return token(new Session(key, minimum == null ? 0 : minimum, clock.instant()));
  }

  synchronized Poll poll(@Nullable String token) {
    Session session = token == null ? null : byToken.get(token);
    Instant now = clock.instant();
    if (session == null) {
      throw bad("The configuration token is corrupted");
    }
    if (session.createdAt.plus(TOKEN_LIFE).isBefore(now)) {
      throw bad("The configuration token is expired");
    }
    if (session.polledAt != null
        && session.polledAt.plusSeconds(session.minimumSeconds).isAfter(now)) {
      throw bad("The poll interval is not satisfied");
    }
    Configuration current = find(session.key);
    byToken.remove(token);
    session.polledAt = now;
    boolean changed = session.seenVersion != current.version();
    session.seenVersion = current.version();
    return new Poll(
        token(session), Math.max(pollSeconds, session.minimumSeconds), changed ? current : null);
  }

  private Configuration find(String key) {
    Configuration found = deployed.get(key);
    if (found == null) {
      throw new AwsError(404, "ResourceNotFoundException", "There is no configuration " + key);
    }
    return found;
  }

  private String token(Session session) {
    String token = UUID.randomUUID().toString();
    byToken.put(token, session);
    return token;
  }

  private static String text(JsonObject request, String name) {
    if (!(request.getValue(name) instanceof String text) || text.isEmpty()) {
      throw bad(name + " is missing");
    }
    if (text.length() > LONGEST_NAME) {
      throw bad(name + " must have " + LONGEST_NAME + " characters at most");
    }
    return text;
  }

  private static AwsError bad(String message) {
    return new AwsError("BadRequestException", message);
  }
}
