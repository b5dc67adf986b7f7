package io.saigon.cognito.verify;

import io.saigon.api.oauth.JwtAlgorithm;
import java.util.Set;

/**
 * The form in which an issuer signs tokens.
 *
 * @param algorithms accepted algorithms
 * @param padded whether its parts may be padded base64, which RFC 7515 forbids
 * @param signature the accepted signature in the message of a refusal
 */
record JwtForm(TokenIssuer issuer, Set<JwtAlgorithm> algorithms, boolean padded, String signature) {
  static final JwtForm USER_POOL =
      new JwtForm(
          TokenIssuer.USER_POOL,
          Set.of(JwtAlgorithm.RS256),
          false,
          "the way that Cognito signs (RS256)");
  static final JwtForm LOAD_BALANCER =
      new JwtForm(
          TokenIssuer.LOAD_BALANCER,
          Set.of(JwtAlgorithm.ES256),
          true,
          "the way that load balancers sign (ES256)");

  static JwtForm of(TokenIssuer issuer, Set<JwtAlgorithm> algorithms) {
    return new JwtForm(issuer, algorithms, false, "by an accepted algorithm");
  }
}
