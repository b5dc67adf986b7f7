package io.saigon.testkit.internal.identity;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Identities of users whom a developer's own service authenticates. */
final class DeveloperIdentities {
  private static final int DAY = 86400;

  private final Identities identities;
  private final LoginChecks checks;
  private final OpenIdTokens tokens;
  private final Clock clock;

  DeveloperIdentities(Identities identities, LoginChecks checks, OpenIdTokens tokens, Clock clock) {
    this.identities = identities;
    this.checks = checks;
    this.tokens = tokens;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("GetOpenIdTokenForDeveloperIdentity", this::getToken)
        .signed("LookupDeveloperIdentity", this::lookup)
        .signed("MergeDeveloperIdentities", this::merge)
        .signed("UnlinkDeveloperIdentity", this::unlink);
  }

  private JsonObject getToken(Params params) {
    IdentityPool pool = identities.pool(params);
    params.need("Logins");
    Duration life = Duration.ofSeconds(params.number("TokenDuration", 900, 1, DAY));
    Map<String, String> others = new LinkedHashMap<>(params.map("Logins"));
    String user = others.remove(provider(pool));
    if (user == null || user.isEmpty()) {
      throw invalid("Please provide a login of the developer provider " + provider(pool));
    }
    Login login = Login.developer(provider(pool), user);
    List<Login> all = new ArrayList<>(List.of(login));
    all.addAll(checks.of(pool, others));
    Identity identity;
    if (params.has("IdentityId")) {
      identity = identities.identity(pool, params);
      Optional<Identity> owner = pool.find(login);
      if (owner.isPresent() && !owner.get().equals(identity)) {
        throw new AwsError(
            "DeveloperUserAlreadyRegisteredException",
            "The developer user identifier is already registered with another identity.");
      }
      identities.link(pool, identity, all);
    } else {
      identity = identities.of(pool, all);
    }
    return new JsonObject()
        .put("IdentityId", identity.id())
        .put("Token", tokens.issue(pool, identity, life));
  }

  private JsonObject lookup(Params params) {
    IdentityPool pool = identities.pool(params);
    String user = params.optionalText("DeveloperUserIdentifier");
    if (user == null && !params.has("IdentityId")) {
      throw invalid("Please provide an IdentityId or a DeveloperUserIdentifier.");
    }
    Identity identity = user == null ? identities.identity(pool, params) : find(pool, user);
    if (params.has("IdentityId") && !params.text("IdentityId").equals(identity.id())) {
      throw new AwsError(
          "ResourceConflictException",
          "The developer user identifier belongs to another identity.");
    }
    Paging<String> page =
        Paging.of(
            List.copyOf(identity.developerUsers()),
            params.number("MaxResults", 60, 1, 60),
            params.optionalText("NextToken"),
            () -> invalid("Invalid pagination token"));
    return page.next(
        "NextToken",
        new JsonObject()
            .put("IdentityId", identity.id())
            .put("DeveloperUserIdentifierList", Json.array(page.items())));
  }

  private JsonObject merge(Params params) {
    params.need("SourceUserIdentifier", "DestinationUserIdentifier", "DeveloperProviderName");
    IdentityPool pool = identities.pool(params);
    checkProvider(pool, params);
    Identity source = find(pool, params.text("SourceUserIdentifier"));
    Identity destination = find(pool, params.text("DestinationUserIdentifier"));
    if (source.equals(destination)) {
      return new JsonObject().put("IdentityId", destination.id());
    }
    source
        .logins()
        .forEach(
            (provider, sub) -> {
              if (!destination.logins().getOrDefault(provider, sub).equals(sub)) {
                throw new AwsError(
                    "ResourceConflictException",
                    "Both identities have a login of " + provider + ".");
              }
            });
    destination.merge(source, clock.instant());
    pool.identities().remove(source.id());
    return new JsonObject().put("IdentityId", destination.id());
  }

  private JsonObject unlink(Params params) {
    params.need("IdentityId", "DeveloperProviderName", "DeveloperUserIdentifier");
    IdentityPool pool = identities.pool(params);
    checkProvider(pool, params);
    Identity identity = identities.identity(pool, params);
    String user = params.text("DeveloperUserIdentifier");
    if (!identity.developerUsers().contains(user)) {
      throw new AwsError(
          "ResourceNotFoundException", "The developer user identifier is not linked.");
    }
    identity.unlinkDeveloper(user, clock.instant());
    identities.removeIfUnlinked(pool, identity);
    return new JsonObject();
  }

  private static Identity find(IdentityPool pool, String user) {
    return pool.find(Login.developer(provider(pool), user))
        .orElseThrow(
            () ->
                new AwsError(
                    "ResourceNotFoundException", "Developer user '" + user + "' not found."));
  }

  private static void checkProvider(IdentityPool pool, Params params) {
    if (!params.text("DeveloperProviderName").equals(provider(pool))) {
      throw invalid("The developer provider of the identity pool is " + provider(pool));
    }
  }

  private static String provider(IdentityPool pool) {
    String provider = pool.settings().developerProvider();
    if (provider == null) {
      throw invalid("The identity pool has no developer provider.");
    }
    return provider;
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
