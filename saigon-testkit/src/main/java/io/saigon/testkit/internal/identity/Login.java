package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.AwsError;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * A user of a provider, by a token that was verified.
 *
 * @param provider the user pool, as the key of the logins names it
 * @param sub the user
 */
record Login(String provider, String sub, JWTClaimsSet claims) {

  /**
   * Checks the one login that is given: the key, and the token's issuer, signature, age and
   * audience.
   */
  static Login of(IdentityPool pool, Map<String, String> logins, UserPools userPools, Clock clock) {
    if (logins.size() > 1) {
      throw new AwsError("InvalidParameterException", "Please provide a single login.");
    }
    Map.Entry<String, String> given = logins.entrySet().iterator().next();
    String provider = given.getKey();
    List<String> clients = pool.clientsByProvider().get(provider);
    if (clients == null) {
      throw refused("Token is not from a supported provider of this identity pool.");
    }
    JWTClaimsSet claims =
        userPools
            .verifiedIdToken(provider, given.getValue())
            .orElseThrow(() -> refused("Invalid login token. Couldn't verify signed token."));
    if (!clock.instant().isBefore(claims.getExpirationTime().toInstant())) {
      throw refused(
          "Invalid login token. Token expired: %d >= %d"
              .formatted(
                  clock.instant().getEpochSecond(),
                  claims.getExpirationTime().toInstant().getEpochSecond()));
    }
    if (claims.getAudience().stream().noneMatch(clients::contains)) {
      throw refused("Invalid login token. Incorrect token audience.");
    }
    return new Login(provider, claims.getSubject(), claims);
  }

  static AwsError refused(String message) {
    return new AwsError("NotAuthorizedException", message);
  }
}
