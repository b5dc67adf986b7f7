package io.saigon.testkit.internal.webauthn;

import io.saigon.testkit.internal.wire.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The passkeys of one user, and the registration that the user has begun. */
public final class Passkeys {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private record Registration(String challenge, String clientId, Instant ends) {}

  private final Map<String, Passkey> passkeys = new LinkedHashMap<>();
  private @Nullable Registration registration;

  public List<Passkey> all() {
    return List.copyOf(passkeys.values());
  }

  /** Begins a registration in place of a former one. */
  public void begin(byte[] challenge, String clientId, Instant now) {
    registration = new Registration(Base64Url.encode(challenge), clientId, now.plus(LIFE));
  }

  /** Returns the challenge of the registration and ends it: a challenge is answered once. */
  public byte[] take(String clientId, Instant now) {
    Registration begun = registration;
    if (begun != null && !begun.clientId().equals(clientId)) {
      throw new AwsError(
          "WebAuthnClientMismatchException", "The registration was begun by another app client.");
    }
    registration = null;
    if (begun == null || now.isAfter(begun.ends())) {
      throw new AwsError("WebAuthnChallengeNotFoundException", "No registration was begun.");
    }
    return Base64Url.decode(begun.challenge());
  }

  public void add(Passkey passkey) {
    if (passkeys.putIfAbsent(passkey.id(), passkey) != null) {
      throw new AwsError("InvalidParameterException", "The credential is registered already.");
    }
  }

  public void delete(String id) {
    if (passkeys.remove(id) == null) {
      throw new AwsError("ResourceNotFoundException", "WebAuthn credential does not exist.");
    }
  }
}
