package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks the tokens of logins: the provider, and the token's signature, age and audience. */
final class LoginChecks {
  private static final String INVALID = "Invalid login token. ";
  private static final String ITSELF = "cognito-identity.amazonaws.com";

  private final UserPools userPools;
  private final OpenIdTokens ownTokens;
  private final Clock clock;
  private volatile IdentityPools.TokenVerifier others =
      (provider, audience, token) -> Optional.empty();

  LoginChecks(UserPools userPools, OpenIdTokens ownTokens, Clock clock) {
    this.userPools = userPools;
    this.ownTokens = ownTokens;
    this.clock = clock;
  }

  void others(IdentityPools.TokenVerifier verifier) {
    others = verifier;
  }

  List<Login> of(IdentityPool pool, Map<String, String> logins) {
    List<Login> checked = new ArrayList<>();
    logins.forEach((provider, token) -> checked.add(of(pool, provider, token)));
    return checked;
  }

  private Login of(IdentityPool pool, String provider, String token) {
    List<String> clients = pool.settings().clients().get(provider);
    if (clients != null) {
      return ofUserPool(pool, provider, clients, token);
    }
    if (!pool.settings().trusts(provider)) {
      throw Login.refused("Token is not from a supported provider of this identity pool.");
    }
    JWTClaimsSet claims =
        others
            .verified(provider, pool.settings().apps().get(provider), token)
            .orElseThrow(LoginChecks::unverified);
    checkTime(claims);
    return new Login(provider, claims.getSubject(), claims);
  }

  private Login ofUserPool(IdentityPool pool, String provider, List<String> clients, String token) {
    JWTClaimsSet claims =
        userPools.verifiedIdToken(provider, token).orElseThrow(LoginChecks::unverified);
    checkTime(claims);
    if (claims.getAudience().stream().noneMatch(clients::contains)) {
      throw Login.refused(INVALID + "Incorrect token audience.");
    }
    if (pool.settings().checked().contains(provider + ":" + claims.getAudience().get(0))
        && !userPools.isLoggedIn(provider, claims)) {
      throw Login.refused(INVALID + "The user was signed out, disabled or deleted.");
    }
    return new Login(provider, claims.getSubject(), claims);
  }

  /** Returns whether the logins are a developer's token for an identity, which is checked. */
  boolean isOwnToken(IdentityPool pool, Identity identity, Map<String, String> logins) {
    String token = logins.get(ITSELF);
    if (token == null) {
      return false;
    }
    if (logins.size() > 1) {
      throw new AwsError(
          "InvalidParameterException", "Please provide the token of " + ITSELF + " alone.");
    }
    JWTClaimsSet claims = ownTokens.verified(token).orElseThrow(LoginChecks::unverified);
    checkTime(claims);
    if (!claims.getAudience().contains(pool.id()) || !claims.getSubject().equals(identity.id())) {
      throw Login.refused(INVALID + "Token is not for this identity.");
    }
    return true;
  }

  private void checkTime(JWTClaimsSet claims) {
    long now = clock.instant().getEpochSecond();
    long end =
        claims.getExpirationTime() == null
            ? 0
            : claims.getExpirationTime().toInstant().getEpochSecond();
    if (now >= end) {
      throw Login.refused(INVALID + "Token expired: %d >= %d".formatted(now, end));
    }
  }

  private static AwsError unverified() {
    return Login.refused(INVALID + "Couldn't verify signed token.");
  }
}
