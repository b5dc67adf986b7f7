package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Log-ins at identity providers that an identity pool trusts. The tokens are left out of {@link
 * #toString()}.
 *
 * @param tokens tokens by the provider's key: the issuer without scheme for OpenID Connect, such as
 *     {@code accounts.google.com}, the provider's ARN for SAML (the token is the assertion, in
 *     base64), and {@code cognito-identity.amazonaws.com} for developer identities; empty for a
 *     guest
 * @param identityId identity that the tokens were issued for, as those of developer identities are,
 *     or null
 */
public record IdentityLogins(Map<String, String> tokens, @Nullable String identityId) {
  private static final String HTTPS = "https://";

  /**
   * Creates log-ins, and checks that no key or token is blank.
   *
   * @param tokens tokens by the provider's key
   * @param identityId identity that the tokens were issued for, or null
   * @throws IllegalArgumentException if a key or a token is blank
   */
  public IdentityLogins {
    Objects.requireNonNull(tokens, "tokens");
    tokens = Map.copyOf(tokens);
    tokens.forEach(
        (provider, token) -> {
          Arguments.notBlank("provider", provider);
          Arguments.notBlank("token", token);
        });
    if (identityId != null) {
      Arguments.notBlank("identityId", identityId);
    }
  }

  /**
   * Creates the log-ins of a guest.
   *
   * @return no log-in
   */
  public static IdentityLogins none() {
    return new IdentityLogins(Map.of(), null);
  }

  /**
   * Creates one log-in.
   *
   * @param provider key of the provider
   * @param token the provider's token
   * @return the log-in
   */
  public static IdentityLogins of(String provider, String token) {
    return none().with(provider, token);
  }

  /**
   * Creates the log-in of an OpenID Connect provider: of a user pool, of Google, Apple or any other
   * issuer. The token is not verified here; the identity pool does.
   *
   * @param idToken the provider's ID token; its issuer is the provider's key
   * @return the log-in
   * @throws IllegalArgumentException if it is no JSON web token with an issuer
   */
  public static IdentityLogins ofIdToken(String idToken) {
    Arguments.notBlank("idToken", idToken);
    String issuer = TokenClaims.of(idToken).getString("iss", "");
    if (!issuer.startsWith(HTTPS)) {
      throw new IllegalArgumentException(
          "idToken must be an ID token with an https issuer; name the provider for other tokens");
    }
    return of(issuer.substring(HTTPS.length()), idToken);
  }

  /**
   * Returns these log-ins and a further one, which the pool links to the same identity.
   *
   * @param provider key of the provider
   * @param token the provider's token
   * @return the new log-ins
   */
  public IdentityLogins with(String provider, String token) {
    Arguments.notBlank("provider", provider);
    Map<String, String> all = new HashMap<>(tokens);
    all.put(provider, Arguments.notBlank("token", token));
    return new IdentityLogins(all, identityId);
  }

  /**
   * Returns these log-ins with the identity that the tokens were issued for.
   *
   * @param identityId id in the identity pool
   * @return the new log-ins
   */
  public IdentityLogins withIdentityId(String identityId) {
    return new IdentityLogins(tokens, Arguments.notBlank("identityId", identityId));
  }

  @Override
  public String toString() {
    return "IdentityLogins[providers=" + tokens.keySet() + ", identityId=" + identityId + "]";
  }
}
