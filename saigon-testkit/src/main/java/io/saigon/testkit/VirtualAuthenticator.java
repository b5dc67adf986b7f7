package io.saigon.testkit;

import io.saigon.testkit.internal.webauthn.AuthenticatorData;
import io.saigon.testkit.internal.webauthn.Base64Url;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An authenticator with passkeys and the browser before it, for tests of log-ins by passkeys
 * without a browser. It signs with ES256, verifies its user every time, and does whatever the
 * options say: refusing is the user pool's part.
 *
 * <p>Safe for use from any thread.
 */
public final class VirtualAuthenticator {
  private record Key(String relyingPartyId, String userHandle, KeyPair pair) {}

  private final String origin;
  private final Map<String, Key> keys;
  private int counter;

  private VirtualAuthenticator(String origin, Map<String, Key> keys, int counter) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.keys = new LinkedHashMap<>(keys);
    this.counter = counter;
  }

  /**
   * Creates an authenticator without passkeys.
   *
   * @param origin origin of the page that uses it, such as {@code https://app.example.com}
   * @return the authenticator
   */
  public static VirtualAuthenticator of(String origin) {
    return new VirtualAuthenticator(origin, Map.of(), 0);
  }

  /**
   * Returns a copy with the same passkeys and the same counter, which a user pool takes for a
   * stolen one as soon as the other has been used again.
   *
   * @return the copy
   */
  public VirtualAuthenticator copy() {
    return at(origin);
  }

  /**
   * Returns a copy that another page uses.
   *
   * @param otherOrigin origin of the page
   * @return the copy
   */
  public synchronized VirtualAuthenticator at(String otherOrigin) {
    return new VirtualAuthenticator(otherOrigin, keys, counter);
  }

  /**
   * Creates a passkey, as {@code navigator.credentials.create} does.
   *
   * @param options the {@code PublicKeyCredentialCreationOptionsJSON} of StartWebAuthnRegistration
   * @return the {@code RegistrationResponseJSON} for CompleteWebAuthnRegistration
   */
  public synchronized JsonObject create(JsonObject options) {
    String party = options.getJsonObject("rp").getString("id");
    KeyPair pair = keyPair();
    byte[] id = Ids.bytes(16);
    keys.put(
        Base64Url.encode(id), new Key(party, options.getJsonObject("user").getString("id"), pair));
    byte[] clientData = clientData("webauthn.create", options.getString("challenge"));
    return credential(
        Base64Url.encode(id),
        new JsonObject()
            .put("clientDataJSON", Base64Url.encode(clientData))
            .put(
                "attestationObject",
                Base64Url.encode(
                    AuthenticatorData.attestation(
                        party, counter, id, (ECPublicKey) pair.getPublic())))
            .put("transports", new JsonArray().add("internal")));
  }

  /**
   * Signs with a passkey, as {@code navigator.credentials.get} does: with the newest one that the
   * options allow.
   *
   * @param options the {@code PublicKeyCredentialRequestOptionsJSON} of the challenge {@code
   *     WEB_AUTHN}
   * @return the {@code AuthenticationResponseJSON} that answers it
   * @throws IllegalStateException if the options allow none of the passkeys
   */
  public synchronized JsonObject get(JsonObject options) {
    JsonArray allowed = options.getJsonArray("allowCredentials", new JsonArray());
    String id =
        keys.keySet().stream()
            .filter(key -> allowed.isEmpty() || allows(allowed, key))
            .reduce((older, newer) -> newer)
            .orElseThrow(
                () -> new IllegalStateException("The options allow no passkey of this one"));
    Key key = Objects.requireNonNull(keys.get(id));
    counter++;
    byte[] clientData = clientData("webauthn.get", options.getString("challenge"));
    byte[] data = AuthenticatorData.ofAssertion(key.relyingPartyId(), counter);
    return credential(
        id,
        new JsonObject()
            .put("clientDataJSON", Base64Url.encode(clientData))
            .put("authenticatorData", Base64Url.encode(data))
            .put("signature", Base64Url.encode(signature(key.pair(), data, clientData)))
            .put("userHandle", key.userHandle()));
  }

  private static boolean allows(JsonArray allowed, String id) {
    return allowed.stream()
        .anyMatch(item -> item instanceof JsonObject named && id.equals(named.getString("id")));
  }

  private byte[] clientData(String type, String challenge) {
    return new JsonObject()
        .put("type", type)
        .put("challenge", challenge)
        .put("origin", origin)
        .put("crossOrigin", false)
        .encode()
        .getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject credential(String id, JsonObject response) {
    return new JsonObject()
        .put("id", id)
        .put("rawId", id)
        .put("type", "public-key")
        .put("authenticatorAttachment", "platform")
        .put("response", response)
        .put("clientExtensionResults", new JsonObject());
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks P-256", e);
    }
  }

  private static byte[] signature(KeyPair pair, byte[] data, byte[] clientData) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(data);
      signature.update(AuthenticatorData.sha256(clientData));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK lacks ECDSA", e);
    }
  }

  @Override
  public String toString() {
    return "VirtualAuthenticator[origin=" + origin + "]";
  }
}
