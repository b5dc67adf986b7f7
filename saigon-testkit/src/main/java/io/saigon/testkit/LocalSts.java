package io.saigon.testkit;

import io.saigon.testkit.internal.sts.OpenIdIssuer;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.saigon.testkit.internal.sts.WebIdentities;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The Security Token Service of a {@link LocalAws}: roles, and providers of OpenID Connect tokens
 * beside its user pools (whose audiences are their app clients) and identity pools, which are
 * trusted from the start. It is served at {@link LocalAws#endpoint()}.
 */
public final class LocalSts {
  private final RoleSessions roles;
  private final WebIdentities identities;
  private final LocalClock clock;

  LocalSts(RoleSessions roles, WebIdentities identities, LocalClock clock) {
    this.roles = roles;
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * Creates a role.
   *
   * @param name name of the role
   * @return the role
   * @throws IllegalArgumentException if there is one of that name
   */
  public LocalRole createRole(String name) {
    return new LocalRole(roles.create(Objects.requireNonNull(name, "name")));
  }

  /**
   * Creates a provider that issues tokens, and trusts it.
   *
   * @param issuer its issuer, such as {@code https://oidc.example.com}
   * @param audiences audiences whose tokens are taken
   * @return the provider
   */
  public LocalOpenIdProvider createOpenIdProvider(String issuer, Set<String> audiences) {
    OpenIdIssuer provider = new OpenIdIssuer(Objects.requireNonNull(issuer, "issuer"), clock);
    identities.trust(provider, audiences);
    return new LocalOpenIdProvider(provider);
  }

  /**
   * Trusts a provider of the test's own.
   *
   * @param issuer claim {@code iss} of its tokens
   * @param audiences audiences whose tokens are taken
   * @param jwks its public keys as a JSON Web Key Set
   * @throws IllegalArgumentException if {@code jwks} is malformed
   */
  public void trustOpenIdProvider(String issuer, Set<String> audiences, JsonObject jwks) {
    identities.trust(Objects.requireNonNull(issuer, "issuer"), audiences, jwks);
  }

  /**
   * Returns the principal of a key, such as one that signed a request.
   *
   * @param accessKeyId id of a key that this local AWS gave out
   * @return its session, or empty if there is no such key
   */
  public Optional<LocalSession> session(String accessKeyId) {
    return roles
        .session(Objects.requireNonNull(accessKeyId, "accessKeyId"))
        .map(
            session ->
                new LocalSession(
                    session.principal().arn(),
                    session.policy(),
                    session.tags(),
                    session.sourceIdentity()));
  }
}
