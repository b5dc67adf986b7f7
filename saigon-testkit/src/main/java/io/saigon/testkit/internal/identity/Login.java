package io.saigon.testkit.internal.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.wire.AwsError;
import org.jspecify.annotations.Nullable;

/**
 * A user of a provider who is known by a token, or by a developer's word.
 *
 * @param provider the provider, as the key of the logins names it
 * @param sub the user
 * @param claims claims of the token, or null for a developer's user
 */
record Login(String provider, String sub, @Nullable JWTClaimsSet claims) {
  static Login developer(String provider, String user) {
    return new Login(provider, user, null);
  }

  boolean isDeveloper() {
    return claims == null;
  }

  static AwsError refused(String message) {
    return new AwsError("NotAuthorizedException", message);
  }
}
