package io.saigon.testkit.internal.webauthn;

import com.webauthn4j.credential.CredentialRecord;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered passkey.
 *
 * @param id the credential's id in base64 for URLs
 * @param credential its public key and counter
 */
public record Passkey(
    String id,
    String relyingPartyId,
    @Nullable String attachment,
    List<String> transports,
    Instant created,
    CredentialRecord credential) {
  public Passkey {
    transports = List.copyOf(transports);
  }

  /** Returns the passkey as ListWebAuthnCredentials has it. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("CredentialId", id)
            .put("FriendlyCredentialName", "Passkey")
            .put("RelyingPartyId", relyingPartyId)
            .put("AuthenticatorTransports", Json.array(transports))
            .put("CreatedAt", Json.time(created));
    return attachment == null ? json : json.put("AuthenticatorAttachment", attachment);
  }

  /** Returns the descriptor by which options name it. */
  JsonObject descriptor() {
    JsonObject descriptor = new JsonObject().put("type", "public-key").put("id", id);
    return transports.isEmpty()
        ? descriptor
        : descriptor.put("transports", new JsonArray(List.copyOf(transports)));
  }
}
