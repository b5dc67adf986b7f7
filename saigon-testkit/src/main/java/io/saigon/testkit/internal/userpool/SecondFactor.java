package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.Ids;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A user's choice of a second factor, and the secret of the authenticator app. */
final class SecondFactor {
  private @Nullable String challenge;
  private byte @Nullable [] pending;
  private byte @Nullable [] totpSecret;
  private long lastStep = -1;

  /** Returns the challenge, or null for none. */
  @Nullable String challenge() {
    return challenge;
  }

  void challenge(@Nullable String challenge) {
    this.challenge = challenge;
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
    if (secret == null || Totp.step(secret, code, now) < 0) {
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
}
