package io.saigon.testkit.internal.webauthn;

import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticatorTransport;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.AttestationObject;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.verifier.exception.BadChallengeException;
import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadRpIdException;
import com.webauthn4j.verifier.exception.CrossOriginException;
import com.webauthn4j.verifier.exception.VerificationException;
import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The ceremony that registers a passkey. */
public final class Registrations {
  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(parameters(COSEAlgorithmIdentifier.ES256), parameters(COSEAlgorithmIdentifier.RS256));

  /** Returns the options for a browser. */
  public JsonObject options(
      RelyingParty party, String userId, String username, byte[] challenge, List<Passkey> known) {
    JsonArray excluded = new JsonArray();
    known.forEach(passkey -> excluded.add(passkey.descriptor()));
    JsonArray algorithms = new JsonArray();
    ALGORITHMS.forEach(
        algorithm ->
            algorithms.add(
                new JsonObject()
                    .put("type", "public-key")
                    .put("alg", algorithm.getAlg().getValue())));
    return new JsonObject()
        .put("rp", new JsonObject().put("id", party.id()).put("name", party.id()))
        .put(
            "user",
            new JsonObject()
                .put("id", Base64Url.encode(userId.getBytes(StandardCharsets.UTF_8)))
                .put("name", username)
                .put("displayName", username))
        .put("challenge", Base64Url.encode(challenge))
        .put("pubKeyCredParams", algorithms)
        .put("timeout", 60_000)
        .put("excludeCredentials", excluded)
        .put(
            "authenticatorSelection",
            new JsonObject()
                .put("requireResidentKey", true)
                .put("residentKey", "required")
                .put("userVerification", party.verification()));
  }

  /**
   * Verifies what an authenticator has created.
   *
   * @param credential the {@code RegistrationResponseJSON} of a browser
   */
  public Passkey verify(RelyingParty party, byte[] challenge, JsonObject credential, Instant now) {
    RegistrationData data = parsed(credential);
    try {
      Servers.manager()
          .verify(
              data,
              new RegistrationParameters(
                  Servers.property(party, challenge), ALGORITHMS, party.requiresVerification()));
    } catch (VerificationException e) {
      throw refused(e);
    }
    AttestationObject attestation = Objects.requireNonNull(data.getAttestationObject());
    AttestedCredentialData key =
        Objects.requireNonNull(attestation.getAuthenticatorData().getAttestedCredentialData());
    Set<AuthenticatorTransport> transports =
        data.getTransports() == null ? Set.of() : data.getTransports();
    return new Passkey(
        Base64Url.encode(key.getCredentialId()),
        party.id(),
        credential.getValue("authenticatorAttachment") instanceof String attachment
            ? attachment
            : null,
        transports.stream().map(AuthenticatorTransport::getValue).sorted().toList(),
        now,
        new CredentialRecordImpl(
            attestation, data.getCollectedClientData(), data.getClientExtensions(), transports));
  }

  // The parser fails in as many ways as there are layers of encoding.
  private RegistrationData parsed(JsonObject credential) {
    try {
      return Servers.manager().parseRegistrationResponseJSON(credential.encode());
    } catch (RuntimeException e) {
      throw new AwsError("InvalidParameterException", "Invalid credential.");
    }
  }

  private static AwsError refused(VerificationException e) {
    if (e instanceof BadChallengeException) {
      return new AwsError("WebAuthnChallengeNotFoundException", "The challenge is another one.");
    }
    if (e instanceof BadOriginException || e instanceof CrossOriginException) {
      return new AwsError(
          "WebAuthnOriginNotAllowedException", "The origin is not one of the relying party.");
    }
    if (e instanceof BadRpIdException) {
      return new AwsError(
          "WebAuthnRelyingPartyMismatchException", "The credential is of another relying party.");
    }
    return new AwsError(
        "WebAuthnCredentialNotSupportedException", "Credential refused: " + Servers.reason(e));
  }

  private static PublicKeyCredentialParameters parameters(COSEAlgorithmIdentifier algorithm) {
    return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm);
  }
}
