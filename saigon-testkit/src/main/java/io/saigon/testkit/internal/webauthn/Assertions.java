package io.saigon.testkit.internal.webauthn;

import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.verifier.exception.VerificationException;
import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The ceremony that logs a user in by a passkey. */
public final class Assertions {
  /** Returns the options for a browser. */
  public JsonObject options(RelyingParty party, byte[] challenge, List<Passkey> passkeys) {
    JsonArray allowed = new JsonArray();
    passkeys.forEach(passkey -> allowed.add(passkey.descriptor()));
    return new JsonObject()
        .put("challenge", Base64Url.encode(challenge))
        .put("timeout", 180_000)
        .put("rpId", party.id())
        .put("allowCredentials", allowed)
        .put("userVerification", party.verification());
  }

  /**
   * Verifies an assertion, and records the new counter of its passkey.
   *
   * @param passkeys those of the user
   * @param credential the {@code AuthenticationResponseJSON} of a browser
   */
  public void verify(
      RelyingParty party,
      byte[] challenge,
      String userId,
      List<Passkey> passkeys,
      String credential) {
    AuthenticationData data = parsed(credential);
    Passkey passkey = passkey(passkeys, data);
    byte[] user = data.getUserHandle();
    if (user != null && !Arrays.equals(user, userId.getBytes(StandardCharsets.UTF_8))) {
      throw refused("the passkey is another user's");
    }
    try {
      Servers.manager()
          .verify(
              data,
              new AuthenticationParameters(
                  Servers.property(party, challenge),
                  passkey.credential(),
                  null,
                  party.requiresVerification()));
    } catch (VerificationException e) {
      throw refused(Servers.reason(e));
    }
    passkey
        .credential()
        .setCounter(Objects.requireNonNull(data.getAuthenticatorData()).getSignCount());
  }

  // The parser fails in as many ways as there are layers of encoding.
  private AuthenticationData parsed(String credential) {
    try {
      return Servers.manager().parseAuthenticationResponseJSON(credential);
    } catch (RuntimeException e) {
      throw new AwsError("InvalidParameterException", "Invalid credential.");
    }
  }

  private static Passkey passkey(List<Passkey> passkeys, AuthenticationData data) {
    String id = Base64Url.encode(data.getCredentialId());
    return passkeys.stream()
        .filter(passkey -> passkey.id().equals(id))
        .findFirst()
        .orElseThrow(() -> refused("the user has no such passkey"));
  }

  private static AwsError refused(String reason) {
    return new AwsError("NotAuthorizedException", "Passkey refused: " + reason);
  }
}
