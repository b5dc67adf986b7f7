package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.internal.wire.AwsError;
import java.text.ParseException;

/** Reads which pool a token claims to be from, to know which key to check it with. */
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
