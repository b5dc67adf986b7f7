package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.internal.wire.AwsError;
import java.text.ParseException;

/** Reads the pool that a token claims as its issuer, to select the key that verifies it. */
final class UnverifiedIssuer {
  private UnverifiedIssuer() {}

  static String of(String token) {
    try {
      return String.valueOf(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
    } catch (ParseException e) {
      throw new AwsError("NotAuthorizedException", "Could not verify signature for Access Token");
    }
  }
}
