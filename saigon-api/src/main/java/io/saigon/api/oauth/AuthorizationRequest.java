package io.saigon.api.oauth;

import java.net.URI;
import java.util.Objects;

/**
 * A log-in that has begun: where to send the browser, and what proves that its answer belongs to
 * this request. All but the redirect URI is left out of {@link #toString()}; what proves it must
 * reach no script of the browser.
 *
 * @param url URL of the authorization endpoint with its parameters
 * @param redirectUri where the browser comes back to
 * @param state random text that the answer must repeat
 * @param nonce random text that the id token must repeat
 * @param codeVerifier the secret of PKCE (RFC 7636)
 */
public record AuthorizationRequest(
    URI url, URI redirectUri, String state, String nonce, String codeVerifier) {
  /**
   * Creates a request, and checks that nothing is missing.
   *
   * @param url URL of the authorization endpoint with its parameters
   * @param redirectUri where the browser comes back to
   * @param state random text that the answer must repeat
   * @param nonce random text that the id token must repeat
   * @param codeVerifier the secret of PKCE
   */
  public AuthorizationRequest {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(redirectUri, "redirectUri");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(nonce, "nonce");
    Objects.requireNonNull(codeVerifier, "codeVerifier");
  }

  @Override
  public String toString() {
    return "AuthorizationRequest[redirectUri=" + redirectUri + "]";
  }
}
