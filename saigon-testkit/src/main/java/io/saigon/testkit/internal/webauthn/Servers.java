package io.saigon.testkit.internal.webauthn;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.verifier.exception.VerificationException;

/** Verifier, and properties of the relying party, that registrations and log-ins share. */
final class Servers {
  // On first use: hundreds of classes that a start need not wait for.
  private static final class Manager {
    static final WebAuthnManager NON_STRICT = WebAuthnManager.createNonStrictWebAuthnManager();
  }

  private Servers() {}

  static WebAuthnManager manager() {
    return Manager.NON_STRICT;
  }

  static ServerProperty property(RelyingParty party, byte[] challenge) {
    return ServerProperty.builder()
        .originPredicate(party::accepts)
        .rpId(party.id())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  /** Returns the name of what is wrong, such as {@code BadSignature}. */
  static String reason(VerificationException e) {
    return e.getClass().getSimpleName().replace("Exception", "");
  }
}
