package io.saigon.testkit.internal.sts;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.saigon.testkit.internal.identity.IdentityPools;
import io.saigon.testkit.internal.userpool.UserPools;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks OpenID Connect tokens of user pools, of identity pools and of registered providers. */
public final class WebIdentities {
  /**
   * The subject of a token that was verified.
   *
   * @param provider as STS returns it
   */
  record WebIdentity(String provider, String subject, String audience) {}

  private static final String HTTPS = "https://";

  private final UserPools userPools;
  private final IdentityPools identityPools;
  private final Clock clock;
  private final Map<String, OpenIdProvider> providers = new ConcurrentHashMap<>();

  public WebIdentities(UserPools userPools, IdentityPools identityPools, Clock clock) {
    this.userPools = userPools;
    this.identityPools = identityPools;
    this.clock = clock;
  }

  /** Registers a provider in place of an earlier one of the same issuer. */
  public void trust(String issuer, Collection<String> audiences, JsonObject jwks) {
    providers.put(issuer, OpenIdProvider.of(List.copyOf(audiences), jwks));
  }

  /** Registers a provider in place of an earlier one of the same issuer. */
  public void trust(OpenIdIssuer issuer, Collection<String> audiences) {
    providers.put(issuer.issuer(), new OpenIdProvider(List.copyOf(audiences), issuer::verified));
  }

  /**
   * Returns the claims of a token of a registered provider, as identity pools take it.
   *
   * @param path issuer without {@code https://}
   * @param audience wanted audience, or null for those that are registered
   */
  public Optional<JWTClaimsSet> verified(String path, @Nullable String audience, String token) {
    OpenIdProvider provider = providers.get(HTTPS + path);
    Collection<String> wanted =
        audience != null ? List.of(audience) : provider == null ? List.of() : provider.audiences();
    return provider == null
        ? Optional.empty()
        : provider
            .verify()
            .apply(token)
            .filter(claims -> (HTTPS + path).equals(claims.getIssuer()))
            .filter(claims -> claims.getAudience().stream().anyMatch(wanted::contains));
  }

  WebIdentity verified(String token) {
    String issuer = issuer(token);
    OpenIdProvider provider = provider(issuer);
    JWTClaimsSet claims =
        provider
            .verify()
            .apply(token)
            .orElseThrow(
                () ->
                    invalid(
                        "Couldn't retrieve verification key from your identity provider, please"
                            + " reference AssumeRoleWithWebIdentity documentation for"
                            + " requirements"));
    checkTime(claims);
    List<String> audiences = claims.getAudience();
    boolean identityPool = issuer.equals(IdentityPools.ISSUER);
    if (audiences.isEmpty()
        || (!identityPool && audiences.stream().noneMatch(provider.audiences()::contains))) {
      throw invalid("Incorrect token audience");
    }
    String path = issuer.startsWith(HTTPS) ? issuer.substring(HTTPS.length()) : issuer;
    return new WebIdentity(
        identityPool ? path : "arn:aws:iam::" + Ids.ACCOUNT + ":oidc-provider/" + path,
        String.valueOf(claims.getSubject()),
        audiences.get(0));
  }

  private static String issuer(String token) {
    try {
      return String.valueOf(SignedJWT.parse(token).getJWTClaimsSet().getIssuer());
    } catch (ParseException e) {
      throw invalid(
          "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access"
              + " Token)");
    }
  }

  private OpenIdProvider provider(String issuer) {
    OpenIdProvider registered = providers.get(issuer);
    if (registered != null) {
      return registered;
    }
    if (issuer.equals(IdentityPools.ISSUER)) {
      return new OpenIdProvider(List.of(), identityPools::verifiedOpenIdToken);
    }
    String pool = issuer.startsWith(HTTPS) ? issuer.substring(HTTPS.length()) : "";
    List<String> clients = userPools.clientIds(pool);
    if (clients.isEmpty()) {
      throw invalid("No OpenIDConnect provider found in your account for " + issuer);
    }
    return new OpenIdProvider(clients, token -> userPools.verifiedIdToken(pool, token));
  }

  private void checkTime(JWTClaimsSet claims) {
    if (claims.getExpirationTime() == null) {
      throw invalid("Missing a required claim: exp");
    }
    Instant now = clock.instant();
    Instant end = claims.getExpirationTime().toInstant();
    if (!now.isBefore(end)) {
      throw new AwsError(
          "ExpiredTokenException",
          "Token expired: current date/time %d must be before the expiration date/time %d"
              .formatted(now.getEpochSecond(), end.getEpochSecond()));
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidIdentityToken", message);
  }
}
