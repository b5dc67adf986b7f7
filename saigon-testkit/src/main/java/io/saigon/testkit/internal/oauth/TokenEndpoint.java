package io.saigon.testkit.internal.oauth;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoint {@code /oauth2/token}: grants in exchange for tokens. */
final class TokenEndpoint {
  private final Accounts accounts;
  private final ClientAuthentication authentication;
  private final Authorizations authorizations;

  TokenEndpoint(
      Accounts accounts, ClientAuthentication authentication, Authorizations authorizations) {
    this.accounts = accounts;
    this.authentication = authentication;
    this.authorizations = authorizations;
  }

  JsonObject answer(Site site, @Nullable String authorization, Form form) {
    String type = form.required("grant_type");
    return switch (type) {
      case "authorization_code" -> code(client(site, authorization, form), form);
      case "refresh_token" -> refresh(client(site, authorization, form), form);
      case "client_credentials" -> clientCredentials(client(site, authorization, form), form);
      default -> throw new OAuthError("unsupported_grant_type");
    };
  }

  private OAuthClient client(Site site, @Nullable String authorization, Form form) {
    return authentication.check(site.poolId(), authorization, form);
  }

  /** A code is used up by the first request of its client, be it right or wrong. */
  private JsonObject code(OAuthClient client, Form form) {
    String code = form.required("code");
    String redirectUri = form.required("redirect_uri");
    if (!client.settings().allows(OAuthSettings.CODE)
        || !client.settings().callbacks().contains(redirectUri)) {
      throw new OAuthError("unauthorized_client");
    }
    AuthorizationCode granted = authorizations.take(code, client);
    if (granted == null
        || !granted.redirectUri().equals(redirectUri)
        || !Pkce.isProven(granted.challenge(), form.get("code_verifier"))
        || !accounts.mayLogIn(client.poolId(), granted.sub())) {
      throw new OAuthError("invalid_grant");
    }
    return accounts.tokens(client, granted.sub(), granted.at(), granted.grant());
  }

  private JsonObject refresh(OAuthClient client, Form form) {
    String token = form.required("refresh_token");
    if (!client.settings().enabled()) {
      throw new OAuthError("unauthorized_client");
    }
    try {
      return accounts.refresh(client, token);
    } catch (AwsError e) {
      throw new OAuthError("invalid_grant");
    }
  }

  private JsonObject clientCredentials(OAuthClient client, Form form) {
    OAuthSettings settings = client.settings();
    if (client.secret() == null || !settings.flows().contains(OAuthSettings.CLIENT_CREDENTIALS)) {
      throw new OAuthError("unauthorized_client");
    }
    // A client whose flow is set, but not AllowedOAuthFlowsUserPoolClient.
    if (!settings.enabled()) {
      throw new OAuthError("invalid_grant");
    }
    Set<String> scopes = new LinkedHashSet<>(settings.scopes());
    String requested = form.get("scope");
    if (requested != null) {
      Set<String> wanted = Scopes.parsed(requested);
      if (!scopes.containsAll(wanted)) {
        throw new OAuthError("invalid_scope");
      }
      scopes = wanted;
    }
    return new JsonObject()
        .put("access_token", accounts.clientToken(client, scopes))
        .put("expires_in", accounts.accessTokenLife(client).toSeconds())
        .put("token_type", "Bearer");
  }
}
