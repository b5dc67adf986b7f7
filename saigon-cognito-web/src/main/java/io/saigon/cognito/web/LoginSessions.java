package io.saigon.cognito.web;

import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Sessions of log-ins, sealed, in cookies or in the store of Vert.x Web's session handler. */
final class LoginSessions {
  private static final String KEY = "io.saigon.cognito.login";

  private final Cookies cookies = new Cookies("session");
  private final Sealing sealing;
  private final Clock clock;
  private final Duration maxAge;
  private final boolean inStore;

  LoginSessions(Sealing sealing, Clock clock, LoginOptions options) {
    this.sealing = sealing;
    this.clock = clock;
    this.maxAge = options.maxAge();
    this.inStore = options.inSessionStore();
  }

  /** Returns the session that a request brings, or null if there is none that is valid. */
  @Nullable LoginSession read(RoutingContext context) {
    String sealed = inStore ? store(context).get(KEY) : cookies.read(context);
    byte[] bytes = sealed == null ? null : sealing.open(sealed);
    LoginSession session = bytes == null ? null : LoginSession.of(bytes);
    return session == null || left(session).isNegative() ? null : session;
  }

  /** Begins a session, with another id in the store than an attacker may have fixed. */
  void begin(RoutingContext context, LoginSession session) {
    if (inStore) {
      store(context).regenerateId();
    }
    write(context, session);
  }

  void write(RoutingContext context, LoginSession session) {
    String sealed = sealing.seal(session.toBytes());
    if (inStore) {
      store(context).put(KEY, sealed);
    } else {
      cookies.write(context, sealed, Math.max(1, left(session).toSeconds()));
    }
  }

  void end(RoutingContext context) {
    if (inStore) {
      store(context).destroy();
    } else {
      cookies.clear(context);
    }
  }

  Instant now() {
    return clock.instant();
  }

  private Duration left(LoginSession session) {
    return Duration.between(clock.instant(), session.loggedInAt().plus(maxAge));
  }

  private static Session store(RoutingContext context) {
    Session session = context.session();
    if (session == null) {
      throw new IllegalStateException(
          "LoginOptions.withSessionStore needs Vert.x Web's SessionHandler before this route");
    }
    return session;
  }
}
