package io.saigon.api.cognito;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A passkey that a user has registered.
 *
 * @param id the credential's id, in base64 for URLs
 * @param name a name for the user, which Cognito derives from the authenticator
 * @param relyingPartyId domain whose pages may use the passkey
 * @param attachment {@code platform} or {@code cross-platform}, or null if the browser named none
 * @param transports ways to the authenticator, such as {@code internal}, {@code hybrid} or {@code
 *     usb}
 * @param created time of the registration
 */
public record WebAuthnCredential(
    String id,
    String name,
    String relyingPartyId,
    @Nullable String attachment,
    List<String> transports,
    Instant created) {
  /**
   * Creates a passkey, and checks that nothing is missing.
   *
   * @param id the credential's id
   * @param name a name for the user
   * @param relyingPartyId domain whose pages may use the passkey
   * @param attachment {@code platform} or {@code cross-platform}, or null
   * @param transports ways to the authenticator
   * @param created time of the registration
   */
  public WebAuthnCredential {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(relyingPartyId, "relyingPartyId");
    Objects.requireNonNull(transports, "transports");
    transports = List.copyOf(transports);
    Objects.requireNonNull(created, "created");
  }
}
