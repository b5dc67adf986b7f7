package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A user's choice of second factors, and the secret of the authenticator app. */
final class SecondFactor {
  private final Set<Factor> enabled = new TreeSet<>();
  private @Nullable Factor preferred;
  private byte @Nullable [] pending;
  private byte @Nullable [] totpSecret;
  private long lastStep = -1;

  Set<Factor> enabled() {
    return enabled;
  }

  @Nullable Factor preferred() {
    return preferred;
  }

  void enable(Factor factor, boolean prefer) {
    enabled.add(factor);
    if (prefer) {
      preferred = factor;
    } else if (preferred == factor) {
      preferred = null;
    }
  }

  void disable(Factor factor) {
    enabled.remove(factor);
    if (preferred == factor) {
      preferred = null;
    }
  }

  boolean hasTotp() {
    return totpSecret != null;
  }

  /** Creates a new secret, which takes effect once a code of it was verified. */
  byte[] associate() {
    byte[] secret = Ids.bytes(32);
    pending = secret;
    return secret;
  }

  boolean confirm(String code, Instant now) {
    byte[] secret = pending;
    return secret != null && confirm(secret, code, now);
  }

  /** Accepts a secret by one of its codes, in place of a former one. */
  boolean confirm(byte[] secret, String code, Instant now) {
    if (Totp.step(secret, code, now) < 0) {
      return false;
    }
    totpSecret = secret;
    pending = null;
    return true;
  }

  /** Accepts each code once, as Cognito does. */
  boolean accepts(String code, Instant now) {
    byte[] secret = totpSecret;
    long step = secret == null ? -1 : Totp.step(secret, code, now);
    if (step <= lastStep) {
      return false;
    }
    lastStep = step;
    return true;
  }

  /** Adds the members of GetUser and AdminGetUser. */
  void addTo(JsonObject user) {
    if (!enabled.isEmpty()) {
      JsonArray list = new JsonArray();
      enabled.forEach(factor -> list.add(factor.name()));
      user.put("UserMFASettingList", list);
    }
    if (preferred != null) {
      user.put("PreferredMfaSetting", preferred.name());
    }
  }
}
