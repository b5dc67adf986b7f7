package io.saigon.testkit.internal.webauthn;

import com.webauthn4j.data.client.Origin;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * The relying party of a user pool, from its WebAuthnConfiguration.
 *
 * @param id domain whose pages may use passkeys
 * @param requiresVerification whether authenticators must verify their user
 * @param satisfiesMfa whether a passkey counts as two factors
 */
public record RelyingParty(String id, boolean requiresVerification, boolean satisfiesMfa) {
  /** Reads a WebAuthnConfiguration; empty if it names no relying party. */
  public static Optional<RelyingParty> of(JsonObject configuration) {
    return Optional.ofNullable(configuration.getString("RelyingPartyId"))
        .map(
            id -> {
              boolean required = "required".equals(configuration.getString("UserVerification"));
              return new RelyingParty(
                  id,
                  required,
                  required
                      && "MULTI_FACTOR_WITH_USER_VERIFICATION"
                          .equals(configuration.getString("FactorConfiguration")));
            });
  }

  String verification() {
    return requiresVerification ? "required" : "preferred";
  }

  /** Returns whether a page may use passkeys: by https, or on this machine by http as well. */
  boolean accepts(Origin origin) {
    String host = origin.getHost();
    if (host == null || !(host.equals(id) || host.endsWith("." + id))) {
      return false;
    }
    boolean local = host.equals("localhost") || host.endsWith(".localhost");
    return "https".equals(origin.getScheme()) || (local && "http".equals(origin.getScheme()));
  }
}
