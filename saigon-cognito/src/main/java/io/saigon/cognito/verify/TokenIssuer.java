package io.saigon.cognito.verify;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;

/**
 * An issuer in the messages of refusals.
 *
 * @param name noun for it
 * @param advice what the sender of a token that is not valid is to do
 */
record TokenIssuer(String name, String advice) {
  static final TokenIssuer USER_POOL =
      new TokenIssuer("user pool", "log in and send the user pool's own token");
  static final TokenIssuer LOAD_BALANCER =
      new TokenIssuer("load balancer", "send requests through the load balancer alone");

  static TokenIssuer of(String issuer) {
    return new TokenIssuer("issuer " + issuer, "send a token that " + issuer + " issued for this");
  }

  AuthenticationException invalid(String what) {
    return AuthenticationException.refusal(Reason.INVALID_TOKEN, what + "; " + advice);
  }
}
