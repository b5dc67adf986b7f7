package io.saigon.testkit.internal.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The scopes that a log-in has granted to an app client.
 *
 * @param scopes scopes of its access tokens
 * @param nonce value of the claim {@code nonce} of the first identity token, or null
 * @param direct whether it is a log-in by the API, whose tokens have all attributes
 */
public record Grant(Set<String> scopes, @Nullable String nonce, boolean direct) {
  /** The grant of a log-in by the API. */
  public static final Grant DIRECT = new Grant(Set.of(Scopes.ADMIN), null, true);

  public Grant {
    scopes = Set.copyOf(scopes);
  }

  static Grant of(Set<String> scopes, @Nullable String nonce) {
    return new Grant(scopes, nonce, false);
  }

  /** Returns the grant of an access token by its claim {@code scope}. */
  public static Grant of(String scope) {
    return new Grant(Scopes.parsed(scope), null, false);
  }

  /** Refuses an access token that reveals nothing about its user. */
  public void checkUserInfo() {
    if (!scopes.contains(Scopes.OPENID)) {
      throw new OAuthError("invalid_token", "Access token does not contain openid scope");
    }
  }

  /** Returns the grant of tokens after the first ones. */
  public Grant refreshed() {
    return nonce == null ? this : new Grant(scopes, null, direct);
  }

  /** Returns the claim {@code scope}. */
  public String scope() {
    return String.join(" ", new TreeSet<>(scopes));
  }

  /** Returns whether there is an identity token. */
  public boolean identifies() {
    return direct || scopes.contains(Scopes.OPENID);
  }

  /** Returns the claims of an identity token with the hash of the access token beside it. */
  public JWTClaimsSet bound(JWTClaimsSet claims, String accessToken) {
    if (direct) {
      return claims;
    }
    byte[] half = Arrays.copyOf(Pkce.sha256(accessToken), 16);
    return new JWTClaimsSet.Builder(claims)
        .claim("at_hash", Base64.getUrlEncoder().withoutPadding().encodeToString(half))
        .build();
  }

  /** Returns whether access tokens authorize the operations of a user. */
  public static boolean authorizesOperations(String scope) {
    return Scopes.parsed(scope).contains(Scopes.ADMIN);
  }

  /**
   * Returns whether an attribute that the app client may read is a claim. The scope {@code openid}
   * reveals all of them by itself, and others narrow it, as Cognito's guide has it.
   */
  public boolean reveals(String attribute) {
    return direct || reveals(scopes, attribute);
  }

  static boolean reveals(Set<String> scopes, String attribute) {
    if (scopes.contains(Scopes.PROFILE)) {
      return true;
    }
    Set<String> narrowing = new LinkedHashSet<>(scopes);
    narrowing.retainAll(Set.of(Scopes.EMAIL, Scopes.PHONE));
    return narrowing.isEmpty()
        || switch (attribute) {
          case "sub" -> true;
          case "email", "email_verified" -> scopes.contains(Scopes.EMAIL);
          case "phone_number", "phone_number_verified" -> scopes.contains(Scopes.PHONE);
          default -> false;
        };
  }
}
