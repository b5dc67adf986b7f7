package io.saigon.cognito.web;

import io.saigon.api.oauth.AuthorizationRequest;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A log-in that the browser has begun, in a sealed cookie of its own. */
record PendingLogin(AuthorizationRequest request, String returnPath) {
  /** The cookie. A browser has one log-in at a time; the last one begun counts. */
  static final class Store {
    private static final Duration MAX_AGE = Duration.ofMinutes(10);

    private final Cookies cookies = new Cookies("login");
    private final Sealing sealing;
    private final Clock clock;

    Store(Sealing sealing, Clock clock) {
      this.sealing = sealing;
      this.clock = clock;
    }

    void write(RoutingContext context, PendingLogin login) {
      JsonObject json =
          new JsonObject()
              .put("redirect", login.request().redirectUri().toString())
              .put("state", login.request().state())
              .put("nonce", login.request().nonce())
              .put("verifier", login.request().codeVerifier())
              .put("return", login.returnPath())
              .put("until", clock.instant().plus(MAX_AGE).toEpochMilli());
      cookies.write(context, sealing.seal(json.toBuffer().getBytes()), MAX_AGE.toSeconds());
    }

    /** Returns the log-in and forgets it, or returns null if there is none that is valid. */
    @Nullable PendingLogin take(RoutingContext context) {
      String sealed = cookies.read(context);
      cookies.clear(context);
      byte[] bytes = sealed == null ? null : sealing.open(sealed);
      if (bytes == null) {
        return null;
      }
      try {
        JsonObject json = new JsonObject(Buffer.buffer(bytes));
        URI redirect = URI.create(json.getString("redirect"));
        return clock.instant().isAfter(Instant.ofEpochMilli(json.getLong("until")))
            ? null
            : new PendingLogin(
                new AuthorizationRequest(
                    redirect,
                    redirect,
                    json.getString("state"),
                    json.getString("nonce"),
                    json.getString("verifier")),
                json.getString("return"));
      } catch (DecodeException | ClassCastException | NullPointerException e) {
        return null;
      }
    }
  }

  boolean isAnsweredBy(String state) {
    return MessageDigest.isEqual(
        request.state().getBytes(StandardCharsets.UTF_8), state.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "PendingLogin";
  }
}
