package io.saigon.testkit.internal.oauth;

import org.jspecify.annotations.Nullable;

/** The endpoint {@code /oauth2/revoke}: refresh tokens, and all tokens that are of them. */
final class RevocationEndpoint {
  private final Accounts accounts;
  private final ClientAuthentication authentication;

  RevocationEndpoint(Accounts accounts, ClientAuthentication authentication) {
    this.accounts = accounts;
    this.authentication = authentication;
  }

  Reply answer(Site site, @Nullable String authorization, Form form) {
    OAuthClient client;
    try {
      client = authentication.check(site.poolId(), authorization, form);
    } catch (OAuthError e) {
      return Reply.json(e.code().equals("invalid_client") ? 401 : 400, e.toJson());
    }
    String token = form.required("token");
    if (!client.revokes()) {
      throw new OAuthError("invalid_request");
    }
    if (token.split("\\.", -1).length == 3) {
      throw new OAuthError("unsupported_token_type");
    }
    accounts.revoke(client, token);
    return Reply.of(200);
  }
}
