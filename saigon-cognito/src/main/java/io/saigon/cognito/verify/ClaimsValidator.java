package io.saigon.cognito.verify;

import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validation of claims ("Verifying JSON web tokens" in Cognito's developer guide). */
final class ClaimsValidator {
  private final String userPoolId;
  private final CognitoVerifierConfig config;
  private final Set<String> clients;
  private final long skew;

  ClaimsValidator(String userPoolId, Set<String> clients, CognitoVerifierConfig config) {
    this.userPoolId = userPoolId;
    this.clients = clients;
    this.config = config;
    this.skew = config.clockSkew().toSeconds();
  }

  /** Validates the claims that need no signature, so that a refusal costs little. */
  VerifiedToken validate(JsonObject claims) {
    TokenUse use = use(claims);
    if (use == null || !config.uses().contains(use)) {
      throw UnverifiedJwt.invalid("The token is for another use than " + config.uses());
    }
    boolean id = use == TokenUse.ID;
    String clientId = JwtClaims.text(claims, id ? "aud" : "client_id");
    if (clientId == null || !clients.contains(clientId)) {
      throw UnverifiedJwt.invalid("The token was issued to an app client that is not accepted");
    }
    String subject = JwtClaims.text(claims, "sub");
    if (subject == null) {
      throw UnverifiedJwt.invalid("The token has no subject (sub)");
    }
    return new VerifiedToken(
        use,
        userPoolId,
        clientId,
        subject,
        JwtClaims.text(claims, id ? "cognito:username" : "username"),
        groups(claims),
        id ? Set.of() : JwtClaims.scopes(claims),
        Instant.ofEpochSecond(seconds(claims, "exp")),
        claims);
  }

  void checkTimes(VerifiedToken token, long now) {
    JwtClaims.checkNotExpired(token.expiration().getEpochSecond(), now, skew);
    JsonObject claims = token.claims();
    JwtClaims.checkStarted(seconds(claims, claims.containsKey("nbf") ? "nbf" : "iat"), now, skew);
  }

  /** Checks groups and scopes; only after the signature, so that a forged token learns nothing. */
  void checkPermission(VerifiedToken token) {
    if (!config.groups().isEmpty() && Collections.disjoint(config.groups(), token.groups())) {
      throw UnverifiedJwt.refused(
          Reason.MISSING_PERMISSION, "The user is in none of the groups " + config.groups());
    }
    if (!config.scopes().isEmpty() && Collections.disjoint(config.scopes(), token.scopes())) {
      throw UnverifiedJwt.refused(
          Reason.MISSING_PERMISSION, "The token grants none of the scopes " + config.scopes());
    }
  }

  private static @Nullable TokenUse use(JsonObject claims) {
    String use = JwtClaims.text(claims, "token_use");
    return "id".equals(use) ? TokenUse.ID : "access".equals(use) ? TokenUse.ACCESS : null;
  }

  private static long seconds(JsonObject claims, String name) {
    return JwtClaims.seconds(claims, name, TokenIssuer.USER_POOL);
  }

  private static Set<String> groups(JsonObject claims) {
    if (!(claims.getValue("cognito:groups") instanceof JsonArray names)) {
      return Set.of();
    }
    Set<String> groups = new HashSet<>();
    names.forEach(name -> groups.add(String.valueOf(name)));
    return groups;
  }
}
