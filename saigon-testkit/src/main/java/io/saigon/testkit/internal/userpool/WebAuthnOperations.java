package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.webauthn.Passkey;
import io.saigon.testkit.internal.webauthn.Registrations;
import io.saigon.testkit.internal.webauthn.RelyingParty;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;

/** Passkeys of users, by their access tokens. */
final class WebAuthnOperations {
  /** A user and the app client of the access token. */
  private record Caller(UserPool pool, String clientId, PoolUser user) {}

  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Registrations registrations = new Registrations();

  WebAuthnOperations(UserPools pools, Clock clock, Tokens tokens) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
  }

  void register(Operations operations) {
    operations
        .open("StartWebAuthnRegistration", this::start)
        .open("CompleteWebAuthnRegistration", this::complete)
        .open("ListWebAuthnCredentials", this::list)
        .open("DeleteWebAuthnCredential", this::delete);
  }

  private JsonObject start(Params params) {
    Caller caller = caller(params);
    RelyingParty party = enabled(caller.pool());
    PoolUser user = caller.user();
    byte[] challenge = Ids.bytes(32);
    user.passkeys().begin(challenge, caller.clientId(), clock.instant());
    return new JsonObject()
        .put(
            "CredentialCreationOptions",
            registrations.options(
                party, user.sub(), user.username(), challenge, user.passkeys().all()));
  }

  private JsonObject complete(Params params) {
    Caller caller = caller(params);
    params.need("Credential");
    RelyingParty party = enabled(caller.pool());
    byte[] challenge = caller.user().passkeys().take(caller.clientId(), clock.instant());
    caller
        .user()
        .passkeys()
        .add(registrations.verify(party, challenge, params.json("Credential"), clock.instant()));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    Caller caller = caller(params);
    int limit = params.number("MaxResults", 20, 0, 20);
    Paging<Passkey> page =
        Paging.of(
            caller.user().passkeys().all(),
            limit == 0 ? 20 : limit,
            params.optionalText("NextToken"),
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(passkey -> items.add(passkey.toJson()));
    return page.next("NextToken", new JsonObject().put("Credentials", items));
  }

  private JsonObject delete(Params params) {
    Caller caller = caller(params);
    caller.user().passkeys().delete(params.text("CredentialId"));
    return new JsonObject();
  }

  private Caller caller(Params params) {
    String token = params.text("AccessToken");
    UserPool pool = pools.poolOfToken(token);
    JWTClaimsSet claims = tokens.checked(pool, token);
    return new Caller(
        pool, String.valueOf(claims.getClaim("client_id")), pool.user(claims.getSubject()));
  }

  private static RelyingParty enabled(UserPool pool) {
    if (!pool.settings().firstFactors().contains(WebAuthnLogins.WEB_AUTHN)) {
      throw new AwsError(
          "WebAuthnNotEnabledException", "WebAuthn is not a first factor of the user pool.");
    }
    return relyingParty(pool);
  }

  static RelyingParty relyingParty(UserPool pool) {
    return pool.mfa()
        .relyingParty()
        .orElseThrow(
            () ->
                new AwsError(
                    "WebAuthnConfigurationMissingException",
                    "The user pool has no relying party: configure a RelyingPartyId."));
  }
}
