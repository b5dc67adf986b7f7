package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.webauthn.Assertions;
import io.saigon.testkit.internal.webauthn.Base64Url;
import io.saigon.testkit.internal.webauthn.Passkey;
import io.saigon.testkit.internal.webauthn.RelyingParty;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Log-ins by a passkey, which the flow {@code USER_AUTH} offers. */
final class WebAuthnLogins {
  static final String WEB_AUTHN = "WEB_AUTHN";

  private final Sessions sessions;
  private final DeviceLogins devices;
  private final Assertions assertions = new Assertions();

  WebAuthnLogins(Sessions sessions, DeviceLogins devices) {
    this.sessions = sessions;
    this.devices = devices;
  }

  /** Returns whether a user has a passkey of the pool's relying party. */
  static boolean isConfigured(UserPool pool, PoolUser user) {
    return pool.mfa().relyingParty().filter(party -> !passkeys(party, user).isEmpty()).isPresent();
  }

  /** Returns whether a passkey needs no second factor, even where one is required. */
  static boolean satisfiesMfa(UserPool pool) {
    return pool.mfa().relyingParty().filter(RelyingParty::satisfiesMfa).isPresent();
  }

  /** Returns the challenge; its session keeps the bytes that the passkey signs. */
  JsonObject ask(UserPool pool, AppClient client, PoolUser user, List<String> available) {
    byte[] challenge = Ids.bytes(32);
    RelyingParty party = WebAuthnOperations.relyingParty(pool);
    return new JsonObject()
        .put("ChallengeName", WEB_AUTHN)
        .put(
            "Session",
            sessions.open(WEB_AUTHN, pool, client, user, Set.of(Base64Url.encode(challenge)), null))
        .put(
            "ChallengeParameters",
            new JsonObject()
                .put("USERNAME", user.username())
                .put(
                    "CREDENTIAL_REQUEST_OPTIONS",
                    assertions.options(party, challenge, passkeys(party, user)).encode()))
        .put("AvailableChallenges", Json.array(available));
  }

  /** Answers the challenge; one try only. */
  JsonObject answer(AppClient client, String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, WEB_AUTHN, client);
    LoginSteps.checkUser(pending, answers);
    String credential = Logins.required(answers, "CREDENTIAL");
    sessions.close(session);
    PoolUser user = pending.user();
    RelyingParty party = WebAuthnOperations.relyingParty(pending.pool());
    byte[] challenge = Base64Url.decode(pending.choices().iterator().next());
    assertions.verify(party, challenge, user.sub(), passkeys(party, user), credential);
    return devices.finish(pending.pool(), client, user, answers);
  }

  private static List<Passkey> passkeys(RelyingParty party, PoolUser user) {
    return user.passkeys().all().stream()
        .filter(passkey -> passkey.relyingPartyId().equals(party.id()))
        .toList();
  }
}
